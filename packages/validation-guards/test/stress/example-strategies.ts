import { type Bars, createBars, mean, standardDeviation } from '@quantblocks/core';
import { syntheticMarket } from '@quantblocks/data';
import type { OrderPlan, StrategyDefinition } from '@quantblocks/engine';
import { ema, sma } from '@quantblocks/indicators';

export function exampleBars(bars = 1200, seed = 5): Bars {
  return syntheticMarket({ seed, assets: 1, bars }).bars[0];
}

/** Flat bars at given closes: each opens at the close before. */
export function barsOfCloses(close: readonly number[]): Bars {
  const open = close.map((_, i) => close[Math.max(0, i - 1)]);
  return createBars({
    time: close.map((_, i) => i),
    open,
    high: close.map((value, i) => Math.max(value, open[i])),
    low: close.map((value, i) => Math.min(value, open[i])),
    close: [...close],
  });
}

export type Example = StrategyDefinition<{ period: number }>;

export function example(name: string, planOf: (bars: Bars, period: number) => OrderPlan): Example {
  return {
    name,
    defaults: { period: 20 },
    prepare: (bars) => ({ bars, plan: ({ period }) => planOf(bars, period) }),
  };
}

/** +1 where the first series crosses above the second, -1 where it crosses below. */
function crossings(a: ArrayLike<number>, b: ArrayLike<number>): Int8Array {
  return Int8Array.from({ length: a.length }, (_, i) => {
    if (a[i] > b[i] && a[i - 1] <= b[i - 1]) return 1;
    return a[i] < b[i] && a[i - 1] >= b[i - 1] ? -1 : 0;
  });
}

export const honest: Example = example('honest', ({ close }, period) => ({
  signal: crossings(close, sma(close, { period })),
  stop: { unit: 'distance', value: 2, series: sma(close, { period }).map((level) => level / 100) },
}));

export const tomorrowsClose: Example = example('tomorrow', ({ close }) => ({
  signal: Int8Array.from(close, (now, i) => (close[i + 1] > now ? 1 : 0)),
}));

/** Half of the window lies in the future. */
export const centredAverage: Example = example('centred', ({ close }, period) => {
  const average = sma(close, { period });
  const half = period / 2;
  return {
    signal: crossings(
      close,
      Float64Array.from(close, (_, i) => average[i + half] ?? average[i]),
    ),
  };
});

export const wholeSampleScore: Example = example('whole-sample score', ({ close }) => {
  const centre = mean(close);
  const deviation = standardDeviation(close);
  return { signal: Int8Array.from(close, (now) => ((now - centre) / deviation < -1 ? 1 : 0)) };
});

export const allTimeHigh: Example = example('all-time high', ({ close }) => {
  const high = Math.max(...close);
  return { signal: Int8Array.from(close, (now) => (now > 0.9 * high ? -1 : 0)) };
});

/** Honest signals; the stop is one number taken from the whole sample. */
export const wholeSampleStop: Example = example('whole-sample stop', ({ close }, period) => ({
  signal: crossings(close, sma(close, { period })),
  stop: { unit: 'distance', value: standardDeviation(close) },
}));

/** Remembers its first price for about ten times its period. */
export const slowRecursion: Example = example('slow', ({ close }, period) => {
  const slow = ema(close, { period: 5 * period });
  return { signal: crossings(close, slow), weight: slow.map((level) => (Number.isNaN(level) ? 0 : level / 1000)) };
});
