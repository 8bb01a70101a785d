import { type Bars, periodsPerYear, sliceBars } from '@quantblocks/core';
import { createWorkspace, type SimulationConfig, simulate } from '@quantblocks/engine';
import { equityToReturns, positionPnl, profitFactor, quickStats } from '@quantblocks/metrics';
import type { BarRange } from '@quantblocks/walk-forward';
import type { PipelineStrategy } from '../strategy/pipeline-strategy.ts';

/** What is kept of one run on one range of bars. */
export interface SegmentFigures {
  /** Simple return per bar of the range, flat bars too. */
  readonly returns: Float64Array;
  /** Per year; 0 for an account that never moved. */
  readonly sharpe: number;
  /** Fractions. */
  readonly totalReturn: number;
  readonly maxDrawdown: number;
  /** NaN without a loss. */
  readonly profitFactor: number;
  /** Positions closed: the samples. */
  readonly positions: number;
  /** Fills that closed a part of one. */
  readonly legs: number;
  /** Share of bars with a position. */
  readonly exposure: number;
  /** Net profit per position. */
  readonly pnl: Float64Array;
}

/**
 * Runs a strategy on one range again and again: bars after it do not exist, those before feed indicators and do not trade. Indicators
 * are computed once for all trials.
 */
export class SegmentRunner<Params> {
  readonly periodsPerYear: number;
  readonly #strategy: PipelineStrategy<Params>;
  readonly #bars: Bars;
  readonly #first: number;
  readonly #prepared: ReturnType<PipelineStrategy<Params>['definition']['prepare']>;
  readonly #workspace: ReturnType<typeof createWorkspace>;

  constructor(strategy: PipelineStrategy<Params>, bars: Bars, { start, end, warmupStart }: BarRange) {
    this.#strategy = strategy;
    this.#bars = sliceBars(bars, warmupStart, end);
    this.#first = start - warmupStart;
    this.periodsPerYear = periodsPerYear(bars);
    this.#prepared = strategy.definition.prepare(this.#bars);
    this.#workspace = createWorkspace(this.#bars.length);
  }

  run(params: Params, overrides: SimulationConfig = {}): SegmentFigures {
    const config = { ...this.#strategy.simulation(params, this.#first), ...overrides };
    const result = simulate(this.#bars, this.#prepared.plan(params), config, this.#workspace);
    const { initialCapital, positions } = result;
    const equity = result.equity.subarray(this.#first);
    const { sharpe, totalReturn, maxDrawdown } = quickStats(equity, initialCapital, this.periodsPerYear);
    const pnl = positionPnl(positions);
    return {
      returns: equityToReturns(equity, { initialCapital }),
      sharpe: Number.isNaN(sharpe) ? 0 : sharpe,
      totalReturn,
      maxDrawdown,
      profitFactor: profitFactor(pnl),
      positions: positions.length,
      legs: result.legs.length,
      exposure: result.exposureBars / equity.length,
      pnl,
    };
  }
}

/** Of a range in which no position was taken. */
export function flatFigures(bars: number): SegmentFigures {
  return {
    returns: new Float64Array(bars),
    sharpe: 0,
    totalReturn: 0,
    maxDrawdown: 0,
    profitFactor: Number.NaN,
    positions: 0,
    legs: 0,
    exposure: 0,
    pnl: new Float64Array(0),
  };
}
