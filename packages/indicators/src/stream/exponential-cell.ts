import { type Cell, cellMemory } from './cell.ts';

/**
 * `y = (1 - alpha) * y + alpha * x`, started by the sum of the first `seedLength` values over `divisor`.
 * NaN leaves the state alone. Defined from the `publish`-th value on.
 */
export class ExponentialCell implements Cell {
  readonly scalars: Float64Array;
  readonly ring: Float64Array;
  private readonly alpha: number;
  private readonly beta: number;
  private readonly seedLength: number;
  private readonly divisor: number;
  private readonly publish: number;

  constructor(alpha: number, seedLength: number, divisor: number = seedLength, publish: number = seedLength) {
    ({ scalars: this.scalars, ring: this.ring } = cellMemory(2));
    this.alpha = alpha;
    this.beta = 1 - alpha;
    this.seedLength = seedLength;
    this.divisor = divisor;
    this.publish = publish;
  }

  step(from: number, to: number, x: number): number {
    const s = this.scalars;
    let y = s[2 * from];
    let seen = s[2 * from + 1];
    if (!Number.isNaN(x)) {
      seen++;
      if (seen > this.seedLength) y = this.beta * y + this.alpha * x;
      else y = seen < this.seedLength ? y + x : (y + x) / this.divisor;
    }
    s[2 * to] = y;
    s[2 * to + 1] = seen;
    return !Number.isNaN(x) && seen >= this.publish ? y : Number.NaN;
  }
}
