import type { Bars } from '@quantblocks/core';

/** How many units an entry buys. `weight` of the plan multiplies every form. */
export type Sizing =
  /** A fixed number of units. */
  | { readonly kind: 'units'; readonly value: number }
  /** A fixed amount of money. */
  | { readonly kind: 'cash'; readonly value: number }
  /** A fraction of equity at the fill. */
  | { readonly kind: 'fraction'; readonly value: number }
  /** Lose `value` (a fraction) of the base if the initial stop is hit at its price; needs a stop. */
  | { readonly kind: 'risk'; readonly value: number; readonly base?: 'equity' | 'initial' };

/** Trading costs, in basis points of traded value. */
export interface Costs {
  /** Fee of market and stop orders. @defaultValue `5` */
  readonly feeBps?: number;
  /** Fee of targets, which rest in the book. @defaultValue `feeBps` */
  readonly makerFeeBps?: number;
  /** Slippage of market and stop orders, booked as a cost so that fills stay inside the bar. @defaultValue `2` */
  readonly slippageBps?: number;
  /** Targets do not slip by default; `true` charges them as well. @defaultValue `false` */
  readonly slipTargets?: boolean;
  /**
   * `perFill`: on the value of each fill. `entryNotional`: twice on the entry value, booked at the exit (the earlier
   * FINAL TRIGGER system). @defaultValue `'perFill'`
   */
  readonly charge?: 'perFill' | 'entryNotional';
}

/**
 * What happens first inside a bar that reaches both the stop and a target:
 * - `worst`: the stop, and `best`: the targets, always, even where the open had already decided: the two bounds;
 * - `ohlc`, `olhc`: the price runs open-high-low-close or open-low-high-close;
 * - `nearestExtreme`: the extreme nearer to the open comes first;
 * - `magnifier`: bars of a lower timeframe decide, each taken as `worst`.
 */
export type IntrabarPolicy = 'worst' | 'best' | 'ohlc' | 'olhc' | 'nearestExtreme' | 'magnifier';

/** Everything the simulator assumes; every field has a default. */
export interface SimulationConfig {
  /** Money at the start. @defaultValue `10_000` */
  readonly initialCapital?: number;
  /** Fill of a decision: the open of the next bar, or the close it was made on. @defaultValue `'nextOpen'` */
  readonly entry?: 'nextOpen' | 'close';
  /** Which signals may open positions. @defaultValue `'both'` */
  readonly sides?: 'both' | 'long' | 'short';
  /** An opposite signal reverses, only closes, or is ignored while a position is open. @defaultValue `'reverse'` */
  readonly onOpposite?: 'reverse' | 'close' | 'ignore';
  /** @defaultValue all equity: `{ kind: 'fraction', value: 1 }` */
  readonly sizing?: Sizing;
  readonly costs?: Costs;
  /** Largest position value as a multiple of equity; larger orders are cut. @defaultValue `1` */
  readonly maxLeverage?: number;
  /**
   * Equity a position must keep, as a fraction of its value, or be liquidated; tested before targets. `null`: positions
   * are never liquidated and the account may go below zero. @defaultValue `0.005`
   */
  readonly maintenanceMargin?: number | null;
  /**
   * Quantities, and those of legs, are rounded down to a multiple; the last leg takes the rest. A leg that rounds to nothing is
   * not there: it moves no stop either. @defaultValue `0` (any quantity)
   */
  readonly quantityStep?: number;
  /** @defaultValue `'worst'` */
  readonly intrabar?: IntrabarPolicy;
  /** Bars of a lower timeframe for `intrabar: 'magnifier'`. */
  readonly magnifier?: Bars;
  /** Stops and targets already work on the bar of a `nextOpen` entry. @defaultValue `true` */
  readonly entryBarStops?: boolean;
  /** A level that the bar opened beyond fills at the open, not at the level. @defaultValue `true` */
  readonly gapFill?: boolean;
  /** A stop moved by a target works from the next bar, or at once. Path policies always move at once. @defaultValue `'nextBar'` */
  readonly movedStop?: 'nextBar' | 'sameBar';
  /** A stop moved by a target may only tighten, or goes where it is told. @defaultValue `'tighten'` */
  readonly stopMoves?: 'tighten' | 'assign';
  /** Targets that do not ascend at the fill refuse the entry, or are applied as they stand. @defaultValue `'strict'` */
  readonly ladder?: 'strict' | 'literal';
  /** `stopsFirst` tests stops and targets of the whole bar before the order due at its open (vectorbt). @defaultValue `'openFirst'` */
  readonly barOrder?: 'openFirst' | 'stopsFirst';
  /** Whether the entry bar's extreme counts for a trailing stop. @defaultValue `true` */
  readonly trailEntryBar?: boolean;
  /** Equity at each close: open position at market, realised only, or no series at all (the fast form for grids). @defaultValue `'markToMarket'` */
  readonly equity?: 'markToMarket' | 'realised' | 'none';
  /** Rate paid by longs to shorts at the open of each bar, on positions held into it (see {@link alignFunding}). */
  readonly funding?: Float64Array;
  /** Close what is open at the last close. @defaultValue `false`: it is reported as open, at market */
  readonly closeAtEnd?: boolean;
  /** First bar whose signal may be acted on; earlier bars only feed indicators. @defaultValue `0` */
  readonly tradeFrom?: number;
}
