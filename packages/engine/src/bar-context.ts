import type { ExitRules } from './order-plan.ts';

/** What a strategy sees at the close of a bar, and how it answers. Nothing later than that close can be reached. */
export interface BarContext {
  /** Number of the current bar, from 0. */
  readonly index: number;
  /** Side of the open position: +1, -1, or 0. */
  readonly side: number;
  /** Equity at this close, before decisions that fill at this close. */
  readonly equity: number;
  /** Price `ago` bars back; NaN before the first bar. A negative `ago` throws: it would look ahead. */
  open(ago?: number): number;
  high(ago?: number): number;
  low(ago?: number): number;
  close(ago?: number): number;
  volume(ago?: number): number;
  time(ago?: number): number;
  /**
   * Asks for a position, as a `signal` of a plan does; the last call on a bar counts.
   *
   * @param rules - Exits of this position. @defaultValue the exits of the session
   * @param weight - Factor on the configured size. @defaultValue `1`
   */
  enter(side: 1 | -1, rules?: ExitRules, weight?: number): void;
  /** Asks to close whatever is open. */
  exit(): void;
}

/** A strategy called once per finished bar. */
export type BarStrategy = (context: BarContext) => void;
