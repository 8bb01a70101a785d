import type { Bars } from '@quantblocks/core';
import type { OrderPlan } from '@quantblocks/engine';
import { requireWhole } from '../checks.ts';
import { type CostCurve, type CostCurveOptions, costCurve } from './cost-curve.ts';
import { costScale } from './cost-scale.ts';
import { type PlanStressOptions, stressRunner } from './plan-stress.ts';

/** Options of {@link costStress}. */
export interface CostStressOptions extends Omit<CostCurveOptions, 'assumedBps'>, PlanStressOptions {}

/**
 * {@link costCurve} of a plan: simulated again under fees and slippage that grow together.
 *
 * The assumed costs are `feeBps + slippageBps` of the configuration; at other costs both, and the maker's fee, are scaled in proportion.
 * A maker's rebate stays as it is: stress must not raise income. Under `charge: 'entryNotional'` costs are of the entry value.
 *
 * @param bars - What is traded.
 * @param plan - `strategy.prepare(bars).plan(params)`: orders do not depend on costs, so it is made once.
 * @param options - Configuration of the simulation, costs to show, and the multiple that is asked.
 * @returns As {@link costCurve}; `n` counts the positions closed at the assumed costs, and too few are `insufficient`.
 * @throws a {@link ParameterError} if an option, the plan or the configuration is out of range.
 *
 * @example
 * ```ts
 * import { createBars } from '@quantblocks/core';
 * import { costStress } from '@quantblocks/validation-guards';
 *
 * const close = Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? 100 : 101));
 * const open = close.map((_, i) => close[Math.max(0, i - 1)]);
 * const bars = createBars({
 *   time: close.map((_, i) => i),
 *   open,
 *   high: close.map((value, i) => Math.max(value, open[i])),
 *   low: close.map((value, i) => Math.min(value, open[i])),
 *   close,
 * });
 * const signal = Int8Array.from(close, (value) => (value === 100 ? 1 : -1)); // the next bar goes back
 * const { breakEvenBps, status, n } = costStress(bars, { signal }, { config: { sizing: { kind: 'units', value: 1 } } });
 * [Math.round(breakEvenBps), status, n]; // => [50, 'pass', 198]
 * ```
 */
export function costStress(bars: Bars, plan: OrderPlan, options: CostStressOptions = {}): CostCurve {
  const { config = {}, minPositions = 30 } = options;
  requireWhole('minPositions', minPositions, 1);
  const run = stressRunner(bars, options);
  const scale = costScale(config.costs ?? {});
  const base = run(plan);
  const name = 'costStress';
  const curve = costCurve((costBps) => run(plan, { costs: scale.at(costBps) }).value, {
    ...options,
    assumedBps: scale.assumedBps,
  });
  if (base.positions >= minPositions) return { ...curve, name, n: base.positions };
  return {
    ...curve,
    name,
    n: base.positions,
    status: 'insufficient',
    explanation: `Only ${base.positions} of ${minPositions} positions were closed. ${curve.explanation}`,
  };
}
