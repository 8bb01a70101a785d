import { mean, type Rng, standardDeviation } from '@quantblocks/core';
import type { OriginalLegs } from '../../src/original/original-legs.ts';

/** Net PnL per trade of the best of `strategies` by mean over deviation, all standard normal noise less `cost`. */
export function bestOfNoise(rng: Rng, strategies: number, trades: number, cost: number = 0): Float64Array {
  let best = new Float64Array(trades);
  let bestRatio = Number.NEGATIVE_INFINITY;
  let next = new Float64Array(trades);
  for (let s = 0; s < strategies; s++) {
    for (let i = 0; i < trades; i++) next[i] = rng.normal() - cost;
    const ratio = mean(next) / standardDeviation(next);
    if (ratio > bestRatio) {
      [best, next] = [next, best];
      bestRatio = ratio;
    }
  }
  return best;
}

/** One leg per position, evenly spread over `bars`. */
export function legsOf(pnl: ArrayLike<number>, bars: number): OriginalLegs {
  const spacing = Math.floor(bars / pnl.length);
  const rows = Array.from({ length: pnl.length }, (_, i) => i);
  return {
    length: pnl.length,
    entryBar: rows.map((i) => i * spacing),
    exitBar: rows.map((i) => (i + 1) * spacing - 1),
    side: rows.map(() => 1),
    quantity: rows.map(() => 1),
    netPnl: pnl,
  };
}
