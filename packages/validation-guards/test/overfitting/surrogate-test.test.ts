import type { Bars } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import { surrogateTest } from '../../src/overfitting/surrogate-test.ts';
import { pricesOf, randomMarket } from './markets.ts';

/** Best total log return of following the last `lag` bars, over many lags. */
function bestMomentum({ close, length }: Bars): number {
  let best = Number.NEGATIVE_INFINITY;
  for (let lag = 1; lag <= 20; lag++) {
    let total = 0;
    for (let i = lag; i + 1 < length; i++)
      total += Math.sign(close[i] - close[i - lag]) * Math.log(close[i + 1] / close[i]);
    best = Math.max(best, total);
  }
  return best;
}

const wave = pricesOf(Float64Array.from({ length: 200 }, (_, i) => 100 + 10 * Math.sin(i / 8)));

describe('surrogateTest', () => {
  it('passes a pattern with the smallest p value there is', async () => {
    const test = await surrogateTest(bestMomentum, wave, { simulations: 39 });
    expect(test).toMatchObject({ status: 'pass', pValue: 1 / 40, n: 39, value: bestMomentum(wave) });
    expect(test.surrogateScores).toHaveLength(39);
    expect(test.explanation).toContain('of 39 markets made of the same bars in another order 0 give at least as much');
  });

  it.each(['permutation', 'block'] as const)(
    'has its size on random walks, the best of twenty lags included: %s',
    async (method) => {
      // 60 walks at 10 %: 12 or more passes have a probability of 1.5 %; a test of the chosen lag alone passes about half.
      let passes = 0;
      for (let seed = 0; seed < 60; seed++) {
        const bars = randomMarket(seed, 120);
        const { status } = await surrogateTest(bestMomentum, bars, { simulations: 9, alpha: 0.1, seed, method });
        if (status === 'pass') passes++;
      }
      expect(passes).toBeLessThan(12);
    },
  );

  it('runs the search once on the market and on a market of its own for every surrogate', async () => {
    const seen: Bars[] = [];
    await surrogateTest((bars) => seen.push(bars), wave, { simulations: 19 });
    expect(seen).toHaveLength(20);
    expect(seen[0]).toBe(wave);
    expect(new Set(seen.map(({ close }) => close.join())).size).toBe(20);
  });

  it('counts equal scores and missing ones against the search', async () => {
    expect(await surrogateTest(() => 1, wave)).toMatchObject({ status: 'fail', pValue: 1 });
    let runs = 0;
    const test = await surrogateTest(() => (runs++ === 0 ? 5 : runs < 5 ? Number.NaN : 1), wave);
    expect(test).toMatchObject({ status: 'pass', pValue: 0.04 });
    expect(test.warnings).toEqual(['3 of 99 surrogates have no score and count against the search.']);
    runs = 0;
    const nothing = await surrogateTest(() => (runs++ === 0 ? 5 : Number.NEGATIVE_INFINITY), wave);
    expect(nothing.pValue).toBe(0.01);
  });

  it('is undefined without a score on the market, and insufficient below 100 bars; neither runs on', async () => {
    let runs = 0;
    const nothing = (): number => {
      runs++;
      return Number.NaN;
    };
    const missing = await surrogateTest(nothing, wave);
    expect([missing.status, runs]).toEqual(['undefined', 1]);
    const short = await surrogateTest(() => ++runs, randomMarket(1, 99));
    expect([short.status, runs]).toEqual(['insufficient', 1]);
    expect(short.explanation).toBe('At least 100 bars are needed; there are 99.');
  });

  it('gives the same for a search that takes time', async () => {
    const options = { simulations: 19, seed: 3 };
    const later = async (bars: Bars): Promise<number> => Promise.resolve(bestMomentum(bars));
    expect(await surrogateTest(later, wave, options)).toEqual(await surrogateTest(bestMomentum, wave, options));
  });

  it('reports progress and ends with the reason of its signal', async () => {
    const stop = new AbortController();
    const done: number[] = [];
    const test = surrogateTest(bestMomentum, wave, {
      simulations: 19,
      signal: stop.signal,
      onProgress: (progress) => {
        done.push(progress.done);
        expect(progress.total).toBe(19);
        if (progress.done === 3) stop.abort(new Error('enough'));
      },
    });
    await expect(test).rejects.toThrow('enough');
    expect(done).toEqual([1, 2, 3]);
  });

  it('lets a timer through although the search never waits', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('late')), 1);
    await expect(surrogateTest(bestMomentum, wave, { simulations: 100_000, signal: stop.signal })).rejects.toThrow(
      'late',
    );
  });

  it('passes on what the search throws, and refuses options that cannot pass and scores that are none', async () => {
    const broken = (): number => {
      throw new Error('no data');
    };
    await expect(surrogateTest(broken, wave)).rejects.toThrow('no data');
    await expect(surrogateTest(() => 1, wave, { simulations: 18 })).rejects.toThrow(
      'simulations: expected a whole number in 19 .. 1000000, got 18',
    );
    await expect(surrogateTest(() => 1, wave, { alpha: 0 })).rejects.toThrow(
      'alpha: expected a number in (0, 1), got 0',
    );
    await expect(surrogateTest(() => 1, wave, { method: 'x' as 'block' })).rejects.toThrow('method: expected');
    await expect(surrogateTest((() => '1') as unknown as () => number, wave)).rejects.toThrow(
      'search: expected a number as the score, got "1"',
    );
  });
});
