import { ParameterError } from '@quantblocks/core';
import type { SimulationConfig, StrategyDefinition } from '@quantblocks/engine';
import type { Outcome, Pruner, Sampler, Space, Terminator } from '@quantblocks/optimizer';
import type { Segment } from './segment.ts';

/** All that is code of a walk-forward search; what is data goes to the options of {@link walkForward}. */
export interface WalkForwardPlan<Params, Point> {
  readonly strategy: StrategyDefinition<Params>;
  /** What each fold may choose. */
  readonly space: Space<Point>;
  /** Complete parameters of a sampled point. @defaultValue `{ ...defaults, ...point }` */
  readonly params?: (point: Point, defaults: Params) => Params;
  /**
   * Assumptions of the simulation. Equity is always marked to market; `tradeFrom` counts from the first bar of a segment's warm-up and
   * can only delay trading; `funding` has one rate per bar of the whole series.
   * @defaultValue those of `simulate`
   */
  readonly config?: SimulationConfig | ((params: Params) => SimulationConfig);
  /**
   * What to maximise. NaN: the trial fails. Constraints must hold on every inner test.
   * @defaultValue the annualised Sharpe ratio of all bars of the segment, 0 where the account never moved
   */
  readonly objective?: (segment: Segment<Params>) => number | Outcome;
  /** @defaultValue `tpe()` */
  readonly sampler?: Sampler;
  /** Stops trials between inner folds. @defaultValue none */
  readonly pruner?: Pruner;
  /** Reasons to end the search of a fold before it has all its trials. @defaultValue none */
  readonly stop?: readonly Terminator[];
}

/**
 * Declares what a walk-forward search runs; parameters and points are inferred.
 *
 * For worker threads it is a named export of a module that starts nothing, given to {@link walkForward} by {@link planRef}.
 *
 * @throws a {@link ParameterError} if there is no strategy or no space.
 *
 * @example
 * ```ts
 * import { int, space } from '@quantblocks/optimizer';
 * import { definePlan } from '@quantblocks/walk-forward';
 *
 * const momentum = definePlan({
 *   strategy: {
 *     name: 'momentum',
 *     defaults: { length: 10 },
 *     prepare: (bars) => ({
 *       bars,
 *       plan: ({ length }) => ({ signal: Int8Array.from(bars.close, (price, i) => Math.sign(price - bars.close[i - length]) || 0) }),
 *     }),
 *   },
 *   space: space({ length: int(2, 50) }),
 * });
 * momentum.space.size; // => 49
 * ```
 */
export function definePlan<Params, Point>(plan: WalkForwardPlan<Params, Point>): WalkForwardPlan<Params, Point> {
  if (!isPlan(plan)) throw new ParameterError('plan', 'an object with a strategy and a space', plan);
  return plan;
}

export function isPlan(value: unknown): boolean {
  const { strategy, space } = (value ?? {}) as Partial<WalkForwardPlan<unknown, unknown>>;
  return typeof strategy?.prepare === 'function' && typeof space?.decode === 'function';
}

/** Complete parameters of a point. */
export function paramsOf<Params, Point>(plan: WalkForwardPlan<Params, Point>, point: Point): Params {
  const { defaults } = plan.strategy;
  return plan.params === undefined ? { ...defaults, ...point } : plan.params(point, defaults);
}
