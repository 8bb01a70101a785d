import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describeGolden, expectClose, readJson } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { logDensity, parzenEstimator } from '../../../src/samplers/tpe/parzen.ts';
import { Dimension } from '../../../src/space/dimension.ts';
import { categorical, float, int, type Parameter } from '../../../src/space/parameters.ts';
import { type GoldenParameter, parameterOf } from '../../convergence/golden-parameter.ts';

interface ParzenCase {
  readonly space: string;
  readonly nObservations: number;
  readonly bandwidth: 'neighbour' | 'scott';
  readonly params: readonly GoldenParameter[];
  readonly observations: Readonly<Record<string, readonly number[]>>;
  readonly weights: readonly number[];
  /** By parameter, prior last. */
  readonly sigmas: readonly (readonly number[] | null)[];
  readonly probes: Readonly<Record<string, readonly number[]>>;
  readonly logPdf: readonly number[];
}

const committed = fileURLToPath(new URL('../../golden/parzen/', import.meta.url));
const dimensionOf = (name: string, parameter: Parameter): Dimension => new Dimension(name, parameter, []);

describe('Parzen estimators', () => {
  for (const file of readdirSync(committed).sort()) it(`golden: ${file}`, () => compareCases(committed + file));
});

describeGolden('optimizer/parzen', { extension: '.json' }, ({ path }) => compareCases(path));

function compareCases(path: string): void {
  const { cases } = readJson<{ cases: readonly ParzenCase[] }>(path);
  expect(cases.length).toBeGreaterThan(0);
  for (const one of cases) compareCase(one);
}

function compareCase({ space, nObservations, bandwidth, params, observations, ...golden }: ParzenCase): void {
  const label = `${space}, ${nObservations} observations, ${bandwidth}`;
  const dimensions = params.map((parameter) => dimensionOf(parameter.name, parameterOf(parameter)));
  const columns = params.map(({ name }) => observations[name]);
  const rule = bandwidth === 'scott' ? 'scott' : 'neighbour-split';
  const estimator = parzenEstimator(dimensions, columns, rule);
  expectClose(estimator.weights, golden.weights, { rtol: 1e-12, label: `${label}: weights` });

  const shared = parzenEstimator(dimensions, columns, 'neighbour');
  const ties = columns.map((column) => (bandwidth === 'scott' ? [] : runsOfEquals(column)));
  golden.sigmas.forEach((expected, d) => {
    const options = { rtol: 1e-12, label: `${label}: widths of ${params[d].name}` };
    const actual = estimator.sigmas[d];
    if (expected === null || actual === null) {
      expect(actual, options.label).toBe(expected);
      return;
    }
    // Which of equal observations has which width is arbitrary in the reference.
    expectClose(within(ties[d], actual, ascending), within(ties[d], expected, ascending), options);
    if (bandwidth === 'scott') return;
    expectClose(shared.sigmas[d] ?? [], within(ties[d], expected, allTheLargest), options);
  });

  const isTied = ties.some((runs, d) => golden.sigmas[d] !== null && runs.length > 0);
  const parity = isTied ? { ...estimator, sigmas: golden.sigmas } : estimator;
  const actual = golden.logPdf.map((_, i) =>
    logDensity(
      parity,
      params.map(({ name }) => golden.probes[name][i]),
    ),
  );
  // A logarithm near zero has no relative precision to lose, hence absolute.
  expectClose(actual, golden.logPdf, { rtol: 0, atol: 1e-9, label: `${label}: log density` });
}

/** Kernels on equal values, for every value that occurs more than once. */
function runsOfEquals(values: readonly number[]): number[][] {
  const distinct = [...new Set(values)];
  const runs = distinct.map((value) => [...values.keys()].filter((k) => values[k] === value));
  return runs.filter((run) => run.length > 1);
}

const ascending = (widths: number[]): number[] => widths.sort((a, b) => a - b);
const allTheLargest = (widths: number[]): number[] => widths.fill(Math.max(...widths));

/** Widths, rearranged within every run. */
function within(
  runs: readonly (readonly number[])[],
  sigma: ArrayLike<number>,
  rearrange: (widths: number[]) => number[],
): Float64Array {
  const result = Float64Array.from(sigma);
  for (const run of runs) {
    const widths = rearrange(run.map((k) => sigma[k]));
    run.forEach((k, i) => {
      result[k] = widths[i];
    });
  }
  return result;
}

