import { ParameterError } from '@quantblocks/core';
import { probabilisticSharpeRatio, sharpeRatio } from '@quantblocks/metrics';
import { expectClose } from '@quantblocks/test-kit';
import { backtestPaths, combinatorialPurgedSplits, stitchReturns } from '@quantblocks/walk-forward';
import { describe, expect, it } from 'vitest';
import { cpcvSharpe } from '../../src/overfitting/cpcv-sharpe.ts';
import { noiseSeries } from './noise.ts';

/** Paths of a search that trades, in each fold, the strategy with the largest training total. */
function searchedPaths(strategies: readonly Float64Array[]): Float64Array[] {
  const folds = combinatorialPurgedSplits(strategies[0].length, { groups: 6, testGroups: 2, purge: 1 });
  const returns = folds.map(({ train, test }) => {
    const totals = strategies.map((row) =>
      train.reduce((sum, { start, end }) => row.subarray(start, end).reduce((total, value) => total + value, sum), 0),
    );
    const chosen = strategies[totals.indexOf(Math.max(...totals))];
    return test.map(({ start, end }) => chosen.subarray(start, end));
  });
  return backtestPaths(folds).map((path) => stitchReturns(path, returns));
}

describe('cpcvSharpe', () => {
  it('describes the Sharpe ratios of the paths', () => {
    const paths = noiseSeries(1, 3, 40);
    const result = cpcvSharpe(paths);
    const ratios = paths.map((path) => sharpeRatio(path, { periodsPerYear: 1 }));
    const [low, middle, high] = [...ratios].sort((a, b) => a - b);
    expectClose(result.sharpeRatios, ratios);
    expectClose([result.lowest, result.value, result.mean], [low, middle, (low + middle + high) / 3]);
    // Type 7 on three values: 5 % lies a tenth of the way from the first to the second.
    expectClose([result.lower, result.upper], [low + 0.1 * (middle - low), middle + 0.9 * (high - middle)]);
    expectClose(result.probabilityOfLoss, ratios.filter((value) => value <= 0).length / 3);
    expect(result.n).toBe(3);
  });

  it('takes twice the median p value of the paths', () => {
    const paths = noiseSeries(2, 3, 100, 0.004).map((row, j) => row.map((value) => value + 0.001 * j));
    const [, median] = paths
      .map((path) => 1 - probabilisticSharpeRatio(path, { periodsPerYear: 1 }))
      .sort((a, b) => a - b);
    expectClose(cpcvSharpe(paths).pValue, Math.min(1, 2 * median), { rtol: 1e-9 });
  });

  it('passes the search that finds an edge and few that find noise', () => {
    expect(cpcvSharpe(searchedPaths(noiseSeries(3, 10, 600, 0.004))).status).toBe('pass');
    // 100 searches at 5 %: eleven or more passes have a probability of 1 %.
    const passes = Array.from({ length: 100 }, (_, seed) => cpcvSharpe(searchedPaths(noiseSeries(seed, 10, 120))));
    expect(passes.filter(({ status }) => status === 'pass').length).toBeLessThan(11);
  });

  it('is no surer for the same path many times over', () => {
    const [path] = noiseSeries(4, 1, 200, 0.001);
    expect(cpcvSharpe(Array(50).fill(path)).pValue).toBe(cpcvSharpe([path, path]).pValue);
  });

  it('counts a path that never moves as no evidence', () => {
    const paths = noiseSeries(5, 2, 100, 0.02);
    const flat = new Float64Array(100);
    const result = cpcvSharpe([...paths, flat, flat, flat].map((row, j) => (j < 1 ? paths[0] : row)));
    expect(result).toMatchObject({ status: 'fail', pValue: 1, warnings: ['3 of 5 paths never move.'] });
    expect([...result.sharpeRatios.subarray(2)]).toEqual([0, 0, 0]);
    expect(cpcvSharpe([flat, flat]).status).toBe('undefined');
  });

  it('is insufficient with one path or fewer than 30 bars', () => {
    const series = noiseSeries(6, 2, 30, 0.02);
    expect(cpcvSharpe([series[0]]).status).toBe('insufficient');
    expect(cpcvSharpe(series).status).not.toBe('insufficient');
    const short = cpcvSharpe(series.map((row) => row.subarray(1)));
    expect([short.status, short.explanation]).toEqual([
      'insufficient',
      'At least 2 paths of 30 bars are needed; there are 2 of 29.',
    ]);
  });

  it('refuses no paths, paths of different lengths and a level outside (0, 1)', () => {
    expect(() => cpcvSharpe([])).toThrow(ParameterError);
    expect(() => cpcvSharpe([[1, 2], [1]])).toThrow('paths[1]: expected 2 values, as in [0], got 1');
    expect(() => cpcvSharpe([[1, Number.POSITIVE_INFINITY]])).toThrow('paths[0]: expected finite numbers');
    expect(() => cpcvSharpe([[1, 2]], { alpha: 1 })).toThrow('alpha: expected');
  });
});
