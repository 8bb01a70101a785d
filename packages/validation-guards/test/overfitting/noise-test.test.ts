import type { Bars } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noiseTest } from '../../src/overfitting/noise-test.ts';
import { noisyBars } from '../../src/overfitting/noisy-bars.ts';
import { pricesOf, randomMarket } from './markets.ts';

describe('noisyBars', () => {
  it('leaves gaps, times and volume as they are and every price in its bar', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.double({ min: 0, max: 1, noNaN: true }), (seed, level) => {
        const bars = randomMarket(seed, 80);
        const noisy = noisyBars(bars, { level, seed }); // createBars has checked the prices
        for (let i = 1; i < bars.length; i++) {
          expectClose(noisy.open[i] / noisy.close[i - 1], bars.open[i] / bars.close[i - 1]);
        }
        expect([noisy.time, noisy.volume, noisy.symbol]).toEqual([bars.time, bars.volume, bars.symbol]);
      }),
      { seed: 2, numRuns: 30 },
    );
  });

  it('moves closes by the level times the mean true range', () => {
    // One percent of true range on every bar: 100 to 101 within the bar, no gaps.
    const length = 4000;
    const column = (value: number): Float64Array => new Float64Array(length).fill(value);
    const bars: Bars = { ...pricesOf(column(100)), high: column(101) };
    const moves = Array.from(noisyBars(bars, { level: 0.2 }).close, (value) => Math.log(value / 100));
    const deviation = Math.sqrt(moves.reduce((total, move) => total + move * move, 0) / length);
    // A standard deviation of 4000 values has a standard error of 1.1 %; closes near the high are kept, so nothing is cut.
    expectClose(deviation, 0.2 * Math.log(1.01), { rtol: 0.04 });
  });

  it('takes the range of the last bars only, the gap to the close before included', () => {
    const bars = pricesOf([100, 100, 100, 110, 110, 110, 110]);
    const moved = noisyBars(bars, { period: 2 }).close.map((value, i) => Math.abs(Math.log(value / bars.close[i])));
    expect([...moved].map((value) => value > 0)).toEqual([false, false, false, true, true, false, false]);
  });

  it('is the market itself at level 0, and the same for the same seed', () => {
    const bars = randomMarket(1, 50);
    const { open, high, low, close } = noisyBars(bars, { level: 0 });
    expect([open, high, low, close]).toEqual([bars.open, bars.high, bars.low, bars.close]);
    expect(noisyBars(bars, { seed: 1 })).toEqual(noisyBars(bars, { seed: 1 }));
    expect(noisyBars(bars, { seed: 1 }).close).not.toEqual(noisyBars(bars, { seed: 2 }).close);
  });

  it('refuses levels outside [0, 1] and no period', () => {
    const bars = randomMarket(1, 50);
    expect(() => noisyBars(bars, { level: 1.1 })).toThrow('level: expected a number in [0, 1], got 1.1');
    expect(() => noisyBars(bars, { level: Number.NaN })).toThrow('level: expected');
    expect(() => noisyBars(bars, { period: 0 })).toThrow('period: expected a whole number >= 1, got 0');
  });
});

describe('noiseTest', () => {
  const bars = randomMarket(5, 150);
  const first = bars.close[10];

  it('passes what depends on the market as a whole and fails what depends on an exact price', async () => {
    const whole = await noiseTest(({ close }) => 1 + Math.log(close[149] / close[0]), bars, { levels: [0.1, 0.3] });
    expect(whole.status).toBe('pass');
    expect(whole).toMatchObject({ n: 40, score: 1 + Math.log(bars.close[149] / bars.close[0]) });
    const exact = await noiseTest(({ close }) => (close[10] === first ? 1 : 0.1), bars);
    expect(exact).toMatchObject({ status: 'fail', value: 0.1, score: 1 });
    expect(exact.explanation).toContain('the median of 20 runs keeps 10 % of the score; 50 % are asked for');
  });

  it('judges the level at which least is left', async () => {
    const nearness = ({ close }: Bars): number => Math.exp(-400 * Math.abs(close[10] / first - 1));
    const test = await noiseTest(nearness, bars, { levels: [0.3, 0.01] });
    const [coarse, fine] = test.levels;
    expect(coarse.retained).toBeLessThan(fine.retained);
    expect(test.value).toBe(coarse.retained);
    expect(test.explanation).toContain('noise of 0.3 average true ranges');
  });

  it('never passes a score that is not positive', async () => {
    let runs = 0;
    for (const score of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      const run = (): number => {
        runs++;
        return score;
      };
      const test = await noiseTest(run, bars);
      expect(test.status).toBe(score <= 0 ? 'fail' : 'undefined');
    }
    expect(runs).toBe(4);
    const short = await noiseTest(() => ++runs, randomMarket(1, 99));
    expect([short.status, runs]).toEqual(['insufficient', 4]);
  });

  it('counts a noisy run without a finite score as 0', async () => {
    let runs = 0;
    const test = await noiseTest(() => (runs++ === 0 ? 1 : Number.NaN), bars, { repetitions: 3 });
    expect(test).toMatchObject({ status: 'fail', value: 0 });
    expect(test.warnings).toEqual(['3 of 3 noisy runs have no finite score and count as 0.']);
  });

  it('repeats itself, in turn or in time', async () => {
    const run = ({ close }: Bars): number => close[149];
    expect(await noiseTest(async (market) => run(market), bars, { seed: 4 })).toEqual(
      await noiseTest(run, bars, { seed: 4 }),
    );
  });

  it('refuses levels, repetitions and shares that mean nothing', async () => {
    const run = (): number => 1;
    await expect(noiseTest(run, bars, { levels: [] })).rejects.toThrow('levels: expected numbers in (0, 1], got []');
    await expect(noiseTest(run, bars, { levels: [0] })).rejects.toThrow('levels: expected');
    await expect(noiseTest(run, bars, { repetitions: 0 })).rejects.toThrow('repetitions: expected');
    await expect(noiseTest(run, bars, { minRetained: 0 })).rejects.toThrow('minRetained: expected');
    await expect(noiseTest((() => null) as unknown as () => number, bars)).rejects.toThrow(
      'run: expected a number as the score',
    );
  });
});
