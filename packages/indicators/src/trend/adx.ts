import { checkInteger, checkWord, commonLength, type HighLowClose, inputFor, outputFor } from '../series.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { ExponentialCell } from '../stream/exponential-cell.ts';
import { Stream, type StreamState } from '../stream/stream.ts';
import { WindowSumCell } from '../stream/window-sum-cell.ts';
import { type PriceBar, rangeWith } from '../volatility/true-range.ts';

/**
 * How the directional movement starts. `'sma'`: means of bars 1 .. period (Pine). `'first'`: with bar 0, whose movements are 0 and
 * whose range is high minus low (pandas, FINAL TRIGGER). `'sum'`: sums of bars 1 .. period - 1 (Wilder's book, TA-Lib).
 */
export type AdxSeed = 'sma' | 'first' | 'sum';

/** Options of {@link adx}. */
export interface AdxOptions {
  /** Length of every average. @defaultValue `14` */
  period?: number;
  /** How DX becomes ADX: Wilder's average, or the simple mean that TradingView's FINAL TRIGGER script plots. @defaultValue `'rma'` */
  smoothing?: 'rma' | 'sma';
  /** @defaultValue `'sma'` */
  seed?: AdxSeed;
}

/** Directional movement, all in 0 .. 100. */
export interface AdxSeries {
  adx: Float64Array;
  plusDi: Float64Array;
  minusDi: Float64Array;
}

/** One bar of {@link AdxSeries}. */
export interface AdxValue {
  adx: number;
  plusDi: number;
  minusDi: number;
}

/**
 * Average directional index and the two directional indicators.
 *
 * @param hlc - Bars, or any object with the columns `high`, `low` and `close`. A bar with a NaN gives NaN and is passed over.
 * @param out - Buffers for the three series.
 * @returns Three series as long as the input. DI from bar `period` and ADX from bar `2 * period - 1`; with seed `'first'` DI from
 * bar 0, ADX from the first bar with any movement (`'rma'`) or from bar `period - 1` (`'sma'`, unknown DX counted as 0).
 * @throws a {@link ParameterError} if an option is outside its domain or a buffer has another length.
 * @throws a {@link DataError} if the columns differ in length.
 * @remarks Without any range DI is 0 (NaN with seed `'first'`, as in pandas); without any movement DX is 0.
 * @see J. W. Wilder, "New Concepts in Technical Trading Systems", 1978.
 *
 * @example
 * ```ts
 * import { adx } from '@quantblocks/indicators';
 *
 * const rising = [1, 2, 3, 4, 5];
 * const { plusDi, minusDi } = adx({ high: rising, low: rising, close: rising }, { period: 2 });
 * Array.from(plusDi); // => [NaN, NaN, 100, 100, 100]
 * minusDi[4]; // => 0
 * ```
 */
export function adx(hlc: HighLowClose, options: AdxOptions = {}, out?: AdxSeries): AdxSeries {
  const cell = new AdxCell(adxOptions(options));
  const n = commonLength(hlc, ['high', 'low', 'close']);
  const index = outputFor(n, out?.adx, 'out.adx');
  const plusDi = outputFor(n, out?.plusDi, 'out.plusDi');
  const minusDi = outputFor(n, out?.minusDi, 'out.minusDi');
  const high = inputFor(hlc.high, 'high', index, plusDi, minusDi);
  const low = inputFor(hlc.low, 'low', index, plusDi, minusDi);
  const close = inputFor(hlc.close, 'close', index, plusDi, minusDi);
  for (let i = 0; i < n; i++) {
    index[i] = cell.step(0, 0, high[i], low[i], close[i]);
    plusDi[i] = cell.plusDi;
    minusDi[i] = cell.minusDi;
  }
  return { adx: index, plusDi, minusDi };
}

function adxOptions({ period = 14, smoothing = 'rma', seed = 'sma' }: AdxOptions): Required<AdxOptions> {
  checkInteger('period', period, 1);
  checkWord('smoothing', smoothing, ['rma', 'sma']);
  checkWord('seed', seed, ['sma', 'first', 'sum']);
  return { period, smoothing, seed };
}

const SIZE = 5;

