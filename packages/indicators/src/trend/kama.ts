import { checkInteger, gapFreeStart, inputFor, outputFor } from '../series.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { runSeries, SeriesStream, type StreamState } from '../stream/stream.ts';
import { EfficiencyCell, efficiencyFrom } from './efficiency-ratio.ts';

/** Options of {@link kama}. */
export interface KamaOptions {
  /** Length of the efficiency ratio. @defaultValue `10` */
  period?: number;
  /** Length of the EMA it becomes in a clean trend. @defaultValue `2` */
  fast?: number;
  /** Length of the EMA it becomes without direction. @defaultValue `30` */
  slow?: number;
}

/**
 * Kaufman's adaptive moving average: an exponential average whose speed is the square of a weight that follows the
 * {@link efficiencyRatio}. The FINAL TRIGGER variant is part of {@link adaptiveAverages}.
 *
 * @param src - Prices. A NaN gives NaN on its bar and is passed over.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`; starts at the price of bar `period - 1`, first value at bar `period`.
 * @throws a {@link ParameterError} if a length is not an integer >= 1 or `out` has another length.
 * @remarks TA-Lib's numbers and first bar; Tulip also publishes the start value itself.
 * @see P. J. Kaufman, "Smarter Trading", 1995.
 *
 * @example
 * ```ts
 * import { kama } from '@quantblocks/indicators';
 *
 * Array.from(kama([1, 2, 3, 4], { period: 2, fast: 1, slow: 1 })); // => [NaN, NaN, 3, 4]
 * ```
 */
export function kama(src: ArrayLike<number>, options: KamaOptions = {}, out?: Float64Array): Float64Array {
  const checked = kamaOptions(options);
  const { period } = checked;
  const target = outputFor(src.length, out);
  const x = inputFor(src, 'src', target);
  const start = gapFreeStart(x);
  if (start < 0) return runSeries(new Kama(checked), x, target);
  efficiencyFrom(x, start, period, target);
  const { slowest, span } = weights(checked);
  const n = x.length;
  const first = Math.min(start + period, n);
  target.fill(Number.NaN, 0, first);
  let y = x[first - 1];
  for (let i = first; i < n; i++) {
    const root = target[i] * span + slowest;
    const weight = root * root;
    y = weight * x[i] + (1 - weight) * y;
    target[i] = y;
  }
  return target;
}

function weights({ fast, slow }: Required<KamaOptions>): { slowest: number; span: number } {
  const slowest = 2 / (slow + 1);
  return { slowest, span: 2 / (fast + 1) - slowest };
}

function kamaOptions({ period = 10, fast = 2, slow = 30 }: KamaOptions): Required<KamaOptions> {
  checkInteger('period', period, 1);
  checkInteger('fast', fast, 1);
  checkInteger('slow', slow, 1);
  return { period, fast, slow };
}

/** Streaming {@link kama}. */
export class Kama extends SeriesStream<KamaOptions> {
  private readonly period: number;
  private readonly slowest: number;
  private readonly span: number;
  private readonly efficiency: EfficiencyCell;
  /** Prices seen, and the average. */
  private readonly average: Cell;

  constructor(options: KamaOptions = {}) {
    const checked = kamaOptions(options);
    const efficiency = new EfficiencyCell(checked.period);
    const average = cellMemory(2);
    super('kama', checked, [efficiency, average]);
    this.period = checked.period;
    ({ slowest: this.slowest, span: this.span } = weights(checked));
    this.efficiency = efficiency;
    this.average = average;
  }

  static restore(state: StreamState<KamaOptions>): Kama {
    return new Kama(state.options).load(state);
  }

  protected step(x: number, from: number, to: number): number {
    const s = this.average.scalars;
    const seen = s[2 * from];
    let y = s[2 * from + 1];
    const known = !Number.isNaN(x);
    if (known) {
      const root = this.efficiency.step(from, to, seen, x) * this.span + this.slowest;
      const weight = root * root;
      y = seen < this.period ? x : weight * x + (1 - weight) * y;
    } else this.efficiency.scalars[to] = this.efficiency.scalars[from];
    s[2 * to] = known ? seen + 1 : seen;
    s[2 * to + 1] = y;
    return known && seen >= this.period ? y : Number.NaN;
  }
}
