import { typicalPrice } from '../average/ohlc4.ts';
import { runBatch } from '../batch.ts';
import { checkNumber } from '../checks.ts';
import { given, type HighLowCloseVolume } from '../columns.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { Stream, type StreamState } from '../stream/stream.ts';
import { VwapCell } from './vwap.ts';

/** Columns of {@link anchoredVwap}. */
export interface AnchoredVwapColumns extends HighLowCloseVolume {
  /** Open of the bar in epoch milliseconds UTC; read only where `from` is given. */
  readonly time?: ArrayLike<number>;
}

/** One bar of {@link AnchoredVwapColumns}. */
export interface AnchoredVwapBar {
  readonly time?: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/** Options of {@link anchoredVwap}. */
export interface AnchoredVwapOptions extends NanOptions {
  /** Time in epoch milliseconds UTC from which on bars count. @defaultValue that of the first bar */
  from?: number;
}

/**
 * Anchored volume-weighted average price: `sum(price * volume) / sum(volume)` since a bar of your choice, of the typical prices
 * `(high + low + close) / 3`.
 *
 * @param bars - Bars, or any object with the columns `high`, `low`, `close` and `volume`, and with `from` also `time`.
 * @param out - Receives the result.
 * @returns As long as the input, in price units, from bar 0, or from the first bar that opens at `from` or later; NaN before. The typical
 * price while nothing has been traded.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @throws a {@link DataError} if the columns differ in length.
 * @remarks What each addition loses is kept aside, so the average stays exact to the last digits however long the series is.
 *
 * @example
 * ```ts
 * import { anchoredVwap } from '@quantblocks/indicators';
 *
 * const price = [10, 20, 40];
 * const bars = { time: [0, 60_000, 120_000], high: price, low: price, close: price, volume: [1, 3, 1] };
 * Array.from(anchoredVwap(bars)); // => [10, 17.5, 22]
 * Array.from(anchoredVwap(bars, { from: 60_000 })); // => [NaN, 20, 25]
 * ```
 */
export function anchoredVwap(
  bars: AnchoredVwapColumns,
  options: AnchoredVwapOptions = {},
  out?: Float64Array,
): Float64Array {
  const checked = anchorOptions(options);
  const { from, nan } = checked;
  const { high, low, close, volume } = given(bars);
  // Without an anchor any column will do as the time.
  const time = from === undefined ? high : (bars.time as ArrayLike<number>);
  return runBatch({ high, low, close, volume, time }, { value: out }, { value: 0 }, false, nan, (x, y) => {
    const { high, low, close, volume, time } = x;
    const cell = new VwapCell();
    for (let i = 0; i < time.length; i++) {
      const period = periodOf(time[i], from);
      const value = cell.step(0, 0, i, period, typicalPrice(high[i], low[i], close[i]), volume[i]);
      y.value[i] = period === AFTER ? value : Number.NaN;
    }
  }).value;
}

const BEFORE = 0;
const AFTER = 1;

/** Before the anchor the sums run too, but start again at it. */
function periodOf(time: number | undefined, from: number | undefined): number {
  return from === undefined || (time as number) >= from ? AFTER : BEFORE;
}

function anchorOptions({
  from,
  nan,
}: AnchoredVwapOptions): AnchoredVwapOptions & { nan: NonNullable<NanOptions['nan']> } {
  if (from !== undefined) checkNumber('from', from, -Number.MAX_VALUE);
  return { ...(from !== undefined && { from }), nan: nanPolicy(nan) };
}

/** Streaming {@link anchoredVwap}: with `from`, bars carry their `time`, and before it values are NaN though the stream is `ready`. */
export class AnchoredVwap extends Stream<AnchoredVwapOptions, AnchoredVwapBar, number> {
  private readonly cell: VwapCell;
  private readonly from: number | undefined;

  constructor(options: AnchoredVwapOptions = {}) {
    const checked = anchorOptions(options);
    const cell = new VwapCell();
    super({
      indicator: 'anchoredVwap',
      options: checked,
      cells: [cell],
      first: { value: 0 },
      windowed: false,
      blank: () => Number.NaN,
    });
    this.cell = cell;
    this.from = checked.from;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<AnchoredVwapOptions>): AnchoredVwap {
    return new AnchoredVwap(state.options).load(state);
  }

  protected known({ time, high, low, close, volume }: AnchoredVwapBar): boolean {
    const timed = this.from === undefined || !(time === undefined || Number.isNaN(time));
    return timed && !(Number.isNaN(high) || Number.isNaN(low) || Number.isNaN(close) || Number.isNaN(volume));
  }

  protected step(bar: AnchoredVwapBar, from: number, to: number, index: number): number {
    const period = periodOf(bar.time, this.from);
    const price = typicalPrice(bar.high, bar.low, bar.close);
    const value = this.cell.step(from, to, index, period, price, bar.volume);
    return period === AFTER ? value : Number.NaN;
  }
}
