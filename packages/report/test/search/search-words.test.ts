import { describe, expect, it } from 'vitest';
import type { SearchView } from '../../src/index.ts';
import { createSearchModel } from '../../src/search/search-model.ts';
import { searchWords } from '../../src/search/search-words.ts';
import { trial, valuesView } from './sample-search.ts';

const words = (view: SearchView): string => {
  const { headline, detail } = searchWords(createSearchModel(view));
  return `${headline} ${detail}`.trim();
};
const fate = (number: number, state: 'pruned' | 'failed' | 'running') => ({ number, state, values: null, params: {} });

describe('searchWords', () => {
  it('tells the whole story', () => {
    const parameters = [
      { name: 'stop', type: 'float', low: 0, high: 9 },
      { name: 'kind', type: 'categorical', choices: ['a'] },
      { name: 'absent', type: 'float', low: 0, high: 9 },
    ] as const;
    const trials = [
      trial(0, 0.5, { stop: 1 }),
      trial(1, 1.25, { stop: 2 }),
      fate(2, 'pruned'),
      fate(3, 'pruned'),
      trial(4, 9, { stop: 3 }, 1),
      fate(5, 'failed'),
      trial(6, 1, { stop: 4 }),
      trial(7, 1.5, { stop: 2.5, kind: 'a' }),
      fate(8, 'running'),
    ];
    expect(words({ name: 'demo', direction: 'maximize', objective: 'Sharpe ratio', parameters, trials })).toBe(
      'Best Sharpe ratio 1.5, in trial 7. Of 9 trials, 5 completed, 2 were pruned, 1 failed and 1 is still running. ' +
        '1 completed trial broke a constraint and cannot be the best. The best came after 78% of the trials. ' +
        'The last third of the trials improved it from 1.25 to 1.5: a longer search may find more. The best has stop 2.5, kind a.',
    );
  });

  it('says when the last third found nothing better', () => {
    expect(words(valuesView([1, 2, 9, 4, 5, 6, 7, 8, 3]))).toContain(
      'The last third of the trials did not improve on what was found before.',
    );
  });

  it('does not speak of thirds of fewer than six trials, nor where nothing is known before the last', () => {
    expect(words(valuesView([1, 2, 3]))).not.toContain('third');
    expect(
      words({ ...valuesView([]), trials: [0, 1, 2, 3, 4, 5].map((i) => (i < 5 ? fate(i, 'failed') : trial(i, 1))) }),
    ).not.toContain('third');
  });

  it('has words for no trials, one trial, and trials without a result', () => {
    expect(words(valuesView([]))).toBe('No trial was run.');
    expect(words(valuesView([2]))).toBe('Best value 2, in trial 0. The only trial completed.');
    expect(words({ ...valuesView([]), trials: [fate(0, 'failed'), fate(1, 'failed')] })).toBe(
      'No trial has a result. All 2 trials failed.',
    );
    expect(words(valuesView([Number.NaN]))).toBe('No trial has a result. The only trial failed.');
  });

  it('names the nearest where no trial is feasible', () => {
    const trials = [trial(0, 5, {}, 3), trial(1, 1, {}, 0.25)];
    expect(words({ ...valuesView([]), trials })).toBe(
      'No trial keeps to the constraints. All 2 trials completed. The nearest, trial 1, misses the constraints by 0.25.',
    );
  });

  it('does not praise the best of equals', () => {
    expect(words(valuesView([2, 2, 2]))).toContain('All feasible trials have the same value.');
  });

  it('tells values of a narrow range apart', () => {
    const values = [1, 2, 3, 4, 5, 6].map((i) => 12_345 + i / 100);
    expect(words(valuesView(values))).toContain('from 12,345.04 to 12,345.06');
  });

  it('takes the lowest where low is good, and infinity as it comes', () => {
    expect(words(valuesView([3, 1, 2], 'minimize'))).toContain('Best value 1, in trial 1.');
    expect(words(valuesView([3, Infinity, 2]))).toContain('Best value \u221e, in trial 1.');
    expect(words(valuesView([Infinity, 2], 'minimize'))).toContain('Best value 2, in trial 1.');
  });
});
