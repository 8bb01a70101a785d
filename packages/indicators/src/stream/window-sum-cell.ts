import { type Cell, cellMemory } from './cell.ts';

/** Running sums are taken afresh where `index & RESUM === 0`, so that one huge value cannot spoil them for good. */
export const RESUM = 1023;

/** Sum of the last `period` values; NaN while a gap is inside the window. */
export class WindowSumCell implements Cell {
  readonly scalars: Float64Array;
  readonly ring: Float64Array;
  private readonly period: number;
  private readonly mask: number;

  constructor(period: number) {
    ({ scalars: this.scalars, ring: this.ring } = cellMemory(2, period));
    this.period = period;
    this.mask = this.ring.length - 1;
  }

  step(from: number, to: number, index: number, x: number): number {
    const { scalars, ring, mask, period } = this;
    const known = !Number.isNaN(x);
    const value = known ? x : 0;
    ring[index & mask] = value;
    let sum = 0;
    if ((index & RESUM) === 0) {
      for (let i = Math.max(0, index - period + 1); i <= index; i++) sum += ring[i & mask];
    } else {
      sum = scalars[2 * from] + (value - ring[(index - period) & mask]);
    }
    // The second number is the index after the last gap; a series starts as if a gap ended at -1.
    const start = known ? scalars[2 * from + 1] : index + 1;
    scalars[2 * to] = sum;
    scalars[2 * to + 1] = start;
    return index - start >= period - 1 ? sum : Number.NaN;
  }
}
