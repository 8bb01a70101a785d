import type { Bars } from '@quantblocks/core';
import type { OrderPlan } from './order-plan.ts';

/**
 * A strategy in two steps, so that a search pays for indicators once: `prepare` looks at the bars and memoises what few
 * parameters share; `plan` turns one set of parameters into orders and must be cheap.
 *
 * Both are pure and causal: plan value `i` depends on bars `0 .. i`.
 */
export interface StrategyDefinition<Params> {
  readonly name: string;
  /** Complete parameters with default values. */
  readonly defaults: Params;
  prepare(bars: Bars): PreparedStrategy<Params>;
}

/** A strategy bound to bars. */
export interface PreparedStrategy<Params> {
  readonly bars: Bars;
  plan(params: Params): OrderPlan;
}
