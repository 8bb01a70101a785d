import { LOSS, MOMENTS, momentsAfresh } from '../kernels/moments.ts';
import { RESUM } from '../kernels/window-sum.ts';
import { type Cell, cellMemory } from './cell.ts';

/** Numbers in a copy of the state: those of `momentsAfresh`, then the largest sum of squares since it. */
const SIZE = MOMENTS + 1;

/** Mean and variance of the last `period` values after each `step`; the same arithmetic as {@link movingMoments}. */
export class MomentsCell implements Cell {
  readonly scalars: Float64Array;
  readonly ring: Float64Array;
  private readonly period: number;
  private readonly share: number;
  private readonly weight: number;
  private readonly mask: number;

  /** `divisor` as in {@link movingMoments}. */
  constructor(period: number, divisor: number) {
    ({ scalars: this.scalars, ring: this.ring } = cellMemory(SIZE, period));
    this.period = period;
    this.share = 1 / period;
    this.weight = 1 / divisor;
    this.mask = this.ring.length - 1;
  }

  step(from: number, to: number, index: number, x: number): void {
    const { scalars: s, ring, mask, period } = this;
    const before = SIZE * from;
    const after = SIZE * to;
    const center = s[before];
    const old = index < period ? center : ring[(index - period) & mask];
    const change = x - old;
    const sum = s[before + 1] + change;
    const squares = s[before + 2] + change * (x - center + (old - center));
    const peak = Math.max(squares, s[before + 3]);
    ring[index & mask] = x;
    s[after] = center;
    s[after + 1] = sum;
    s[after + 2] = squares;
    s[after + 3] = peak;
    if ((index & RESUM) === 0 || squares - sum * sum * this.share < LOSS * peak) this.afresh(index, after);
  }

  private afresh(index: number, after: number): void {
    const { scalars, ring, mask, period } = this;
    momentsAfresh(ring, mask, Math.max(0, index - period + 1), index, scalars, after);
    scalars[after + 3] = scalars[after + 2];
  }

  /** Mean in a copy of the state. */
  mean(copy: number): number {
    return this.scalars[SIZE * copy] + this.scalars[SIZE * copy + 1] * this.share;
  }

  /** Variance in a copy of the state; never negative, and exactly 0 for equal values. */
  variance(copy: number): number {
    const sum = this.scalars[SIZE * copy + 1];
    const spread = this.scalars[SIZE * copy + 2] - sum * sum * this.share;
    return spread > 0 ? spread * this.weight : 0;
  }
}
