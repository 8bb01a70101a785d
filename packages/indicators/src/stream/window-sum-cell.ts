import { dwarfs, RESUM } from '../kernels/window-sum.ts';
import { type Cell, cellMemory } from './cell.ts';

/** Sum of the last `period` values, or of all so far; the same additions as {@link windowSum}. */
export class WindowSumCell implements Cell {
  readonly scalars: Float64Array;
  readonly ring: Float64Array;
  private readonly period: number;
  private readonly mask: number;

  constructor(period: number) {
    ({ scalars: this.scalars, ring: this.ring } = cellMemory(1, period));
    this.period = period;
    this.mask = this.ring.length - 1;
  }

  step(from: number, to: number, index: number, x: number): number {
    const { scalars, ring, mask } = this;
    // A window that is not full yet reads zeros.
    const leaving = ring[(index - this.period) & mask];
    let sum = scalars[from] + (x - leaving);
    if ((index & RESUM) === 0 || dwarfs(leaving, sum)) sum = this.afresh(index, x);
    ring[index & mask] = x;
    scalars[to] = sum;
    return sum;
  }

  private afresh(index: number, x: number): number {
    let sum = 0;
    for (let i = Math.max(0, index - this.period + 1); i < index; i++) sum += this.ring[i & this.mask];
    return sum + x;
  }
}
