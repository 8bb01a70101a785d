import { type Cell, cellMemory, ringSize } from './cell.ts';

/**
 * Maximum of the last `period` values: van Herk and Gil-Werman's two passes, one bar at a time.
 * The series is cut into blocks; the window is the end of the last block (maxima from its end backwards, `tail`)
 * and the beginning of this one (running maximum). NaN while a gap is inside the window.
 */
export class MaxCell implements Cell {
  readonly scalars: Float64Array;
  readonly ring: Float64Array;
  private readonly period: number;
  private readonly mask: number;

  constructor(period: number) {
    this.scalars = cellMemory(3).scalars;
    // Tail maxima of the last block, then values in slot `index & mask`.
    this.ring = new Float64Array(period + ringSize(period));
    this.mask = ringSize(period) - 1;
    this.period = period;
  }

  step(from: number, to: number, index: number, x: number): number {
    const { scalars, ring, period } = this;
    const known = !Number.isNaN(x);
    const value = known ? x : Number.NEGATIVE_INFINITY;
    const start = known ? scalars[3 * from] : index + 1;
    const position = scalars[3 * from + 1];
    const running = scalars[3 * from + 2];
    if (position === 0) this.closeBlock(index);
    let max = position === 0 || value > running ? value : running;
    ring[period + (index & this.mask)] = value;
    const last = position === period - 1;
    scalars[3 * to] = start;
    scalars[3 * to + 1] = last ? 0 : position + 1;
    scalars[3 * to + 2] = max;
    if (!last) {
      const tail = ring[position + 1];
      if (tail > max) max = tail;
    }
    return index - start >= period - 1 ? max : Number.NaN;
  }

  /** Tail maxima of the block before bar `index`. Taken here, not with its last bar: until now that one might still be replaced. */
  private closeBlock(index: number): void {
    const { ring, period, mask } = this;
    let tail = Number.NEGATIVE_INFINITY;
    for (let i = period - 1; i > 0; i--) {
      const value = ring[period + ((index - period + i) & mask)];
      if (value > tail) tail = value;
      ring[i] = tail;
    }
  }
}
