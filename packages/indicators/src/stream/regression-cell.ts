import { positions } from '../kernels/regression.ts';
import { type Cell, cellMemory, ringSize } from './cell.ts';

/** Offsets in a copy of the state: bars of this block so far, its first value, and sums of the distances from that. */
const POSITION = 0;
const CENTER = 1;
const SUM = 2;
const WEIGHTED = 3;
const SQUARES = 4;
const SIZE = 5;

/**
 * Least-squares line through the last `period` values after each `step`; the same arithmetic as {@link movingRegression}.
 * The fields hold what the last step found, and are no state.
 */
export class RegressionCell implements Cell {
  readonly scalars: Float64Array;
  /** Three rows of tails of the last block (sums, tilts, squares), then values in slot `index & mask`. */
  readonly ring: Float64Array;
  readonly middle: number;
  readonly spread: number;
  private readonly found: Float64Array = new Float64Array(5);
  private readonly period: number;
  private readonly share: number;
  private readonly row: number;
  private readonly mask: number;

  constructor(period: number) {
    this.scalars = cellMemory(SIZE).scalars;
    this.row = period + 1;
    this.ring = new Float64Array(3 * this.row + ringSize(period));
    this.mask = ringSize(period) - 1;
    this.period = period;
    this.share = 1 / period;
    ({ middle: this.middle, spread: this.spread } = positions(period));
  }

  step(from: number, to: number, index: number, x: number): void {
    const { scalars, ring, row, middle, spread, share } = this;
    const before = SIZE * from;
    const after = SIZE * to;
    const position = scalars[before + POSITION];
    let center = x;
    let sum = 0;
    let weighted = 0;
    let squares = 0;
    if (position > 0) {
      center = scalars[before + CENTER];
      sum = scalars[before + SUM];
      weighted = scalars[before + WEIGHTED];
      squares = scalars[before + SQUARES];
    } else if (index > 0) this.closeBlock(index, x);
    const distance = x - center;
    weighted += sum;
    sum += distance;
    squares += distance * distance;
    ring[3 * row + (index & this.mask)] = x;
    scalars[after + POSITION] = position === this.period - 1 ? 0 : position + 1;
    scalars[after + CENTER] = center;
    scalars[after + SUM] = sum;
    scalars[after + WEIGHTED] = weighted;
    scalars[after + SQUARES] = squares;

    const tail = position + 1;
    const all = ring[tail] + sum;
    const allSquares = ring[2 * row + tail] + squares;
    const slope = (ring[row + tail] + (middle * sum - weighted)) / spread;
    const deviations = allSquares - all * all * share;
    const residuals = deviations - slope * slope * spread;
    const { found } = this;
    found[0] = slope;
    found[1] = center + all * share;
    found[2] = Math.max(0, deviations);
    // What rounding leaves of a perfect line counts as nothing.
    found[3] = residuals > ROUNDING * allSquares ? residuals : 0;
    found[4] = distance - all * share;
  }

  /** Rise of the line per bar. */
  get slope(): number {
    return this.found[0];
  }

  /** Mean of the values: the line at the middle of the window. */
  get mean(): number {
    return this.found[1];
  }

  /** Distance of the last value from the mean, taken before either is rounded to a price. */
  get offset(): number {
    return this.found[4];
  }

  /** Sum of squared distances of the values from their mean. */
  get deviations(): number {
    return this.found[2];
  }

  /** Sum of squared distances of the values from the line. */
  get residuals(): number {
    return this.found[3];
  }

  /** Tails of the block before bar `index`. Taken here, not with its last bar: until now that one might still be replaced. */
  private closeBlock(index: number, center: number): void {
    const { ring, period, row, middle, mask } = this;
    let sum = 0;
    let weighted = 0;
    let squares = 0;
    for (let k = period; k > 0; k--) {
      ring[k] = sum;
      ring[row + k] = weighted - middle * sum;
      ring[2 * row + k] = squares;
      const distance = ring[3 * row + ((index - period + k - 1) & mask)] - center;
      weighted += sum;
      sum += distance;
      squares += distance * distance;
    }
  }
}

const ROUNDING = 1e-14;
