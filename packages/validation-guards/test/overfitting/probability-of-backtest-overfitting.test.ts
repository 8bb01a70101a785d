import { mean, ParameterError, standardDeviation } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { pboNull } from '../../src/overfitting/pbo-null.ts';
import { probabilityOfBacktestOverfitting } from '../../src/overfitting/probability-of-backtest-overfitting.ts';
import { noiseSeries } from './noise.ts';

describe('pboNull', () => {
  it('is centred on one half and spreads as independent noise does', () => {
    const values = pboNull(noiseSeries(1, 50, 600), { simulations: 400 });
    // Of 400 simulated matrices of 50 independent strategies and 10 blocks: mean .5, standard deviation .18, 5 % quantile near .19.
    expect(Math.abs(mean(values) - 0.5)).toBeLessThan(3 * (0.18 / 20));
    expect(Math.abs(standardDeviation(values) - 0.18)).toBeLessThan(0.03);
    expect(Math.abs(values[19] - 0.19)).toBeLessThan(0.04);
  });

  it('does not see the skill it is compared with', () => {
    const noise = noiseSeries(2, 12, 300);
    const skilled = noise.map((row, j) => (j === 0 ? row.map((value) => value + 0.01) : row));
    const [a, b] = [noise, skilled].map((series) => pboNull(series, { simulations: 30 }));
    expect(a).toEqual(b);
  });

  it('keeps copies as copies: eight copies of two strategies are two', () => {
    const two = noiseSeries(3, 2, 300);
    const copies = Array.from({ length: 16 }, (_, j) => two[j % 2]);
    const ranksOfTwo = pboNull(two, { simulations: 40, metric: 'mean' });
    expect(pboNull(copies, { simulations: 40, metric: 'mean' })).toEqual(ranksOfTwo);
  });

  it('draws the same for the same seed, and else for another', () => {
    const series = noiseSeries(4, 10, 200);
    expect(pboNull(series, { seed: 5 })).toEqual(pboNull(series, { seed: 5 }));
    expect(pboNull(series, { seed: 5 })).not.toEqual(pboNull(series, { seed: 6 }));
  });

  it('uses part of the halves of many blocks without moving its centre', () => {
    const values = pboNull(noiseSeries(5, 10, 320), { blocks: 16, simulations: 100 });
    // Standard deviation .2 for 10 strategies.
    expect(Math.abs(mean(values) - 0.5)).toBeLessThan(3 * (0.2 / 10));
  });
});

describe('probabilityOfBacktestOverfitting', () => {
  it('passes one strategy that dominates', () => {
    const test = probabilityOfBacktestOverfitting(noiseSeries(1, 20, 400, 0.004));
    expect(test).toMatchObject({ status: 'pass', value: 0, n: 252 });
    expect(test.pValue).toBeLessThan(0.05);
    expect(test.explanation).toContain('in 0 % of 252 splits');
  });

  it('passes about one in twenty families of noise', () => {
    // 60 families at 5 %: seven or more passes have a probability of 3 %.
    let passes = 0;
    for (let seed = 0; seed < 60; seed++) {
      const { status } = probabilityOfBacktestOverfitting(noiseSeries(100 + seed, 12, 200), {
        seed,
        simulations: 99,
        blocks: 8,
      });
      if (status === 'pass') passes++;
    }
    expect(passes).toBeLessThan(7);
  });

  it('passes exactly where its p value is at most alpha', () => {
    for (let seed = 0; seed < 30; seed++) {
      const test = probabilityOfBacktestOverfitting(noiseSeries(seed, 10, 160, 0.0015), {
        alpha: 0.2,
        simulations: 49,
      });
      expect(test.status === 'pass').toBe(test.pValue <= 0.2);
      expect(test.status === 'pass').toBe(test.value < test.nullQuantile);
      expectClose(test.pValue, (1 + test.nullValues.filter((value) => value <= test.value).length) / 50);
    }
  });

  it('accepts as few simulations as alpha allows', () => {
    const test = probabilityOfBacktestOverfitting(noiseSeries(1, 10, 200, 0.02), { simulations: 19 });
    expect(test).toMatchObject({ status: 'pass', pValue: 0.05 });
  });

  it('is insufficient below ten strategies or ten bars per block, and still reports PBO', () => {
    const few = probabilityOfBacktestOverfitting(noiseSeries(1, 9, 400, 0.01));
    expect(few).toMatchObject({ status: 'insufficient', value: 0, n: 252 });
    expect(few.explanation).toBe('At least 10 strategies and 100 bars are needed; there are 9 and 400.');
    expect(probabilityOfBacktestOverfitting(noiseSeries(1, 20, 99)).status).toBe('insufficient');
    expect(probabilityOfBacktestOverfitting([[0.1]])).toMatchObject({
      status: 'insufficient',
      value: Number.NaN,
      n: 0,
    });
  });

  it('is undefined if no strategy moves, and fails if all are one', () => {
    const flat = Array.from({ length: 10 }, (_, j) => new Float64Array(200).fill(j / 1000));
    expect(probabilityOfBacktestOverfitting(flat).status).toBe('undefined');
    const [one] = noiseSeries(1, 1, 200, 0.01);
    expect(probabilityOfBacktestOverfitting(Array(10).fill(one))).toMatchObject({ status: 'fail', value: 1 });
  });

  it('says how many strategies never move and how often the winner loses', () => {
    const losers = noiseSeries(2, 12, 200).map((row) => row.map((value) => value - 0.01));
    const { warnings } = probabilityOfBacktestOverfitting([...losers, new Float64Array(200)], { metric: 'mean' });
    expect(warnings).toEqual(['1 of 13 strategies never move; nothing can be said of them.']);
    const onlyLosers = probabilityOfBacktestOverfitting(losers, { metric: 'mean' });
    expect(onlyLosers.warnings).toEqual(['The winner loses out of sample in 100 % of splits.']);
  });

  it('refuses levels and counts that cannot pass', () => {
    const series = noiseSeries(1, 10, 200);
    const run = (options: object) => () => probabilityOfBacktestOverfitting(series, options);
    expect(run({ alpha: 1 })).toThrow('alpha: expected a number in (0, 1), got 1');
    expect(run({ simulations: 18 })).toThrow('simulations: expected a whole number in 19 .. 1000000, got 18');
    expect(run({ blocks: 7 })).toThrow(ParameterError);
  });
});
