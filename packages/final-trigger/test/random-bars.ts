import { type Bars, createBars, createRng } from '@quantblocks/core';

/** A seeded random walk with drift phases; `flatShare` of its bars do not move and trade nothing. */
export function randomBars(length: number, seed: number, flatShare = 0): Bars {
  const rng = createRng(seed, 'random bars');
  const column = (): Float64Array => new Float64Array(length);
  const [open, high, low, close, volume] = [column(), column(), column(), column(), column()];
  let price = 100;
  for (let i = 0; i < length; i++) {
    const isFlat = rng.next() < flatShare;
    const drift = 0.002 * Math.sin(i / 60);
    open[i] = price;
    if (!isFlat) price *= Math.exp(drift + 0.004 * rng.normal());
    close[i] = price;
    const range = isFlat ? 0 : 0.003 * Math.abs(rng.normal());
    high[i] = Math.max(open[i], close[i]) * (1 + range);
    low[i] = Math.min(open[i], close[i]) * (1 - range);
    volume[i] = isFlat ? 0 : 1000 * rng.next();
  }
  const time = Float64Array.from({ length }, (_, i) => i * 3_600_000);
  return createBars({ symbol: 'RANDOM', time, open, high, low, close, volume });
}
