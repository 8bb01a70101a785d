import { type Cell, cellMemory, ringSize } from './cell.ts';

/**
 * Sum of the last `period` values, or of all so far, without ever taking a value out of a sum: the window is the end of the last block of
 * `period` bars, whose sums are taken from its end backwards (`tail`), and the beginning of this block (running sum).
 * So a window of zeros has a sum of exactly 0 whatever came before, and the sum of the larger of two series is never the smaller one.
 */
export class BlockSumCell implements Cell {
  readonly scalars: Float64Array;
  readonly ring: Float64Array;
  private readonly period: number;
  private readonly mask: number;

  constructor(period: number) {
    this.scalars = cellMemory(2).scalars;
    // Tail sums of the last block, then values in slot `index & mask`.
    this.ring = new Float64Array(period + 1 + ringSize(period));
    this.mask = ringSize(period) - 1;
    this.period = period;
  }

  step(from: number, to: number, index: number, x: number): number {
    const { scalars, ring, period } = this;
    const position = scalars[2 * from];
    if (position === 0 && index > 0) this.closeBlock(index);
    const running = position === 0 ? x : scalars[2 * from + 1] + x;
    ring[period + 1 + (index & this.mask)] = x;
    scalars[2 * to] = position === period - 1 ? 0 : position + 1;
    scalars[2 * to + 1] = running;
    return ring[position + 1] + running;
  }

  /** Tail sums of the block before bar `index`. Taken here, not with its last bar: until now that one might still be replaced. */
  private closeBlock(index: number): void {
    const { ring, period, mask } = this;
    let tail = 0;
    for (let k = period; k > 0; k--) {
      ring[k] = tail;
      tail += ring[period + 1 + ((index - period + k - 1) & mask)];
    }
  }
}
