import { createRng } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import { type BreedOptions, breed, genesOf } from '../../../src/samplers/nsga2/breed.ts';
import { categorical, float, int, when } from '../../../src/space/parameters.ts';
import { type Space, space } from '../../../src/space/space.ts';

const plane = space({ x: float(0, 1), y: float(0, 1) });
const exits = space({
  length: int(1, 9),
  exit: categorical(['target', 'trail', 'none']),
  near: when({ exit: ['target'] }, int(1, 9)),
  far: when({ exit: ['target'] }, int(11, 19)),
  trail: when({ exit: ['trail'] }, float(1, 2)),
});

function children<Params>(searched: Space<Params>, [a, b]: [Params, Params], options: BreedOptions, n = 400): Params[] {
  const any = searched as Space<unknown>;
  const couple = [any.encode(a), any.encode(b)] as const;
  const genes = genesOf(any);
  return Array.from({ length: n }, (_, i) =>
    searched.decode(breed(any, genes, couple, options, createRng('breed', i))),
  );
}

const corners: [{ x: number; y: number }, { x: number; y: number }] = [
  { x: 0, y: 0 },
  { x: 1, y: 1 },
];

describe('genesOf', () => {
  it('makes one gene of what exists under the same condition', () => {
    expect([...genesOf(exits as Space<unknown>)]).toEqual([0, 1, 2, 2, 4]);
  });
});

describe('breed', () => {
  it('copies the first parent without crossover and mutation', () => {
    const options = { crossoverProbability: 0, swappingProbability: 1, mutationProbability: 0 };
    expect(children(plane, corners, options, 20).every(({ x, y }) => x === 0 && y === 0)).toBe(true);
  });

  it('copies the second parent if everything is swapped', () => {
    const options = { crossoverProbability: 1, swappingProbability: 1, mutationProbability: 0 };
    expect(children(plane, corners, options, 20).every(({ x, y }) => x === 1 && y === 1)).toBe(true);
  });

  it('swaps each parameter by itself, as often as it is told', () => {
    const all = children(plane, corners, {
      crossoverProbability: 0.8,
      swappingProbability: 0.5,
      mutationProbability: 0,
    });
    const share = (x: number, y: number): number => all.filter((child) => child.x === x && child.y === y).length / 400;
    // 0.8 / 4 each, and 0.2 more for copies of the first parent; four standard errors of at most 0.025.
    expect(Math.abs(share(0, 0) - 0.4)).toBeLessThan(0.1);
    for (const [x, y] of [[0, 1], [1, 0], [1, 1]]) expect(Math.abs(share(x, y) - 0.2)).toBeLessThan(0.08); // biome-ignore format: pairs
  });

  it('draws parameters afresh, as often as it is told', () => {
    const all = children(plane, corners, {
      crossoverProbability: 0,
      swappingProbability: 0,
      mutationProbability: 0.25,
    });
    const fresh = all.filter(({ x }) => x !== 0);
    // 100 of 400 with a standard deviation of 8.7; their mean is 1/2 with a standard error of 0.029.
    expect(Math.abs(fresh.length - 100)).toBeLessThan(35);
    expect(Math.abs(fresh.reduce((sum, { x }) => sum + x, 0) / fresh.length - 0.5)).toBeLessThan(0.116);
  });

  it('takes what exists under one condition from one parent', () => {
    const options = { crossoverProbability: 1, swappingProbability: 0.5, mutationProbability: 0 };
    const all = children(
      exits,
      [
        { length: 1, exit: 'target', near: 2, far: 12 },
        { length: 9, exit: 'target', near: 3, far: 13 },
      ],
      options,
    );
    expect(new Set(all.map(({ near, far }) => `${near} ${far}`))).toEqual(new Set(['2 12', '3 13']));
  });

  it('takes a group from the parent that has it', () => {
    const options = { crossoverProbability: 1, swappingProbability: 0.5, mutationProbability: 0 };
    const all = children(
      exits,
      [
        { length: 1, exit: 'target', near: 2, far: 12 },
        { length: 1, exit: 'trail', trail: 1.5 },
      ],
      options,
    );
    const kinds = new Set(all.map((params) => JSON.stringify(params)));
    expect(kinds).toEqual(
      new Set(['{"length":1,"exit":"target","near":2,"far":12}', '{"length":1,"exit":"trail","trail":1.5}']),
    );
  });

  it('draws a group that neither parent has', () => {
    const none = { length: 5, exit: 'none' as const };
    const all = children(exits, [none, none], {
      crossoverProbability: 1,
      swappingProbability: 0.5,
      mutationProbability: 0.5,
    });
    // Encoding refuses params with something missing, too much or out of range.
    for (const child of all) expect(exits.decode(exits.encode(child))).toEqual(child);
    expect(new Set(all.map(({ near }) => near)).size).toBe(10);
  });
});
