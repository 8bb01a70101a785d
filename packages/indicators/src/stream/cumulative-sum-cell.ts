import { type Cell, cellMemory } from './cell.ts';

/**
 * Sum of all values so far, as exact as if taken with twice the digits: what each addition loses is kept in a second number
 * (Knuth's two-sum), so that long series do not drift and one huge value leaves no trace once it is taken back.
 */
export class CumulativeSumCell implements Cell {
  readonly scalars: Float64Array;
  readonly ring: Float64Array;

  constructor() {
    ({ scalars: this.scalars, ring: this.ring } = cellMemory(2));
  }

  step(from: number, to: number, x: number): number {
    const s = this.scalars;
    const last = s[2 * from];
    const sum = last + x;
    const added = sum - last;
    const lost = s[2 * from + 1] + (last - (sum - added) + (x - added));
    s[2 * to] = sum;
    s[2 * to + 1] = lost;
    return sum + lost;
  }
}