describe('widths', () => {
  // A range of 11 cells, so that the narrowest width at n = 4 is 11 / 6.
  const grid = dimensionOf('n', int(0, 10));
  const narrowest = 11 / 6;

  it('are the larger gap to a neighbour, and the inner gap at the ends', () => {
    const { sigmas } = parzenEstimator([grid], [[9, 0, 6, 2]], 'neighbour');
    expectClose(sigmas[0] ?? [], [3, 2, 4, 4, 11], { rtol: 1e-15 });
  });

  it('of equal observations are the larger gap, or left gap, right gap and the narrowest', () => {
    const column = [5, 5, 5, 9];
    const of = (bandwidth: 'neighbour' | 'neighbour-split'): ArrayLike<number> =>
      parzenEstimator([grid], [column], bandwidth).sigmas[0] ?? [];
    expectClose(of('neighbour'), [4, 4, 4, 4, 11], { rtol: 1e-15 });
    expectClose(of('neighbour-split'), [narrowest, narrowest, 4, 4, 11], { rtol: 1e-15 });
  });

  it('of a single observation reach to the farther end of the range', () => {
    const at = (value: number): number => (parzenEstimator([grid], [[value]], 'neighbour').sigmas[0] ?? [])[0];
    expect([0, 5, 8].map(at)).toEqual([10.5, 5.5, 8.5]);
    expect(parzenEstimator([dimensionOf('x', float(0, 1))], [[0.5]], 'neighbour').sigmas[0]?.[0]).toBe(0.5);
  });

  it('by scott are 0.2 n^(-1/(d + 4)) of the range', () => {
    const x = dimensionOf('x', float(-1, 3));
    const { sigmas } = parzenEstimator([x, x], [Array(64).fill(0), Array(64).fill(1)], 'scott');
    // 64^(-1/6) = 1/2
    expectClose(sigmas[1] ?? [], [...Array(64).fill(0.4), 4], { rtol: 1e-14 });
  });
});

describe('log densities', () => {
  it('of a choice are those of the kernel: (1 + 1/K) / (1 + C/K) on its own, 1/K / (1 + C/K) elsewhere', () => {
    const mode = dimensionOf('mode', categorical(['a', 'b', 'c']));
    // One observation, so K = 2 and C/K = 1.5; both weights are one half.
    const estimator = parzenEstimator([mode], [[1]], 'neighbour');
    const density = (choice: number): number => Math.exp(logDensity(estimator, [choice]));
    expectClose([0, 1, 2].map(density), [0.1 + 1 / 6, 0.3 + 1 / 6, 0.1 + 1 / 6], { rtol: 1e-14 });
  });

  it('sum to a probability of 1 over every grid and over a continuum', () => {
    const grid = dimensionOf('n', int(1, 60, { log: true }));
    const steps = dimensionOf('s', float(0, 1, { step: 0.05 }));
    const x = dimensionOf('x', float(0, 2));
    for (const bandwidth of ['neighbour', 'neighbour-split', 'scott'] as const) {
      const probability = (d: Dimension, column: number[]): number => {
        const estimator = parzenEstimator([d], [column], bandwidth);
        let total = 0;
        for (let cell = 0; cell < d.count; cell++) total += Math.exp(logDensity(estimator, [d.valueAt(cell)]));
        return total;
      };
      expectClose(probability(grid, [1, 1, 7, 60, 7, 7]), 1, { rtol: 1e-12 });
      expectClose(probability(steps, [0, 0.5, 0.5, 0.55]), 1, { rtol: 1e-12 });
      const estimator = parzenEstimator([x], [[0.1, 1.9, 1.9]], bandwidth);
      let integral = 0;
      const n = 2000;
      for (let i = 0; i < n; i++) integral += (2 / n) * Math.exp(logDensity(estimator, [(2 * (i + 0.5)) / n]));
      // The midpoint rule's error is h^2 / 24 times the change of slope: below 1e-6 with kernels this wide.
      expectClose(integral, 1, { rtol: 1e-6 });
    }
  });
});
