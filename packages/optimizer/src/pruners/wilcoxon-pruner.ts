import { mean, ParameterError } from '@quantblocks/core';
import { requireInteger } from '../require-integer.ts';
import { pocockLevel } from './pocock-level.ts';
import type { Pruner, TrialCurve } from './pruner.ts';
import { wilcoxonSignedRank } from './wilcoxon-signed-rank.ts';

/** Options of {@link wilcoxonPruner}. */
export interface WilcoxonPrunerOptions {
  /** Stop below this p value, in (0, 1). @defaultValue `0.1` */
  readonly pThreshold?: number;
  /** Common steps needed before anything is stopped; fewer than 2 count as 2. @defaultValue `2` */
  readonly startupSteps?: number;
  /**
   * `'none'`: `pThreshold` holds for each step, so that a trial as good as the best one is stopped far more often in the
   * end. `'pocock'`: it holds for the whole trial. @defaultValue `'none'`
   */
  readonly correction?: 'none' | 'pocock';
}

/**
 * Stops a trial that is worse than the best one on the same steps, where a step is one fold, asset or period of many:
 * the differences in loss are put to a {@link wilcoxonSignedRank} test, one-sided.
 *
 * The best trial is the complete one with the lowest loss. Nothing is stopped while fewer than two steps are common, if
 * a loss of either trial is not finite, or if the mean loss of the trial is not above the best one's. A step must be
 * the same fold in every trial.
 *
 * The test is repeated with every step. At the default level and 10 steps a trial that is exactly as good as the best
 * one is stopped with a probability of 0.18, at 50 steps 0.35. The correction tests each step at the smaller level of a
 * Pocock boundary over as many steps as the best trial has, beginning where the test can reject at all, which
 * takes `2^-n < pThreshold`.
 *
 * @throws a {@link ParameterError} if an option is out of range.
 * @remarks Optuna's rule; ties and zeros are counted exactly, see {@link wilcoxonSignedRank}. It has no correction of
 * its own.
 *
 * @example
 * ```ts
 * import { createStudy, int, space, wilcoxonPruner } from '@quantblocks/optimizer';
 *
 * const study = createStudy({ space: space({ length: int(2, 50) }), pruner: wilcoxonPruner() });
 * const [good, poor] = study.ask(2);
 * for (let fold = 0; fold < 5; fold++) study.report(good.number, fold, fold);
 * study.tell(good.number, 2);
 * const stopped = [0, 1, 2, 3, 4].map((fold) => {
 *   study.report(poor.number, fold, 2 * fold + 1);
 *   return study.shouldPrune(poor.number);
 * });
 * stopped; // => [false, false, false, true, true]
 * ```
 */
export function wilcoxonPruner(options: WilcoxonPrunerOptions = {}): Pruner {
  const { pThreshold = 0.1, startupSteps = 2, correction = 'none' } = options;
  if (!(pThreshold > 0 && pThreshold < 1)) throw new ParameterError('pThreshold', 'a number in (0, 1)', pThreshold);
  requireInteger('startupSteps', startupSteps, 0);
  if (correction !== 'none' && correction !== 'pocock') {
    throw new ParameterError('correction', "'none' or 'pocock'", correction);
  }
  const needed = Math.max(2, startupSteps);
  const levels = new Map<number, number>();
  const levelOver = (steps: number): number => {
    if (correction === 'none') return pThreshold;
    let level = levels.get(steps);
    if (level === undefined) {
      const able = Math.floor(-Math.log2(pThreshold)) + 1;
      level = pocockLevel(pThreshold, Math.max(needed, able), steps);
      levels.set(steps, level);
    }
    return level;
  };
  return {
    name: 'wilcoxon',
    options: { pThreshold, startupSteps, correction },
    shouldPrune(trial, finished) {
      const best = bestOf(finished);
      if (best === null || !areFinite(trial.values) || !areFinite(best.values)) return false;
      const differences = pairedDifferences(trial, best);
      if (differences.length < needed || !(mean(best.values) < mean(trial.values))) return false;
      return wilcoxonSignedRank(differences).pValue < levelOver(best.steps.length);
    },
  };
}

function bestOf(finished: readonly TrialCurve[]): TrialCurve | null {
  let best: TrialCurve | null = null;
  for (const trial of finished) {
    if (trial.state !== 'complete' || Number.isNaN(trial.loss)) continue;
    const isBetter = best === null || trial.loss < best.loss;
    if (isBetter || (trial.loss === best?.loss && trial.number < best.number)) best = trial;
  }
  return best;
}

function areFinite(values: ArrayLike<number>): boolean {
  return Array.prototype.every.call(values, Number.isFinite);
}

/** Loss of the trial less that of the best one, at the steps both have. */
function pairedDifferences(trial: TrialCurve, best: TrialCurve): number[] {
  const differences: number[] = [];
  for (let i = 0, j = 0; i < trial.steps.length && j < best.steps.length; ) {
    if (trial.steps[i] === best.steps[j]) differences.push(trial.values[i++] - best.values[j++]);
    else if (trial.steps[i] < best.steps[j]) i++;
    else j++;
  }
  return differences;
}
