import { mean, standardDeviation } from '@quantblocks/core';
import type { OriginalLegs } from '@quantblocks/validation-guards';

/** Guard 001 of the earlier system as it was written down: a new curve per simulation, and the ratio of its changes. */
export function plainMonteCarlo(
  legs: OriginalLegs,
  close: Float64Array,
  { simulations, draw }: { simulations: number; draw: () => number },
): number[] {
  return Array.from({ length: simulations }, () => {
    const booked = new Array<number>(close.length).fill(0);
    for (let row = 0; row < legs.length; row++) {
      const duration = legs.exitBar[row] - legs.entryBar[row];
      const entry = Math.floor(draw() * (close.length - duration));
      const exit = entry + duration;
      const quantity = legs.quantity[row];
      booked[exit] += (close[exit] - close[entry]) * quantity - 0.0007 * (close[entry] + close[exit]) * quantity;
    }
    let total = 10_000;
    const equity = booked.map((pnl) => (total += pnl));
    const changes = equity.slice(1).map((value, i) => value / equity[i] - 1);
    return (mean(changes) / standardDeviation(changes, { ddof: 0 })) * Math.sqrt(8766);
  });
}
