import { type Bars, createBars, createRng } from '@quantblocks/core';

/** A random walk with gaps, ranges, and a volume that names each bar. */
export function randomMarket(seed: number, length: number): Bars {
  const rng = createRng(seed, 'market');
  const open = new Float64Array(length);
  const high = new Float64Array(length);
  const low = new Float64Array(length);
  const close = new Float64Array(length);
  const volume = new Float64Array(length);
  let price = 100;
  for (let i = 0; i < length; i++) {
    open[i] = price * Math.exp(0.003 * rng.normal());
    close[i] = open[i] * Math.exp(0.01 * rng.normal());
    high[i] = Math.max(open[i], close[i]) * Math.exp(0.005 * rng.next());
    low[i] = Math.min(open[i], close[i]) * Math.exp(-0.005 * rng.next());
    volume[i] = 1 + i;
    price = close[i];
  }
  return createBars({
    symbol: 'WALK',
    timeframeMs: 60_000,
    time: open.map((_, i) => 60_000 * i),
    open,
    high,
    low,
    close,
    volume,
  });
}

/** Bars of one price each. */
export function pricesOf(price: ArrayLike<number>): Bars {
  const values = Float64Array.from(price);
  return createBars({ time: values.map((_, i) => 60_000 * i), open: values, high: values, low: values, close: values });
}
