// What is searched, in a module of its own: worker threads import it.
import { type FinalTriggerParams, finalTrigger, simulationConfig } from '@quantblocks/final-trigger';
import { type ExitName, exitSpace, withPoint } from '@quantblocks/final-trigger/search';
import { wilcoxonPruner } from '@quantblocks/optimizer';
import { definePlan, type PlanRef, planRef, type WalkForwardPlan } from '@quantblocks/walk-forward';

type ExitPlan = WalkForwardPlan<FinalTriggerParams, Readonly<Record<ExitName, number>>>;

/** Stop and targets, scored on the training range as a whole. */
export const exits: ExitPlan = definePlan({
  strategy: finalTrigger,
  space: exitSpace(),
  params: (point, defaults) => withPoint(defaults, point),
  config: (params) => simulationConfig(params),
});

/** The same, scored on inner folds; a trial that is worse on most of them is stopped. */
export const exitsInner: ExitPlan = definePlan({ ...exits, pruner: wilcoxonPruner() });

export function planOf(name: 'exits' | 'exitsInner'): PlanRef<ExitPlan> {
  return planRef<ExitPlan>(import.meta.url, name);
}
