import { runBatch } from '../batch.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';
import { CycleCell } from './dominant-cycle.ts';

/**
 * Ehlers' instantaneous trendline: the mean price over one dominant cycle, which cancels the cycle, smoothed by the weights 4, 3, 2, 1.
 *
 * @param src - Prices.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, in its unit; first value at bar 63.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @remarks TA-Lib's `HT_TRENDLINE`: the cycle is that of {@link dominantCycle}, but started on bar 37, rounded to whole bars.
 * @see J. F. Ehlers, "Rocket Science for Traders", 2001.
 *
 * @example
 * ```ts
 * import { hilbertTrendline } from '@quantblocks/indicators';
 *
 * const wave = Float64Array.from({ length: 400 }, (_, i) => 100 + 5 * Math.sin((2 * Math.PI * i) / 20));
 * Math.round(hilbertTrendline(wave)[399]); // => 100
 * ```
 */
export function hilbertTrendline(src: ArrayLike<number>, options: NanOptions = {}, out?: Float64Array): Float64Array {
  return runBatch({ src }, { value: out }, { value: FIRST }, false, nanPolicy(options.nan), (x, y) => {
    const cell = new TrendlineCell();
    for (let i = 0; i < x.src.length; i++) y.value[i] = cell.step(0, 0, i, x.src[i]);
  }).value;
}

const FIRST = 63;
const BEGIN = 37;
/** More bars than a cycle has. */
const LONGEST = 50;

/** The cycle, past prices, and the last three means. */
class TrendlineCell {
  readonly cells: readonly Cell[];
  private readonly cycle: CycleCell;
  private readonly prices: Float64Array;
  private readonly mask: number;
  private readonly means: Float64Array;

  constructor() {
    const prices = cellMemory(0, LONGEST);
    const means = cellMemory(3);
    this.cycle = new CycleCell(BEGIN);
    this.prices = prices.ring;
    this.mask = prices.ring.length - 1;
    this.means = means.scalars;
    this.cells = [...this.cycle.cells, prices, means];
  }

  step(from: number, to: number, index: number, x: number): number {
    const { prices, mask, means } = this;
    const cycle = Math.floor(this.cycle.step(from, to, index, x) + 0.5);
    prices[index & mask] = x;
    let sum = 0;
    for (let age = 0; age < cycle; age++) sum += prices[(index - age) & mask];
    const mean = cycle > 0 ? sum / cycle : 0;
    const mean1 = means[3 * from];
    const mean2 = means[3 * from + 1];
    const mean3 = means[3 * from + 2];
    means[3 * to] = mean;
    means[3 * to + 1] = mean1;
    means[3 * to + 2] = mean2;
    return (4 * mean + 3 * mean1 + 2 * mean2 + mean3) / 10;
  }
}

/** Streaming {@link hilbertTrendline}. */
export class HilbertTrendline extends SeriesStream<NanOptions> {
  private readonly cell: TrendlineCell;

  constructor(options: NanOptions = {}) {
    const cell = new TrendlineCell();
    super({
      indicator: 'hilbertTrendline',
      options: { nan: nanPolicy(options.nan) },
      cells: cell.cells,
      first: { value: FIRST },
      windowed: false,
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<NanOptions>): HilbertTrendline {
    return new HilbertTrendline(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    return this.cell.step(from, to, index, x);
  }
}
