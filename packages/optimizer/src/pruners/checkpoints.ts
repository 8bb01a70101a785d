import { requireInteger } from '../require-integer.ts';
import type { TrialCurve } from './pruner.ts';

/** At which steps a rule is applied. */
export interface CheckpointOptions {
  /** Steps below this number are never judged. @defaultValue `0` */
  readonly warmupSteps?: number;
  /**
   * Judge once per so many steps, from `warmupSteps` on: at the first report in each interval. @defaultValue `1`
   */
  readonly intervalSteps?: number;
}

/** The options with their defaults. @throws a {@link ParameterError} if one is out of range. */
export function resolveCheckpoints(options: CheckpointOptions): Required<CheckpointOptions> {
  const { warmupSteps = 0, intervalSteps = 1 } = options;
  requireInteger('warmupSteps', warmupSteps, 0);
  requireInteger('intervalSteps', intervalSteps, 1);
  return { warmupSteps, intervalSteps };
}

/** Whether the latest report is the first one in its interval. */
export function isCheckpoint(trial: TrialCurve, options: Required<CheckpointOptions>): boolean {
  const { warmupSteps, intervalSteps } = options;
  const last = trial.steps.length - 1;
  if (last < 0 || trial.steps[last] < warmupSteps) return false;
  const start = trial.steps[last] - ((trial.steps[last] - warmupSteps) % intervalSteps);
  return last === 0 || trial.steps[last - 1] < start;
}
