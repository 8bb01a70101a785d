import { type Cell, cellMemory, ringSize } from './cell.ts';

/**
 * Maximum of the last `period` values: van Herk and Gil-Werman's two passes, one bar at a time.
 * The series is cut into blocks; the window is the end of the last block (maxima from its end backwards, `tail`)
 * and the beginning of this one (running maximum). Of all values so far before the window is full.
 */
export class MaxCell implements Cell {
  readonly scalars: Float64Array;
  readonly ring: Float64Array;
  private readonly period: number;
  private readonly mask: number;

  constructor(period: number) {
    this.scalars = cellMemory(2).scalars;
    // Tail maxima of the last block, then values in slot `index & mask`.
    this.ring = new Float64Array(period + 1 + ringSize(period));
    this.mask = ringSize(period) - 1;
    this.period = period;
  }

  step(from: number, to: number, index: number, x: number): number {
    const { scalars, ring, period } = this;
    const position = scalars[2 * from];
    if (position === 0) this.closeBlock(index);
    const running = scalars[2 * from + 1];
    let max = position === 0 || x > running ? x : running;
    ring[period + 1 + (index & this.mask)] = x;
    scalars[2 * to] = position === period - 1 ? 0 : position + 1;
    scalars[2 * to + 1] = max;
    const tail = ring[position + 1];
    if (index >= period && tail > max) max = tail;
    return max;
  }

  /** Tail maxima of the block before bar `index`. Taken here, not with its last bar: until now that one might still be replaced. */
  private closeBlock(index: number): void {
    const { ring, period, mask } = this;
    ring[period] = Number.NEGATIVE_INFINITY;
    let tail = Number.NEGATIVE_INFINITY;
    for (let i = period - 1; i > 0; i--) {
      const value = ring[period + 1 + ((index - period + i) & mask)];
      if (value > tail) tail = value;
      ring[i] = tail;
    }
  }
}
