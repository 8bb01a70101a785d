import { runBatch } from '../batch.ts';
import { checkInteger } from '../checks.ts';
import { rangePosition, smoothTwice } from '../kernels/stochastic.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';
import {
  blankStochastic,
  StochasticCell,
  type StochasticSeries,
  type StochasticValue,
  stochasticFirst,
} from './stochastic.ts';
import { WilderStrengthCell, wilderStrength } from './strength.ts';

/** Options of {@link stochasticRsi}. */
export interface StochasticRsiOptions extends NanOptions {
  /** Changes in the average of the RSI. @defaultValue `14` */
  rsiPeriod?: number;
  /** Bars of the range of the RSI. @defaultValue `14` */
  period?: number;
  /** Bars of the mean that makes %K of the raw value. @defaultValue `3` */
  slowing?: number;
  /** Bars of the mean that makes %D of %K. @defaultValue `3` */
  signal?: number;
}

/** An RSI that stands still is one up to rounding only. */
const FLAT = 1e-9;

/**
 * Stochastic RSI: the {@link stochastic} of Wilder's {@link rsi} instead of the bars: where the RSI lies between its lowest and its
 * highest value of the last `period` bars, in percent (`raw`), the mean of that (`k`), and the mean of the mean (`d`).
 *
 * @param src - Prices.
 * @param out - Buffers for the three series.
 * @returns Three series as long as `src`, 0 .. 100; `raw` from bar `rsiPeriod + period - 1`, `k` `slowing - 1` bars and `d` another
 * `signal - 1` bars later. `raw` is 50 where the RSI has moved by less than 1e-9.
 * @throws a {@link ParameterError} if an option is outside its domain or a buffer has another length.
 * @remarks TradingView plots `k` and `d`. TA-Lib calls `raw` fast K and `k` fast D, and shows the former only where the latter is known.
 * Tulip's is `raw / 100` with both lengths the same.
 * @see T. S. Chande, S. Kroll, "The New Technical Trader", 1994.
 *
 * @example
 * ```ts
 * import { stochasticRsi } from '@quantblocks/indicators';
 *
 * // The RSI is 100, 60, 80 from bar 2 on.
 * const { raw } = stochasticRsi([10, 12, 13, 12, 13.25], { rsiPeriod: 2, period: 3 });
 * raw[4]; // => 50
 * ```
 */
export function stochasticRsi(
  src: ArrayLike<number>,
  options: StochasticRsiOptions = {},
  out: Partial<StochasticSeries> = {},
): StochasticSeries {
  const checked = stochasticRsiOptions(options);
  const { rsiPeriod, period, slowing, signal, nan } = checked;
  const { raw, k, d } = out;
  return runBatch({ src }, { raw, k, d }, stochasticFirst(checked, rsiPeriod), false, nan, (x, y) => {
    const strength = new Float64Array(x.src.length);
    wilderStrength(x.src, rsiPeriod, rsiPeriod, 50, 50, strength);
    const known = strength.subarray(rsiPeriod);
    rangePosition(known, known, known, period, FLAT, y.raw.subarray(rsiPeriod));
    smoothTwice(y.raw, rsiPeriod + period - 1, slowing, signal, y.k, y.d);
  });
}

function stochasticRsiOptions(options: StochasticRsiOptions): Required<StochasticRsiOptions> {
  const { rsiPeriod = 14, period = 14, slowing = 3, signal = 3, nan } = options;
  checkInteger('rsiPeriod', rsiPeriod, 1);
  checkInteger('period', period, 1);
  checkInteger('slowing', slowing, 1);
  checkInteger('signal', signal, 1);
  return { rsiPeriod, period, slowing, signal, nan: nanPolicy(nan) };
}

/** Streaming {@link stochasticRsi}. */
export class StochasticRsi extends SeriesStream<StochasticRsiOptions, StochasticValue> {
  private readonly strength: WilderStrengthCell;
  private readonly cell: StochasticCell;
  private readonly rsiPeriod: number;

  constructor(options: StochasticRsiOptions = {}) {
    const checked = stochasticRsiOptions(options);
    const { rsiPeriod } = checked;
    const strength = new WilderStrengthCell(rsiPeriod, rsiPeriod);
    const cell = new StochasticCell(checked, FLAT);
    super({
      indicator: 'stochasticRsi',
      options: checked,
      cells: [...strength.cells, ...cell.cells],
      first: stochasticFirst(checked, rsiPeriod),
      windowed: false,
      blank: blankStochastic,
    });
    this.strength = strength;
    this.cell = cell;
    this.rsiPeriod = rsiPeriod;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<StochasticRsiOptions>): StochasticRsi {
    return new StochasticRsi(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number, output: StochasticValue): StochasticValue {
    const rsi = 50 + 50 * this.strength.step(from, to, index, x);
    if (index < this.rsiPeriod) return output;
    return this.cell.step(from, to, index - this.rsiPeriod, rsi, rsi, rsi, output);
  }
}
