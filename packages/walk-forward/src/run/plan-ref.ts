import { ParameterError } from '@quantblocks/core';
import { jobRef } from '@quantblocks/farm';
import { isPlan, type WalkForwardPlan } from './plan.ts';

/** Where a plan is found: code does not travel to a worker, its address does. */
export interface PlanRef<Plan> {
  /** URL of the module that exports the plan. */
  readonly module: string;
  /** Name of the export. */
  readonly name: string;
  /** Carries the plan's types for the compiler; never set. */
  readonly types?: Plan;
}

/**
 * The address of a plan, for workers that have to import it.
 *
 * @param module - URL of the module that exports the plan: `import.meta.url` inside it.
 * @param name - Name of the export.
 * @returns A reference; `planRef<typeof plan>(...)` gives it the plan's types.
 * @throws a {@link ParameterError} if `module` is not an absolute URL or `name` is empty.
 *
 * @example
 * ```ts
 * import { planRef } from '@quantblocks/walk-forward';
 *
 * planRef('file:///plans/momentum.js', 'momentum').name; // => 'momentum'
 * planRef('./momentum.js', 'momentum'); // => throws ParameterError
 * ```
 */
export function planRef<Plan>(module: URL | string, name: string): PlanRef<Plan> {
  const { module: url, name: exported } = jobRef(module, name);
  return { module: url, name: exported };
}

export function isPlanRef(value: unknown): value is PlanRef<unknown> {
  const { module, name } = (value ?? {}) as Partial<PlanRef<unknown>>;
  return typeof module === 'string' && typeof name === 'string';
}

/** The plan itself, imported if need be. @throws a {@link ParameterError} if it is none. */
export async function loadPlan<Params, Point>(
  plan: WalkForwardPlan<Params, Point> | PlanRef<WalkForwardPlan<Params, Point>>,
): Promise<WalkForwardPlan<Params, Point>> {
  if (!isPlanRef(plan)) {
    if (!isPlan(plan)) throw new ParameterError('plan', 'a plan with a strategy and a space, or a planRef', plan);
    return plan;
  }
  const { module, name } = plan;
  const exported = ((await import(/* @vite-ignore */ module)) as Record<string, unknown>)[name];
  if (!isPlan(exported)) throw new ParameterError('plan', `${module} to export a plan named ${name}`, exported);
  return exported as WalkForwardPlan<Params, Point>;
}
