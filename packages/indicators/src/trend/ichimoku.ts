import { checkInteger, commonLength, type HighLow, inputFor, outputFor } from '../series.ts';
import { MaxCell } from '../stream/extreme-cell.ts';
import { Stream, type StreamState } from '../stream/stream.ts';
import { donchianMiddle } from '../volatility/donchian.ts';

/** Window lengths of {@link ichimoku}. */
export interface IchimokuOptions {
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
 * Ichimoku lines, RAW: the spans are not displaced, so nothing here looks ahead.
 *
 * Charts draw the spans later; use {@link displace} for that. The lagging span is only the close drawn earlier and is left out.
 *
 * @param hl - Bars, or any object with the columns `high` and `low`.
 * @param out - Buffers for the four series.
 * @returns Four series; first values at `tenkan - 1`, `kijun - 1`, the later of the two, and `senkouB - 1`.
 * @throws a {@link ParameterError} if a length is not an integer >= 1 or a buffer has another length.
 * @throws a {@link DataError} if the columns differ in length.
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
export function ichimoku(hl: HighLow, options: IchimokuOptions = {}, out?: IchimokuLines): IchimokuLines {
  const periods = ichimokuOptions(options);
  const n = commonLength(hl, ['high', 'low']);
  const tenkan = outputFor(n, out?.tenkan, 'out.tenkan');
  const kijun = outputFor(n, out?.kijun, 'out.kijun');
  const spanA = outputFor(n, out?.spanA, 'out.spanA');
  const spanB = outputFor(n, out?.spanB, 'out.spanB');
  const high = inputFor(hl.high, 'high', tenkan, kijun, spanA, spanB);
  const low = inputFor(hl.low, 'low', tenkan, kijun, spanA, spanB);
  donchianMiddle({ high, low }, { period: periods.tenkan }, tenkan);
  donchianMiddle({ high, low }, { period: periods.kijun }, kijun);
  donchianMiddle({ high, low }, { period: periods.senkouB }, spanB);
  for (let i = 0; i < n; i++) spanA[i] = (tenkan[i] + kijun[i]) / 2;
  return { tenkan, kijun, spanA, spanB };
}

function ichimokuOptions({ tenkan = 9, kijun = 26, senkouB = 52 }: IchimokuOptions): Required<IchimokuOptions> {
  checkInteger('tenkan', tenkan, 1);
  checkInteger('kijun', kijun, 1);
  checkInteger('senkouB', senkouB, 1);
  return { tenkan, kijun, senkouB };
}

/** Streaming {@link ichimoku}. */
export class Ichimoku extends Stream<IchimokuOptions, { high: number; low: number }, IchimokuValue> {
  private readonly extremes: readonly MaxCell[];

  constructor(options: IchimokuOptions = {}) {
    const periods = ichimokuOptions(options);
    const { tenkan, kijun, senkouB } = periods;
    const extremes = [tenkan, tenkan, kijun, kijun, senkouB, senkouB].map((period) => new MaxCell(period));
    super('ichimoku', periods, extremes, () => ({
      tenkan: Number.NaN,
      kijun: Number.NaN,
      spanA: Number.NaN,
      spanB: Number.NaN,
    }));
    this.extremes = extremes;
  }

  static restore(state: StreamState<IchimokuOptions>): Ichimoku {
    return new Ichimoku(state.options).load(state);
  }

  protected step(
    { high, low }: { high: number; low: number },
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
