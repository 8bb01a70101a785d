import { type Cell, cellMemory } from './cell.ts';

/** The value of `bars` bars ago; 0 before there is one. */
export class DelayCell implements Cell {
  readonly scalars: Float64Array;
  readonly ring: Float64Array;
  private readonly bars: number;
  private readonly mask: number;

  constructor(bars: number) {
    ({ scalars: this.scalars, ring: this.ring } = cellMemory(0, bars + 1));
    this.bars = bars;
    this.mask = this.ring.length - 1;
  }

  step(index: number, x: number): number {
    this.ring[index & this.mask] = x;
    return this.ring[(index - this.bars) & this.mask];
  }
}
