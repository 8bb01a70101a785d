import { type Bars, createBars, createRng } from '@quantblocks/core';

/** Bars whose trend turns often, with gaps between them and wild stretches, so that every level is reached and some are jumped over. */
export function turningBars(length: number, seed: number): Bars {
  const rng = createRng(seed, 'turning bars');
  const column = (): Float64Array => new Float64Array(length);
  const [time, open, high, low, close, volume] = Array.from({ length: 6 }, column);
  let price = 100;
  for (let i = 0; i < time.length; i++) {
    time[i] = i * 3_600_000;
    open[i] = price * (1 + (rng.next() < 0.2 ? 0.008 * rng.normal() : 0));
    price = open[i] * Math.exp(0.004 * Math.sin(i / 12) + 0.003 * (i % 140 < 15 ? 5 : 1) * rng.normal());
    close[i] = price;
    high[i] = Math.max(open[i], price) * (1 + 0.002 * rng.next());
    low[i] = Math.min(open[i], price) * (1 - 0.002 * rng.next());
    volume[i] = 1000 * rng.next();
  }
  return createBars({ time, open, high, low, close, volume });
}
