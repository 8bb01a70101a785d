import { join } from 'node:path';
import { type Bars, createBars } from '@quantblocks/core';
import { goldenRoot, readFloat64 } from '@quantblocks/test-kit';

/** Bars of a golden price series; its stamps are epoch seconds. */
export function goldenBars(area: string, series: string): Bars {
  const column = (name: string): Float64Array => readFloat64(join(goldenRoot, area, 'ohlcv', series, `${name}.f64`));
  return createBars({
    symbol: series,
    time: column('time').map((seconds) => seconds * 1000),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  });
}

/** Plain rolling mean: tests must not lean on the indicators they help to check. */
export function movingAverage(values: Float64Array, period: number): Float64Array {
  return values.map((_, i) => {
    if (i < period - 1) return Number.NaN;
    let total = 0;
    for (let k = i - period + 1; k <= i; k++) total += values[k];
    return total / period;
  });
}

/** +1 where `fast` crosses above `slow`, -1 where it crosses below. */
export function crossings(fast: Float64Array, slow: Float64Array): Int8Array {
  const signal = new Int8Array(fast.length);
  for (let i = 1; i < fast.length; i++) {
    if (fast[i] > slow[i] && fast[i - 1] <= slow[i - 1]) signal[i] = 1;
    else if (fast[i] < slow[i] && fast[i - 1] >= slow[i - 1]) signal[i] = -1;
  }
  return signal;
}

/** Wilder's ATR seeded with the mean of the first true ranges. */
export function wilderAtr({ high, low, close }: Bars, period: number): Float64Array {
  const atr = new Float64Array(close.length).fill(Number.NaN);
  let total = 0;
  for (let i = 0; i < close.length; i++) {
    const range =
      i === 0
        ? high[0] - low[0]
        : Math.max(high[i] - low[i], Math.abs(high[i] - close[i - 1]), Math.abs(low[i] - close[i - 1]));
    if (i < period) total += range;
    if (i === period - 1) atr[i] = total / period;
    if (i >= period) atr[i] = atr[i - 1] + (range - atr[i - 1]) / period;
  }
  return atr;
}
