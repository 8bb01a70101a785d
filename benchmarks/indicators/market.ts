import { createRng } from '@quantblocks/core';

/** Bars in every run. */
export const BARS = 100_000;

type Name = 'open' | 'high' | 'low' | 'close' | 'volume';

/** A random walk as typed columns, as plain arrays and as one object per bar: each library gets the form it asks for. */
export const bars: Record<Name, Float64Array> = randomWalk(BARS);
export const arrays = Object.fromEntries(
  Object.entries(bars).map(([name, column]) => [name, Array.from(column)]),
) as unknown as Record<Name, number[]>;
export const candles: Record<Name, number>[] = arrays.close.map((close, i) => ({
  open: bars.open[i],
  high: bars.high[i],
  low: bars.low[i],
  close,
  volume: bars.volume[i],
}));

function randomWalk(n: number): Record<Name, Float64Array> {
  const rng = createRng(1, 'indicators bench');
  const column = (): Float64Array => new Float64Array(n);
  const walk = { open: column(), high: column(), low: column(), close: column(), volume: column() };
  let price = 30_000;
  for (let i = 0; i < n; i++) {
    const open = price;
    price *= Math.exp(0.005 * rng.normal());
    walk.open[i] = open;
    walk.close[i] = price;
    walk.high[i] = Math.max(open, price) * (1 + 0.002 * rng.next());
    walk.low[i] = Math.min(open, price) * (1 - 0.002 * rng.next());
    walk.volume[i] = 1 + rng.next();
  }
  return walk;
}
