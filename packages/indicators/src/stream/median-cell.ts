import { type Cell, cellMemory, ringSize } from './cell.ts';

/**
 * Median of the last `period` values; of a window that is not full, undefined.
 *
 * Keeps the `period - 1` values before the current bar sorted, since those are settled: the median with the current value follows from
 * the two or three in the middle. A bar that is replaced after a look ahead takes the last one out again.
 */
export class MedianCell implements Cell {
  readonly scalars: Float64Array;
  /** The index before which values have been sorted, the sorted values, then values in slot `index & mask`. */
  readonly ring: Float64Array;
  private readonly period: number;
  private readonly mask: number;

  constructor(period: number) {
    this.scalars = cellMemory(0).scalars;
    this.ring = new Float64Array(period + ringSize(period));
    this.mask = ringSize(period) - 1;
    this.period = period;
  }

  step(index: number, x: number): number {
    const { ring, period } = this;
    while (ring[0] < index) this.advance();
    while (ring[0] > index) this.retreat();
    ring[period + (index & this.mask)] = x;
    // Value `rank` of the sorted ones is at `rank + 1`; the current value is somewhere between them.
    const half = period >> 1;
    const above = half < period - 1 ? ring[half + 1] : Number.POSITIVE_INFINITY;
    const below = half > 0 ? ring[half] : Number.NEGATIVE_INFINITY;
    const upper = Math.max(below, Math.min(x, above));
    if ((period & 1) === 1) return upper;
    const next = half > 1 ? ring[half - 1] : Number.NEGATIVE_INFINITY;
    return 0.5 * (upper + Math.max(next, Math.min(x, below)));
  }

  /** Sorts in the value at `ring[0]`, and takes out the one that leaves with it. */
  private advance(): void {
    const { ring, period, mask } = this;
    const at = ring[0];
    ring[0] = at + 1;
    if (period === 1) return;
    const entering = ring[period + (at & mask)];
    if (at >= period - 1) this.swap(ring[period + ((at - period + 1) & mask)], entering);
    else this.shift(at + 1, entering, at);
  }

  private retreat(): void {
    const { ring, period, mask } = this;
    const at = ring[0] - 1;
    ring[0] = at;
    if (period === 1) return;
    const leaving = ring[period + (at & mask)];
    if (at >= period - 1) this.swap(leaving, ring[period + ((at - period + 1) & mask)]);
    else {
      // Fewer values than the window has: close the hole.
      for (let i = this.find(leaving, at + 1); i <= at; i++) ring[i] = ring[i + 1];
    }
  }

  /** Puts `entering` in place of `leaving`. */
  private swap(leaving: number, entering: number): void {
    this.shift(this.find(leaving, this.period - 1), entering, this.period - 1);
  }

  /** Moves the hole at `i` among `count` sorted values to where `x` belongs. */
  private shift(i: number, x: number, count: number): void {
    const { ring } = this;
    while (i < count && ring[i + 1] < x) {
      ring[i] = ring[i + 1];
      i++;
    }
    while (i > 1 && ring[i - 1] > x) {
      ring[i] = ring[i - 1];
      i--;
    }
    ring[i] = x;
  }

  /** Place of `x` among `count` sorted values. */
  private find(x: number, count: number): number {
    const { ring } = this;
    let low = 1;
    let high = count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ring[middle] < x) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
