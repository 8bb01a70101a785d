import { typicalPrice } from '../average/ohlc4.ts';
import { runBatch } from '../batch.ts';
import { checkInteger } from '../checks.ts';
import { type BarOf, given, type HighLowCloseVolume } from '../columns.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { Stream, type StreamState } from '../stream/stream.ts';

/** Columns of {@link vwap}; `time` is the open of the bar in epoch milliseconds UTC. */
export interface TimeHighLowCloseVolume extends HighLowCloseVolume {
  readonly time: ArrayLike<number>;
}

/** Options of {@link vwap}. */
export interface VwapOptions extends NanOptions {
  /** When the session of each day opens, in milliseconds after midnight UTC. @defaultValue `0` */
  sessionStart?: number;
}

/**
 * Volume-weighted average price of the session: `sum(price * volume) / sum(volume)` since the last open, of the typical prices
 * `(high + low + close) / 3`.
 *
 * @param bars - Bars, or any object with the columns `time`, `high`, `low`, `close` and `volume`.
 * @param out - Receives the result.
 * @returns As long as the input, in price units, from bar 0. The typical price while nothing has been traded.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @throws a {@link DataError} if the columns differ in length.
 * @remarks A bar belongs to the session it opens in. Pine's `ta.vwap(hlc3)` on a market whose day begins at midnight UTC.
 * {@link anchoredVwap} never starts again, {@link rollingVwap} has a window.
 *
 * @example
 * ```ts
 * import { vwap } from '@quantblocks/indicators';
 *
 * const hour = 3_600_000;
 * const price = [10, 20, 40];
 * const bars = { time: [22 * hour, 23 * hour, 24 * hour], high: price, low: price, close: price, volume: [1, 3, 5] };
 * Array.from(vwap(bars)); // => [10, 17.5, 40]
 * Array.from(vwap(bars, { sessionStart: 23 * hour })); // => [10, 20, 32.5]
 * ```
 */
export function vwap(bars: TimeHighLowCloseVolume, options: VwapOptions = {}, out?: Float64Array): Float64Array {
  const { sessionStart, nan } = vwapOptions(options);
  const { time, high, low, close, volume } = given(bars);
  return runBatch({ time, high, low, close, volume }, { value: out }, { value: 0 }, false, nan, (x, y) => {
    const { time, high, low, close, volume } = x;
    const cell = new VwapCell();
    for (let i = 0; i < time.length; i++) {
      const session = sessionOf(time[i], sessionStart);
      y.value[i] = cell.step(0, 0, i, session, typicalPrice(high[i], low[i], close[i]), volume[i]);
    }
  }).value;
}

const DAY = 86_400_000;

function sessionOf(time: number, sessionStart: number): number {
  return Math.floor((time - sessionStart) / DAY);
}

function vwapOptions({ sessionStart = 0, nan }: VwapOptions): Required<VwapOptions> {
  checkInteger('sessionStart', sessionStart, 0, DAY - 1);
  return { sessionStart, nan: nanPolicy(nan) };
}

/** Money and volume since the session changed, what the additions lost (see `CumulativeSumCell`), and the session. */
export class VwapCell implements Cell {
  readonly scalars: Float64Array;
  readonly ring: Float64Array;

  constructor() {
    ({ scalars: this.scalars, ring: this.ring } = cellMemory(SIZE));
  }

  step(from: number, to: number, index: number, session: number, price: number, volume: number): number {
    const s = this.scalars;
    const f = SIZE * from;
    const t = SIZE * to;
    const money = price * volume;
    if (index === 0 || session !== s[f + SESSION]) {
      s[t + MONEY] = money;
      s[t + MONEY_LOST] = 0;
      s[t + VOLUME] = volume;
      s[t + VOLUME_LOST] = 0;
    } else {
      const lastMoney = s[f + MONEY];
      const moneySum = lastMoney + money;
      const moneyAdded = moneySum - lastMoney;
      s[t + MONEY] = moneySum;
      s[t + MONEY_LOST] = s[f + MONEY_LOST] + (lastMoney - (moneySum - moneyAdded) + (money - moneyAdded));
      const lastVolume = s[f + VOLUME];
      const volumeSum = lastVolume + volume;
      const volumeAdded = volumeSum - lastVolume;
      s[t + VOLUME] = volumeSum;
      s[t + VOLUME_LOST] = s[f + VOLUME_LOST] + (lastVolume - (volumeSum - volumeAdded) + (volume - volumeAdded));
    }
    s[t + SESSION] = session;
    const traded = s[t + VOLUME] + s[t + VOLUME_LOST];
    return traded > 0 ? (s[t + MONEY] + s[t + MONEY_LOST]) / traded : price;
  }
}

const MONEY = 0;
const MONEY_LOST = 1;
const VOLUME = 2;
const VOLUME_LOST = 3;
const SESSION = 4;
const SIZE = 5;

/** Streaming {@link vwap}: bars carry their `time`. */
export class Vwap extends Stream<VwapOptions, BarOf<TimeHighLowCloseVolume>, number> {
  private readonly cell: VwapCell;
  private readonly sessionStart: number;

  constructor(options: VwapOptions = {}) {
    const checked = vwapOptions(options);
    const cell = new VwapCell();
    super({
      indicator: 'vwap',
      options: checked,
      cells: [cell],
      first: { value: 0 },
      windowed: false,
      blank: () => Number.NaN,
    });
    this.cell = cell;
    this.sessionStart = checked.sessionStart;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<VwapOptions>): Vwap {
    return new Vwap(state.options).load(state);
  }

  protected known({ time, high, low, close, volume }: BarOf<TimeHighLowCloseVolume>): boolean {
    return !(
      Number.isNaN(time) ||
      Number.isNaN(high) ||
      Number.isNaN(low) ||
      Number.isNaN(close) ||
      Number.isNaN(volume)
    );
  }

  protected step(bar: BarOf<TimeHighLowCloseVolume>, from: number, to: number, index: number): number {
    const session = sessionOf(bar.time, this.sessionStart);
    return this.cell.step(from, to, index, session, typicalPrice(bar.high, bar.low, bar.close), bar.volume);
  }
}
