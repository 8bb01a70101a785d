import type { Bars } from '@quantblocks/core';
import type { BacktestResult } from '@quantblocks/engine';
import { equityToReturns, type QuickStats, quickStats } from '@quantblocks/metrics';

/**
 * One run on one range of bars, for an objective to judge. It shares memory with the next run: take numbers from it, and keep none of
 * its arrays but `returns`.
 */
export class Segment<Params> {
  declare readonly params: Params;
  /** The bars of the range and, before them, those that feed indicators. There are none after the range. */
  declare readonly bars: Bars;
  /** First bar of the range: those before neither trade nor count. */
  declare readonly first: number;
  declare readonly periodsPerYear: number;
  /** Of all `bars`; what is open at the end is marked to market. */
  declare readonly result: BacktestResult;
  #stats: QuickStats | undefined;

  constructor(fields: Pick<Segment<Params>, 'params' | 'bars' | 'first' | 'periodsPerYear' | 'result'>) {
    Object.assign(this, fields);
  }

  /** Value of the account at each close of the range. */
  get equity(): Float64Array {
    return this.result.equity.subarray(this.first);
  }

  /** Sharpe and Sortino ratio, growth, drawdown. */
  get stats(): QuickStats {
    this.#stats ??= quickStats(this.equity, this.result.initialCapital, this.periodsPerYear);
    return this.#stats;
  }

  /** Simple return of each bar of the range, a new array. */
  get returns(): Float64Array {
    return equityToReturns(this.equity, this.result);
  }

  /** Positions that were closed. */
  get positions(): number {
    return this.result.positions.length;
  }
}

/** What is kept of a run. */
export interface SegmentSummary {
  /** Simple return of each bar, flat ones too. */
  readonly returns: Float64Array;
  /** A fraction. */
  readonly totalReturn: number;
  /** Per year; NaN if the account never moved. */
  readonly sharpe: number;
  /** A fraction <= 0. */
  readonly maxDrawdown: number;
  /** Positions that were closed. */
  readonly positions: number;
  /** Share of the bars that ended in a position. */
  readonly exposure: number;
  /** Whether a position was left open at the end, marked to market. */
  readonly isOpen: boolean;
}

export function summariseSegment<Params>(segment: Segment<Params>): SegmentSummary {
  const { stats, returns, positions, result } = segment;
  const { totalReturn, sharpe, maxDrawdown } = stats;
  const exposure = result.exposureBars / returns.length;
  return { returns, totalReturn, sharpe, maxDrawdown, positions, exposure, isOpen: result.open !== null };
}

/** Of a fold that chose nothing: no position is taken. */
export function flatSummary(bars: number): SegmentSummary {
  return {
    returns: new Float64Array(bars),
    totalReturn: 0,
    sharpe: Number.NaN,
    maxDrawdown: 0,
    positions: 0,
    exposure: 0,
    isOpen: false,
  };
}
