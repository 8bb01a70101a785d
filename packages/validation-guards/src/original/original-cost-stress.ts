import { ParameterError } from '@quantblocks/core';
import { requireFunction } from '../checks.ts';
import { judge, type OriginalGuard } from './original-guard.ts';

/** What a backtest at other costs has to answer. */
export interface OriginalRun {
  /** Per year. */
  readonly sharpe: number;
  /** A fraction. */
  readonly totalReturn: number;
}

/** A backtest at given costs. */
export interface OriginalCostScenario extends OriginalRun {
  readonly feeBps: number;
  readonly slippageBps: number;
}

/** Answer of {@link originalCostStress}. */
export interface OriginalCostStress extends OriginalGuard {
  /** Fees and slippage of 5/2 (the earlier system's own), 10/5 (the guard), 15/8, 20/10 and 30/12 bps. */
  readonly scenarios: readonly OriginalCostScenario[];
  /** Fees of 0 to 50 bps, slippage 0.4 of them. */
  readonly curve: readonly OriginalCostScenario[];
  /** The LAST fee of the curve with a positive return and Sharpe ratio; 0 if there is none. */
  readonly breakEvenFeeBps: number;
  /** Break-even less the 5 bps that were assumed. */
  readonly edgeBufferBps: number;
}

const SCENARIOS = [
  [5, 2],
  [10, 5],
  [15, 8],
  [20, 10],
  [30, 12],
] as const;
const BASE_FEE = 5;
const HIGHEST_FEE = 50;

/**
 * Guard 006 of the earlier system: passes if the Sharpe ratio at 10 bps fees and 5 bps slippage per fill is above 1.
 *
 * @param run - The same strategy at other costs; called 56 times.
 * @throws a {@link ParameterError} if a result is not finite.
 *
 * @example
 * ```ts
 * import { originalCostStress } from '@quantblocks/validation-guards';
 *
 * const { value, breakEvenFeeBps } = originalCostStress((feeBps, slippageBps) => {
 *   const edge = 28 - feeBps - slippageBps;
 *   return { sharpe: edge / 10, totalReturn: edge / 100 };
 * });
 * [value, breakEvenFeeBps]; // => [1.3, 19]
 * ```
 */
export function originalCostStress(run: (feeBps: number, slippageBps: number) => OriginalRun): OriginalCostStress {
  requireFunction('run', run);
  const at = (feeBps: number, slippageBps: number): OriginalCostScenario => {
    const { sharpe, totalReturn } = run(feeBps, slippageBps) ?? {};
    if (!(Number.isFinite(sharpe) && Number.isFinite(totalReturn))) {
      throw new ParameterError('run', 'finite results', `${sharpe} and ${totalReturn} at ${feeBps} bps`);
    }
    return { feeBps, slippageBps, sharpe, totalReturn };
  };
  const scenarios = SCENARIOS.map(([feeBps, slippageBps]) => at(feeBps, slippageBps));
  const curve = Array.from({ length: HIGHEST_FEE + 1 }, (_, feeBps) => at(feeBps, 0.4 * feeBps));
  const breakEvenFeeBps = curve.findLast(({ sharpe, totalReturn }) => totalReturn > 0 && sharpe > 0)?.feeBps ?? 0;
  const value = scenarios[1].sharpe;
  const explanation = `At twice the costs the Sharpe ratio is ${value.toFixed(2)} instead of ${scenarios[0].sharpe.toFixed(2)}; the last fee with a profit is ${breakEvenFeeBps} bps.`;
  const guard = judge('006', { value, n: curve.length + scenarios.length, explanation });
  return { ...guard, scenarios, curve, breakEvenFeeBps, edgeBufferBps: breakEvenFeeBps - BASE_FEE };
}
