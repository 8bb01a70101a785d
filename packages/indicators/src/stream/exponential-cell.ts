import { type Cell, cellMemory } from './cell.ts';

/**
 * `y = (1 - alpha) * y + alpha * x`, started by the sum of the first `seedLength` values over `divisor`; before that, the sum so far.
 */
export class ExponentialCell implements Cell {
  readonly scalars: Float64Array;
  readonly ring: Float64Array;
  private readonly alpha: number;
  private readonly beta: number;
  private readonly seedLength: number;
  private readonly divisor: number;

  constructor(alpha: number, seedLength: number, divisor: number = seedLength) {
    ({ scalars: this.scalars, ring: this.ring } = cellMemory(1));
    this.alpha = alpha;
    this.beta = 1 - alpha;
    this.seedLength = seedLength;
    this.divisor = divisor;
  }

  step(from: number, to: number, index: number, x: number): number {
    const { scalars } = this;
    let y = this.beta * scalars[from] + this.alpha * x;
    if (index < this.seedLength) y = this.seed(scalars[from], index, x);
    scalars[to] = y;
    return y;
  }

  private seed(sum: number, index: number, x: number): number {
    const next = index === 0 ? x : sum + x;
    return index === this.seedLength - 1 ? next / this.divisor : next;
  }
}
