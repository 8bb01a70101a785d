/** A typed array as base64 of its little-endian bytes. */
export interface Column {
  readonly type: 'f64' | 'f32' | 'i32' | 'i8' | 'u8';
  readonly data: string;
}

/** Closed positions, one value per position. Times in epoch milliseconds, `mae` and `mfe` as fractions. */
export type PositionColumn =
  | 'side'
  | 'entryTime'
  | 'entryPrice'
  | 'exitTime'
  | 'exitPrice'
  | 'quantity'
  | 'grossPnl'
  | 'fees'
  | 'slippage'
  | 'funding'
  | 'netPnl'
  | 'r'
  | 'mae'
  | 'mfe'
  | 'reason'
  | 'ambiguous';

/** Trades of one run. */
export interface RunPayload {
  readonly name: string;
  readonly positions: Readonly<Record<PositionColumn, Column>>;
  readonly legs: Readonly<Record<'position' | 'time' | 'price' | 'reason', Column>>;
}

/** Everything the browser needs; the JSON inside the report. */
export interface ReportPayload {
  readonly symbol: string;
  readonly timeframeMs: number;
  readonly priceDigits: number;
  /** More than 1 if neighbouring bars were grouped to bound the size. */
  readonly barsPerPoint: number;
  readonly time: Column;
  readonly open: Column;
  readonly high: Column;
  readonly low: Column;
  readonly close: Column;
  /** Runs, then the benchmark; all scaled to the first run's starting capital. */
  readonly lines: readonly {
    readonly name: string;
    readonly benchmark: boolean;
    readonly equity: Column;
    readonly drawdown: Column;
  }[];
  readonly rollingTime: Column;
  readonly rolling: readonly Column[];
  readonly runs: readonly RunPayload[];
  readonly reasons: readonly string[];
}
