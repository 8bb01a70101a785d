import { type Bars, ParameterError } from '@quantblocks/core';
import {
  type BacktestResult,
  createWorkspace,
  type OrderPlan,
  type SimulationConfig,
  simulate,
} from '@quantblocks/engine';
import { requireBars } from '../checks.ts';

/** What every stress of a plan takes. */
export interface PlanStressOptions {
  /** What the simulation assumes. */
  config?: SimulationConfig;
  /**
   * Performance of one run, positive for a gain. The result is only good until it returns: take a number from it.
   * @defaultValue total return, `finalEquity / initialCapital - 1`
   */
  measure?: (result: BacktestResult) => number;
  /** Closed positions below which there is no verdict. @defaultValue `30` */
  minPositions?: number;
}

/** One simulation of a stress. */
export interface StressRun {
  readonly value: number;
  /** Positions closed. */
  readonly positions: number;
}

/** Simulates plans on the same bars in one memory. */
export function stressRunner(
  bars: Bars,
  { config = {}, measure = totalReturnOf }: PlanStressOptions,
): (plan: OrderPlan, overrides?: SimulationConfig) => StressRun {
  requireBars(bars);
  const workspace = createWorkspace(bars.length);
  return (plan, overrides = {}) => {
    const result = simulate(bars, plan, { ...config, ...overrides }, workspace);
    const value = measure(result);
    if (typeof value !== 'number') throw new ParameterError('measure', 'a function to numbers', value);
    return { value, positions: result.positions.length };
  };
}

function totalReturnOf({ finalEquity, initialCapital }: BacktestResult): number {
  return finalEquity / initialCapital - 1;
}
