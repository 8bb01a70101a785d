import { ParameterError } from '@quantblocks/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paretoPlot, type SearchView } from '../../src/index.ts';
import { paretoFront } from '../../src/search/pareto-plot.ts';
import { createSearchModel } from '../../src/search/search-model.ts';
import { countDots, pathsOf, valuesView } from './sample-search.ts';

type Direction = SearchView['direction'];

function pairsView(pairs: readonly (readonly number[])[], first: Direction, second: Direction): SearchView {
  const trials = pairs.map((values, number) => ({ number, state: 'complete' as const, values, params: {} }));
  return { ...valuesView([], first), second: { direction: second, objective: 'drawdown' }, trials };
}

describe('paretoFront', () => {
  it('holds exactly the pairs that no other dominates', () => {
    const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), { maxLength: 30 });
    const direction = fc.constantFrom<Direction>('minimize', 'maximize');
    fc.assert(
      fc.property(pairs, direction, direction, (list, first, second) => {
        const signs = [first, second].map((one) => (one === 'maximize' ? 1 : -1));
        const beats = (a: readonly number[], b: readonly number[]): boolean =>
          signs.every((sign, i) => sign * a[i] >= sign * b[i]) && signs.some((sign, i) => sign * a[i] > sign * b[i]);
        const expected = list.filter((one) => !list.some((other) => beats(other, one))).map(String);
        const front = paretoFront(createSearchModel(pairsView(list, first, second)));
        expect(new Set(front.map(({ trial }) => String(trial.values)))).toEqual(new Set(expected));
      }),
      { seed: 9, numRuns: 200 },
    );
  });
});

describe('paretoPlot', () => {
  it('counts the front in words and draws it as stairs', () => {
    const svg = paretoPlot(
      pairsView(
        [
          [1, 1],
          [2, 2],
          [3, 3],
          [0, 5],
        ],
        'maximize',
        'minimize',
      ),
    );
    expect(svg).toContain('drawdown over value; 3 of 4 trials are on the front');
    expect(countDots(pathsOf(svg, 'points top')[0])).toBe(3);
    expect(pathsOf(svg, 'line')[0]).toMatch(/^M[\d.]+ [\d.]+H[\d.]+V[\d.]+H[\d.]+V[\d.]+$/);
  });

  it('leaves out trials without a second value', () => {
    expect(paretoPlot(pairsView([[1], [2, Number.NaN], [0, 1]], 'maximize', 'minimize'))).toContain('1 of 1 trials');
  });

  it('refuses a search with one objective', () => {
    expect(() => paretoPlot(valuesView([1]))).toThrow(ParameterError);
  });
});
