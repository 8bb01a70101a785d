import { runBatch } from '../batch.ts';
import { checkInteger, checkWord } from '../checks.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';
import { type StrengthCell, SumStrengthCell, WilderStrengthCell, wilderStrength } from './strength.ts';

/** Options of {@link rsi}. */
export interface RsiOptions extends NanOptions {
  /** Changes in the average. @defaultValue `14` */
  period?: number;
  /** Average of the changes: Wilder's, started by a mean; the same started by the first change (pandas); or the simple one (Cutler). @defaultValue `'wilder'` */
  smoothing?: 'wilder' | 'ewm' | 'cutler';
}

/**
 * Relative strength index: the share of gains in the average absolute change, 0 .. 100.
 *
 * @param src - Prices.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`; first value at bar `period`, with `'ewm'` at bar 1. 50 where nothing has moved.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @remarks Averages the changes `d` and `|d|` instead of gains and losses, for the two say the same:
 * `100 * G / (G + L) = 50 + 50 * mean(d) / mean(|d|)`, and no branch depends on the market. TA-Lib, Tulip and Pine agree with `'wilder'`.
 * @see J. W. Wilder, "New Concepts in Technical Trading Systems", 1978.
 *
 * @example
 * ```ts
 * import { rsi } from '@quantblocks/indicators';
 *
 * // Changes +2, +1, -1: gains 3 of 3, then (1.5 + 0) / 2 of (1.5 + 1) / 2.
 * Array.from(rsi([10, 12, 13, 12], { period: 2 })); // => [NaN, NaN, 100, 60]
 * ```
 */
export function rsi(src: ArrayLike<number>, options: RsiOptions = {}, out?: Float64Array): Float64Array {
  const checked = rsiOptions(options);
  const { period, smoothing, nan } = checked;
  const first = firstOf(checked);
  const windowed = smoothing === 'cutler';
  const kernel = (x: { src: Float64Array }, y: { value: Float64Array }): number => {
    if (!windowed) return wilderStrength(x.src, period, first, 50, 50, y.value);
    const cell = new SumStrengthCell(period);
    for (let i = 0; i < x.src.length; i++) y.value[i] = 50 + 50 * cell.step(0, 0, i, x.src[i]);
    return 0;
  };
  return runBatch({ src }, { value: out }, { value: first }, windowed, nan, kernel, !windowed).value;
}

function rsiOptions({ period = 14, smoothing = 'wilder', nan }: RsiOptions): Required<RsiOptions> {
  checkInteger('period', period, 1);
  checkWord('smoothing', smoothing, ['wilder', 'ewm', 'cutler']);
  return { period, smoothing, nan: nanPolicy(nan) };
}

function firstOf({ period, smoothing }: Required<RsiOptions>): number {
  return smoothing === 'ewm' ? 1 : period;
}

function cellOf(options: Required<RsiOptions>): StrengthCell {
  const { period, smoothing } = options;
  return smoothing === 'cutler' ? new SumStrengthCell(period) : new WilderStrengthCell(period, firstOf(options));
}

/** Streaming {@link rsi}. */
export class Rsi extends SeriesStream<RsiOptions> {
  private readonly cell: StrengthCell;

  constructor(options: RsiOptions = {}) {
    const checked = rsiOptions(options);
    const cell = cellOf(checked);
    super({
      indicator: 'rsi',
      options: checked,
      cells: cell.cells,
      first: { value: firstOf(checked) },
      windowed: checked.smoothing === 'cutler',
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<RsiOptions>): Rsi {
    return new Rsi(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    return 50 + 50 * this.cell.step(from, to, index, x);
  }
}
