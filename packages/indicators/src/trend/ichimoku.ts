import { runBatch } from '../batch.ts';
import { checkInteger } from '../checks.ts';
import { type BarOf, given, type HighLow } from '../columns.ts';
import { slidingMiddle } from '../kernels/sliding-extremes.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { HighLowStream } from '../stream/bar-streams.ts';
import { MaxCell } from '../stream/extreme-cell.ts';
import type { StreamState } from '../stream/stream.ts';

/** Window lengths of {@link ichimoku}. */
export interface IchimokuOptions extends NanOptions {
  /** Conversion line. @defaultValue `9` */
  tenkan?: number;
  /** Base line. @defaultValue `26` */
  kijun?: number;
  /** Second leading span. @defaultValue `52` */
  senkouB?: number;
}

/** The four lines, unshifted: bar `i` holds what is known at the close of bar `i`. */
export interface IchimokuLines {
  tenkan: Float64Array;
  kijun: Float64Array;
  /** Mean of tenkan and kijun. */
  spanA: Float64Array;
  spanB: Float64Array;
}

/** One bar of {@link IchimokuLines}. */
export interface IchimokuValue {
  tenkan: number;
  kijun: number;
  spanA: number;
  spanB: number;
}

/**
 * Ichimoku lines, each half the sum of the highest high and the lowest low of its window; RAW: the spans are not displaced,
 * so nothing here looks ahead.
 *
 * @param hl - Bars, or any object with the columns `high` and `low`.
 * @param out - Buffers for the four series.
 * @returns Four series as long as the input, in price units; first values at `tenkan - 1`, `kijun - 1`, the later of the two, and
 * `senkouB - 1`.
 * @throws a {@link ParameterError} if an option is outside its domain or a buffer has another length.
 * @throws a {@link DataError} if the columns differ in length.
 * @remarks Charts draw the spans later; use {@link displace} for that: by 26 bars, or by 25 as TradingView does. The lagging span is
 * only the close drawn earlier and is left out.
 * @see G. Hosoda, "Ichimoku Kinko Hyo", 1969.
 *
 * @example
 * ```ts
 * import { ichimoku } from '@quantblocks/indicators';
 *
 * const bars = { high: [3, 5, 4, 6], low: [1, 2, 3, 4] };
 * const { tenkan, kijun, spanA } = ichimoku(bars, { tenkan: 1, kijun: 2, senkouB: 3 });
 * Array.from(tenkan); // => [2, 3.5, 3.5, 5]
 * Array.from(kijun); // => [NaN, 3, 3.5, 4.5]
 * Array.from(spanA); // => [NaN, 3.25, 3.5, 4.75]
 * ```
 */
export function ichimoku(hl: HighLow, options: IchimokuOptions = {}, out?: Partial<IchimokuLines>): IchimokuLines {
  const checked = ichimokuOptions(options);
  const { high, low } = given(hl);
  const { tenkan, kijun, spanA, spanB } = out ?? {};
  const outputs = { tenkan, kijun, spanA, spanB };
  return runBatch({ high, low }, outputs, firstOf(checked), true, checked.nan, (x, y) => {
    slidingMiddle(x.high, x.low, checked.tenkan, y.tenkan);
    slidingMiddle(x.high, x.low, checked.kijun, y.kijun);
    slidingMiddle(x.high, x.low, checked.senkouB, y.spanB);
    const { tenkan, kijun, spanA } = y;
    for (let i = 0; i < spanA.length; i++) spanA[i] = (tenkan[i] + kijun[i]) / 2;
  });
}

function ichimokuOptions({ tenkan = 9, kijun = 26, senkouB = 52, nan }: IchimokuOptions): Required<IchimokuOptions> {
  checkInteger('tenkan', tenkan, 1);
  checkInteger('kijun', kijun, 1);
  checkInteger('senkouB', senkouB, 1);
  return { tenkan, kijun, senkouB, nan: nanPolicy(nan) };
}

function firstOf({ tenkan, kijun, senkouB }: Required<IchimokuOptions>): Record<keyof IchimokuLines, number> {
  return { tenkan: tenkan - 1, kijun: kijun - 1, spanA: Math.max(tenkan, kijun) - 1, spanB: senkouB - 1 };
}

/** Streaming {@link ichimoku}. */
export class Ichimoku extends HighLowStream<IchimokuOptions, IchimokuValue> {
  private readonly extremes: readonly MaxCell[];

  constructor(options: IchimokuOptions = {}) {
    const checked = ichimokuOptions(options);
    const { tenkan, kijun, senkouB } = checked;
    const extremes = [tenkan, tenkan, kijun, kijun, senkouB, senkouB].map((period) => new MaxCell(period));
    super({
      indicator: 'ichimoku',
      options: checked,
      cells: extremes,
      first: { ...firstOf(checked) },
      windowed: true,
      blank: () => ({ tenkan: Number.NaN, kijun: Number.NaN, spanA: Number.NaN, spanB: Number.NaN }),
    });
    this.extremes = extremes;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<IchimokuOptions>): Ichimoku {
    return new Ichimoku(state.options).load(state);
  }

  protected step(
    { high, low }: BarOf<HighLow>,
    from: number,
    to: number,
    index: number,
    output: IchimokuValue,
  ): IchimokuValue {
    const cells = this.extremes;
    output.tenkan = (cells[0].step(from, to, index, high) - cells[1].step(from, to, index, -low)) / 2;
    output.kijun = (cells[2].step(from, to, index, high) - cells[3].step(from, to, index, -low)) / 2;
    output.spanB = (cells[4].step(from, to, index, high) - cells[5].step(from, to, index, -low)) / 2;
    output.spanA = (output.tenkan + output.kijun) / 2;
    return output;
  }
}
