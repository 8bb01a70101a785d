import type { BarRange } from '@quantblocks/walk-forward';

/**
 * Sums and sums of squares of every trial over ranges of bars, so that the Sharpe ratios of any union of ranges cost an addition per range.
 *
 * Values are summed as they are, each range on its own: trials that are equal on some bars then tie there, as they did in the earlier system.
 */
export class RangeSums {
  readonly trials: number;
  readonly bars: Int32Array;
  /** Range after range, one value per trial. */
  private readonly sums: Float64Array;
  private readonly squares: Float64Array;
  private readonly total: Float64Array;
  private readonly totalSquare: Float64Array;

  constructor(matrix: readonly Float64Array[], ranges: readonly Pick<BarRange, 'start' | 'end'>[]) {
    this.trials = matrix.length;
    this.bars = Int32Array.from(ranges, ({ start, end }) => Math.max(0, end - start));
    this.sums = new Float64Array(ranges.length * matrix.length);
    this.squares = new Float64Array(this.sums.length);
    this.total = new Float64Array(matrix.length);
    this.totalSquare = new Float64Array(matrix.length);
    ranges.forEach(({ start, end }, range) => {
      matrix.forEach((row, trial) => {
        let sum = 0;
        let square = 0;
        for (let i = start; i < end; i++) {
          sum += row[i];
          square += row[i] * row[i];
        }
        this.sums[range * this.trials + trial] = sum;
        this.squares[range * this.trials + trial] = square;
      });
    });
  }

  /** Number of bars of a union of ranges that do not overlap. */
  count(ranges: ArrayLike<number>): number {
    let bars = 0;
    for (let r = 0; r < ranges.length; r++) bars += this.bars[ranges[r]];
    return bars;
  }

  /**
   * Writes each trial's Sharpe ratio per bar over the union of `ranges` to `out`. A deviation below `zeroBelow` gives 0; `plus` is added to
   * all others.
   */
  sharpes(
    out: Float64Array,
    ranges: ArrayLike<number>,
    { ddof, zeroBelow = 0, plus = 0 }: { ddof: 0 | 1; zeroBelow?: number; plus?: number },
  ): void {
    const { trials, sums, squares, total, totalSquare } = this;
    total.fill(0);
    totalSquare.fill(0);
    for (let r = 0; r < ranges.length; r++) {
      const offset = ranges[r] * trials;
      for (let t = 0; t < trials; t++) {
        total[t] += sums[offset + t];
        totalSquare[t] += squares[offset + t];
      }
    }
    const n = this.count(ranges);
    for (let t = 0; t < trials; t++) {
      const variance = (totalSquare[t] - (total[t] * total[t]) / n) / (n - ddof);
      const deviation = Math.sqrt(Math.max(0, variance));
      out[t] = deviation < zeroBelow ? 0 : total[t] / n / (deviation + plus);
    }
  }
}

/** Index of the first largest value. */
export function firstMaximum(values: Float64Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}

/** How many values are above `values[index]`, over how many could be: 0 for the best, 1 for the worst. */
export function relativeRank(values: Float64Array, index: number): number {
  let above = 0;
  for (let i = 0; i < values.length; i++) if (values[i] > values[index]) above++;
  return values.length === 1 ? 0 : above / (values.length - 1);
}

/** Share of ranks in the worse half. */
export function shareAboveHalf(ranks: Float64Array): number {
  let count = 0;
  for (let i = 0; i < ranks.length; i++) if (ranks[i] > 0.5) count++;
  return count / ranks.length;
}
