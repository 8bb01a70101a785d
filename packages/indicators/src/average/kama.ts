import { runBatch } from '../batch.ts';
import { checkInteger, checkWord } from '../checks.ts';
import { dwarfs, RESUM } from '../kernels/window-sum.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';
import { EfficiencyCell } from '../trend/efficiency-ratio.ts';

/** Options of {@link kama}. */
export interface KamaOptions extends NanOptions {
  /** Changes in the efficiency ratio. @defaultValue `10` */
  period?: number;
  /** Length of the EMA it becomes in a clean trend. @defaultValue `2` */
  fast?: number;
  /** Length of the EMA it becomes without direction. @defaultValue `30` */
  slow?: number;
  /** First value: the first average, at bar `period` (TA-Lib), or also the price it starts from, one bar earlier (Tulip). @defaultValue `'average'` */
  publish?: 'average' | 'seed';
}

/**
 * Kaufman's adaptive moving average: `y = w * x + (1 - w) * y`, where the root of `w` lies between the weights of a fast and a slow EMA
 * as far as the {@link efficiencyRatio} lies between 1 and 0.
 *
 * @param src - Prices.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, in its unit; starts at the price of bar `period - 1`; first value at bar `period`, with publish `'seed'` one earlier.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @remarks While the price stands still the ratio counts as 1, so the average closes up quickly; TA-Lib and Tulip do the same.
 * The FINAL TRIGGER variant is part of {@link adaptiveAverages}.
 * @see P. J. Kaufman, "Smarter Trading", 1995.
 *
 * @example
 * ```ts
 * import { kama } from '@quantblocks/indicators';
 *
 * // fast 1 and slow 3 weigh 1 and 1/2. Ratio 1: weight 1. Ratio 0: weight 1/4, 3 + (2 - 3) / 4.
 * Array.from(kama([1, 2, 3, 2], { period: 2, fast: 1, slow: 3 })); // => [NaN, NaN, 3, 2.75]
 * ```
 */
export function kama(src: ArrayLike<number>, options: KamaOptions = {}, out?: Float64Array): Float64Array {
  const checked = kamaOptions(options);
  return runBatch({ src }, { value: out }, { value: firstOf(checked) }, false, checked.nan, (x, y) => {
    adaptiveAverage(x.src, checked, y.value);
  }).value;
}

/** The kernel: efficiency ratio and average in one pass. */
export function adaptiveAverage(x: Float64Array, options: Required<KamaOptions>, y: Float64Array): void {
  const n = x.length;
  const { period } = options;
  const { slowest, span } = weightsOf(options);
  if (n < period) return;
  let average = x[period - 1];
  y[period - 1] = average;
  for (let i = period; i < n; ) {
    // The path afresh, up to the bar before. In this loop, not in a function of its own: its result might come as an object on the heap.
    let path = 0;
    for (let j = i - period + 1; j < i; j++) path += Math.abs(x[j] - x[j - 1]);
    let leaving = x[i - period];
    for (const end = Math.min((i | RESUM) + 1, n); i < end; i++) {
      const price = x[i];
      const oldest = x[i - period];
      const gone = Math.abs(oldest - leaving);
      path += Math.abs(price - x[i - 1]) - gone;
      if (dwarfs(gone, path)) break;
      leaving = oldest;
      const net = Math.abs(price - oldest);
      const ratio = net < path ? net / path : 1;
      const root = ratio * span + slowest;
      const weight = root * root;
      average = weight * price + (1 - weight) * average;
      y[i] = average;
    }
  }
}

/** Root of the least weight, and what the ratio adds to it. */
function weightsOf({ fast, slow }: Required<KamaOptions>): { slowest: number; span: number } {
  const slowest = 2 / (slow + 1);
  return { slowest, span: 2 / (fast + 1) - slowest };
}

/** First defined bar. */
export function firstOf({ period, publish }: Required<KamaOptions>): number {
  return publish === 'seed' ? period - 1 : period;
}

/** The options, checked. */
export function kamaOptions({
  period = 10,
  fast = 2,
  slow = 30,
  publish = 'average',
  nan,
}: KamaOptions): Required<KamaOptions> {
  checkInteger('period', period, 1);
  checkInteger('fast', fast, 1);
  checkInteger('slow', slow, 1);
  checkWord('publish', publish, ['average', 'seed']);
  return { period, fast, slow, publish, nan: nanPolicy(nan) };
}

/** Streaming {@link kama}. */
export class Kama extends SeriesStream<KamaOptions> {
  private readonly period: number;
  private readonly slowest: number;
  private readonly span: number;
  private readonly efficiency: EfficiencyCell;
  private readonly average: Cell;

  constructor(options: KamaOptions = {}) {
    const checked = kamaOptions(options);
    const efficiency = new EfficiencyCell(checked.period);
    const average = cellMemory(1);
    super({
      indicator: 'kama',
      options: checked,
      cells: [efficiency, average],
      first: { value: firstOf(checked) },
      windowed: false,
      blank: () => Number.NaN,
    });
    this.period = checked.period;
    ({ slowest: this.slowest, span: this.span } = weightsOf(checked));
    this.efficiency = efficiency;
    this.average = average;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<KamaOptions>): Kama {
    return new Kama(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    const { scalars } = this.average;
    const efficiency = this.efficiency.step(from, to, index, x);
    const ratio = this.efficiency.path(to) > 0 ? efficiency : 1;
    const root = ratio * this.span + this.slowest;
    const weight = root * root;
    scalars[to] = index < this.period ? x : weight * x + (1 - weight) * scalars[from];
    return scalars[to];
  }
}
