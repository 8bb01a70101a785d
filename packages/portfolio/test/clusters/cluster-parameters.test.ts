import { createRng, ParameterError } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import {
  type AssetParameters,
  clusterParameters,
  type ParameterValues,
} from '../../src/clusters/cluster-parameters.ts';
import { requireGrid, snapToGrid } from '../../src/clusters/parameter-grid.ts';

const GRID = {
  stop: { min: 1.5, max: 5, step: 0.25 },
  target1: { min: 1.5, max: 5, step: 0.5 },
  target2: { min: 2, max: 8, step: 0.5 },
  period: { min: 7, max: 60, step: 1 },
};

function group(names: string, centre: ParameterValues): AssetParameters[] {
  const rng = createRng(names);
  return [...names].map((asset) => ({
    asset,
    parameters: Object.fromEntries(
      Object.entries(centre).map(([name, value]) => {
        const { step } = GRID[name as keyof typeof GRID];
        return [name, value + step * (rng.int(3) - 1)];
      }),
    ),
  }));
}

const ROWS = [
  ...group('ABCDEF', { stop: 2, target1: 2, target2: 3, period: 9 }),
  ...group('UVWXYZ', { stop: 4, target1: 4, target2: 7, period: 40 }),
];

describe('clusterParameters', () => {
  it('gives one admissible set of parameters to each group', () => {
    const { choice, clusters, individual } = clusterParameters(ROWS, { grid: GRID });
    expect(choice).toMatchObject({ status: 'pass', k: 2 });
    expect(clusters.map(({ assets }) => assets.join(''))).toEqual(['ABCDEF', 'UVWXYZ']);
    for (const [i, { parameters }] of clusters.entries()) {
      for (const [name, { min, max, step }] of Object.entries(GRID)) {
        expect((parameters[name] - min) / step).toBeCloseTo(Math.round((parameters[name] - min) / step), 9);
        expect(parameters[name]).toBeGreaterThanOrEqual(min);
        expect(parameters[name]).toBeLessThanOrEqual(max);
      }
      expect(Math.abs(parameters.period - [9, 40][i])).toBeLessThanOrEqual(1);
    }
    expect(individual).toBe(ROWS);
  });

  it('takes the median, or the mean, of every parameter', () => {
    const rows = [1, 2, 9].map((x, i) => ({ asset: `${i}`, parameters: { x } }));
    const centreOf = (centre: 'median' | 'mean'): number =>
      clusterParameters(rows, { grid: { x: {} }, centre, simulations: 0 }).clusters[0].parameters.x;
    expect([centreOf('median'), centreOf('mean')]).toEqual([2, 4]);
  });

  it('keeps all assets in one cluster where there are no groups', () => {
    const rng = createRng(1);
    const rows = Array.from({ length: 12 }, (_, i) => ({
      asset: `${i}`,
      parameters: { a: rng.int(50), b: rng.int(50), c: rng.int(50) },
    }));
    const grid = { a: { step: 1 }, b: { step: 1 }, c: { step: 1 } };
    const { choice, clusters } = clusterParameters(rows, { grid });
    expect(choice).toMatchObject({ status: 'fail', k: 1 });
    expect(clusters).toHaveLength(1);
    expect(clusters[0].assets).toHaveLength(12);
  });

  it('repairs what the strategy demands between parameters, and refuses a repair that leaves the bounds', () => {
    const rows = [
      { asset: 'A', parameters: { low: 1, high: 9 } },
      { asset: 'B', parameters: { low: 8, high: 3 } },
      { asset: 'C', parameters: { low: 9, high: 2 } },
    ];
    const grid = { low: { min: 0, max: 10, step: 1 }, high: { min: 0, max: 10, step: 1 } };
    const ladder = ({ low, high }: ParameterValues): ParameterValues => ({ low, high: Math.max(high, low + 1) });
    const { clusters } = clusterParameters(rows, { grid, repair: ladder, simulations: 19 });
    expect(clusters[0].parameters).toEqual({ low: 8, high: 9 });
    expect(() => clusterParameters(rows, { grid, repair: ({ low }) => ({ low, high: 11 }) })).toThrow(
      'repair: expected high in 0 .. 10, got 11',
    );
    expect(() => clusterParameters(rows, { grid, repair: ({ low }) => ({ low }) })).toThrow(ParameterError);
  });

  it('refuses no rows, an asset twice, and parameters that are missing, unknown or not finite', () => {
    const grid = { x: {} };
    const row = (asset: string, parameters: ParameterValues): AssetParameters => ({ asset, parameters });
    expect(() => clusterParameters([], { grid })).toThrow(ParameterError);
    expect(() => clusterParameters([row('A', { x: 1 })], { grid: {} })).toThrow(ParameterError);
    expect(() => clusterParameters([row('A', { x: 1 }), row('A', { x: 2 })], { grid })).toThrow('every asset once');
    expect(() => clusterParameters([row('A', {})], { grid })).toThrow('x of A: expected a finite number');
    expect(() => clusterParameters([row('A', { x: 1, y: 2 })], { grid })).toThrow(
      'parameters of A: expected only x, got "y"',
    );
    expect(() => clusterParameters([row('A', { x: Number.NaN })], { grid })).toThrow(ParameterError);
  });
});

describe('snapToGrid', () => {
  it('rounds to steps from the minimum, or from 0', () => {
    expect(snapToGrid(2.3, { min: 0.5, step: 1 })).toBe(2.5);
    expect(snapToGrid(2.3, { step: 1 })).toBe(2);
    expect(snapToGrid(2.3, {})).toBe(2.3);
  });

  it('stays inside the bounds, on the last step below a maximum that is off the grid', () => {
    expect(snapToGrid(99, { min: 0, max: 10, step: 3 })).toBe(9);
    expect(snapToGrid(-99, { min: 0, max: 10, step: 3 })).toBe(0);
    expect(snapToGrid(99, { max: 7 })).toBe(7);
  });

  it('is free of the rounding of decimal steps', () => {
    expect(snapToGrid(0.31, { min: 0.1, step: 0.1 })).toBe(0.3);
    expect(snapToGrid(9, { min: 0.1, max: 0.3, step: 0.1 })).toBe(0.3);
  });

  it('needs bounds in order and a positive step', () => {
    expect(() => requireGrid('x', { min: 2, max: 1 })).toThrow(ParameterError);
    expect(() => requireGrid('x', { step: 0 })).toThrow(ParameterError);
    expect(() => requireGrid('x', { min: Number.NaN })).toThrow(ParameterError);
  });
});