class AdxCell implements Cell {
  /** Bars seen, defined DX seen, and the last high, low and close. */
  readonly scalars: Float64Array;
  readonly ring: Float64Array;
  readonly plus: ExponentialCell;
  readonly minus: ExponentialCell;
  readonly range: ExponentialCell;
  readonly smooth: ExponentialCell | undefined;
  readonly mean: WindowSumCell | undefined;
  plusDi: number = Number.NaN;
  minusDi: number = Number.NaN;
  private readonly period: number;
  private readonly first: boolean;

  constructor({ period, smoothing, seed }: Required<AdxOptions>) {
    ({ scalars: this.scalars, ring: this.ring } = cellMemory(SIZE));
    const average = (): ExponentialCell => {
      if (seed === 'first') return new ExponentialCell(1 / period, 1);
      return seed === 'sma'
        ? new ExponentialCell(1 / period, period)
        : new ExponentialCell(1 / period, period - 1, period, period);
    };
    this.plus = average();
    this.minus = average();
    this.range = average();
    if (smoothing === 'rma') this.smooth = new ExponentialCell(1 / period, seed === 'first' ? 1 : period);
    else this.mean = new WindowSumCell(period);
    this.period = period;
    this.first = seed === 'first';
  }

  get cells(): Cell[] {
    const last = this.smooth ?? this.mean;
    return [this, this.plus, this.minus, this.range, ...(last === undefined ? [] : [last])];
  }

  /** Takes a bar, leaves the directional indicators in the fields and returns ADX. */
  step(from: number, to: number, high: number, low: number, close: number): number {
    const s = this.scalars;
    const f = from * SIZE;
    const t = to * SIZE;
    const count = s[f];
    const known = !Number.isNaN(high - low) && !Number.isNaN(close);
    let plus = Number.NaN;
    let minus = Number.NaN;
    let range = Number.NaN;
    if (known && count > 0) {
      const up = high - s[f + 2];
      const down = s[f + 3] - low;
      plus = up > down && up > 0 ? up : 0;
      minus = down > up && down > 0 ? down : 0;
      range = rangeWith(high, low, s[f + 4]);
    } else if (known && this.first) {
      plus = minus = 0;
      range = high - low;
    }
    const averageRange = this.range.step(from, to, range);
    const scale = averageRange !== 0 || this.first ? 100 / averageRange : 0;
    this.plusDi = scale * this.plus.step(from, to, plus);
    this.minusDi = scale * this.minus.step(from, to, minus);
    const total = this.plusDi + this.minusDi;
    let dx = (100 * Math.abs(this.plusDi - this.minusDi)) / total;
    if (total === 0 && !this.first) dx = 0;
    s[t] = known ? count + 1 : count;
    s[t + 2] = known ? high : s[f + 2];
    s[t + 3] = known ? low : s[f + 3];
    s[t + 4] = known ? close : s[f + 4];
    const seen = s[f + 1];
    if (this.smooth !== undefined) {
      s[t + 1] = seen;
      return this.smooth.step(from, to, dx);
    }
    // The mean runs over the DX there are: a bar passed over must not open a gap in its window.
    const mean = this.mean as WindowSumCell;
    const counted = known && (this.first || !Number.isNaN(dx));
    s[t + 1] = counted ? seen + 1 : seen;
    if (counted) return mean.step(from, to, seen, !Number.isNaN(dx) ? dx : 0) / this.period;
    mean.scalars[2 * to] = mean.scalars[2 * from];
    mean.scalars[2 * to + 1] = mean.scalars[2 * from + 1];
    return Number.NaN;
  }
}

/** Streaming {@link adx}. */
export class Adx extends Stream<AdxOptions, PriceBar, AdxValue> {
  private readonly cell: AdxCell;

  constructor(options: AdxOptions = {}) {
    const checked = adxOptions(options);
    const cell = new AdxCell(checked);
    super('adx', checked, cell.cells, () => ({ adx: Number.NaN, plusDi: Number.NaN, minusDi: Number.NaN }));
    this.cell = cell;
  }

  static restore(state: StreamState<AdxOptions>): Adx {
    return new Adx(state.options).load(state);
  }

  protected step({ high, low, close }: PriceBar, from: number, to: number, _index: number, output: AdxValue): AdxValue {
    output.adx = this.cell.step(from, to, high, low, close);
    output.plusDi = this.cell.plusDi;
    output.minusDi = this.cell.minusDi;
    return output;
  }
}
