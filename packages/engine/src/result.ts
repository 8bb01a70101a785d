import type { ResolvedConfig } from './resolve-config.ts';

/** Why (part of) a position was closed; the index is the code stored in the tables. */
export const EXIT_REASONS = ['signal', 'stop', 'target', 'trail', 'time', 'liquidation', 'end'] as const;

/** One of {@link EXIT_REASONS}. */
export type ExitReason = (typeof EXIT_REASONS)[number];

/** Why an entry signal did not become a position; the index is the code stored in {@link RejectionTable}. */
export const REJECTIONS = ['zeroRisk', 'unknownLevel', 'ladder', 'noCapital', 'zeroSize', 'ruined'] as const;

/** One of {@link REJECTIONS}. */
export type Rejection = (typeof REJECTIONS)[number];

/**
 * Closed positions in closing order, one row each, however many legs they were closed in. Samples of every statistic.
 *
 * Under a reused workspace the columns are views that the next run overwrites.
 */
export interface PositionTable {
  readonly length: number;
  /** +1 long, -1 short. */
  readonly side: Int8Array;
  readonly entryBar: Int32Array;
  /** Bar of the last leg. */
  readonly exitBar: Int32Array;
  readonly entryPrice: Float64Array;
  /** Quantity-weighted over the legs. */
  readonly exitPrice: Float64Array;
  readonly quantity: Float64Array;
  /** Distance from entry to the initial stop in price units; NaN without a stop. */
  readonly initialRisk: Float64Array;
  /** Before costs and funding. */
  readonly grossPnl: Float64Array;
  readonly fees: Float64Array;
  readonly slippage: Float64Array;
  /** Received (+) or paid (-). */
  readonly funding: Float64Array;
  /** `grossPnl - fees - slippage + funding`. */
  readonly netPnl: Float64Array;
  /** Index into {@link EXIT_REASONS}, of the last leg. */
  readonly reason: Uint8Array;
  /** 1 if the stop and a target were both inside one bar, so that the policy decided. */
  readonly ambiguous: Uint8Array;
}

/** Partial exits in closing order. */
export interface LegTable {
  readonly length: number;
  /** Row in the {@link PositionTable}; its length for legs of the position that is still open. */
  readonly position: Int32Array;
  /** 1-based number of the target this part belonged to; 0 = the part without a target. */
  readonly leg: Uint8Array;
  readonly exitBar: Int32Array;
  readonly exitPrice: Float64Array;
  readonly quantity: Float64Array;
  readonly grossPnl: Float64Array;
  /** Fees and slippage: the leg's share of the entry, and its exit. */
  readonly costs: Float64Array;
  /** `grossPnl - costs`; funding belongs to the position. */
  readonly netPnl: Float64Array;
  readonly reason: Uint8Array;
}

/** Entry signals that could not be filled, each with its reason. */
export interface RejectionTable {
  readonly length: number;
  readonly bar: Int32Array;
  /** Index into {@link REJECTIONS}. */
  readonly reason: Uint8Array;
}

/** What is still open after the last bar, valued at its close. */
export interface OpenPosition {
  readonly side: 1 | -1;
  readonly entryBar: number;
  readonly entryPrice: number;
  /** Units still held. */
  readonly quantity: number;
  /** Price of the stop as it stands; NaN without one. */
  readonly stop: number;
  readonly markPrice: number;
  /** Of the units still held, before costs. */
  readonly unrealisedPnl: number;
  /** Net of costs and funding: legs already closed, the entry, and the part still held at market. */
  readonly netPnl: number;
}

/** Outcome of one simulation, with every assumption it was made under. */
export interface BacktestResult {
  readonly initialCapital: number;
  /** At the last close, open position at market (realised only under `equity: 'realised'`). */
  readonly finalEquity: number;
  /** Value at each close; empty under `equity: 'none'`. */
  readonly equity: Float64Array;
  readonly positions: PositionTable;
  readonly legs: LegTable;
  readonly rejections: RejectionTable;
  readonly open: OpenPosition | null;
  /** Bars in which stop and target were both reachable, so that the intrabar policy decided the outcome. */
  readonly ambiguousBars: number;
  /** Fills at an open that was already beyond the level. */
  readonly gapFills: number;
  /** Bars with a stop or target inside that the magnifier had no bars for; they were taken as `worst`. */
  readonly unmagnifiedBars: number;
  /** Entries cut down to `maxLeverage`. */
  readonly cutEntries: number;
  readonly liquidations: number;
  /** Bars at whose close a position was open. */
  readonly exposureBars: number;
  /** Sum of the value of all fills. */
  readonly turnover: number;
  readonly fees: number;
  readonly slippage: number;
  readonly funding: number;
  /**
   * First bar on which a position was closed that left zero or less; `-1` if never. Nothing trades after it, unless
   * `maintenanceMargin` is `null`.
   */
  readonly ruinedAt: number;
  /** Every assumption, defaults filled in. */
  readonly config: ResolvedConfig;
}
