import { type Bars, ParameterError } from '@quantblocks/core';

/** One finished candle; `time` is its open in epoch milliseconds. */
export interface Candle {
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** @defaultValue NaN: not known */
  readonly volume?: number;
}

export type PriceColumn = 'time' | 'open' | 'high' | 'low' | 'close' | 'volume';
const COLUMNS = ['time', 'open', 'high', 'low', 'close', 'volume'] as const;

/** Bars up to a cursor: the columns of given bars, or columns that grow candle by candle. */
export class BarHistory {
  /** Bars seen so far; the current one is `length - 1`. */
  length = 0;
  columns: Record<PriceColumn, Float64Array>;

  constructor(bars?: Bars) {
    this.columns = bars ?? createColumns(1024);
  }

  append(candle: Candle): void {
    const { time, open, high, low, close, volume = Number.NaN } = candle;
    const isValid = low > 0 && low <= open && low <= close && high >= open && high >= close && Number.isFinite(high);
    if (!isValid) throw new ParameterError('candle', 'prices > 0 with low <= open, close <= high', candle);
    const previous = this.length > 0 ? this.columns.time[this.length - 1] : Number.NEGATIVE_INFINITY;
    if (!(time > previous && Number.isFinite(time)))
      throw new ParameterError('candle.time', `a stamp after ${previous}`, time);
    if (this.length === this.columns.time.length) this.columns = createColumns(this.length * 2, this.columns);
    const row = this.length++;
    this.columns.time[row] = time;
    this.columns.open[row] = open;
    this.columns.high[row] = high;
    this.columns.low[row] = low;
    this.columns.close[row] = close;
    this.columns.volume[row] = volume;
  }

  /** Value `ago` bars before the current one; NaN before the first bar. */
  value(column: PriceColumn, ago: number): number {
    if (!(ago >= 0))
      throw new ParameterError('ago', 'bars back from the current one, >= 0: later bars are not known', ago);
    const row = this.length - 1 - ago;
    return row >= 0 ? this.columns[column][row] : Number.NaN;
  }
}

function createColumns(capacity: number, from?: Record<PriceColumn, Float64Array>): Record<PriceColumn, Float64Array> {
  const columns = {} as Record<PriceColumn, Float64Array>;
  for (const name of COLUMNS) {
    columns[name] = new Float64Array(capacity);
    if (from !== undefined) columns[name].set(from[name]);
  }
  return columns;
}
