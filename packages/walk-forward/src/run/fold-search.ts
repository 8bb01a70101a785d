import { IntegrityError, mean, ParameterError, standardDeviation } from '@quantblocks/core';
import {
  createStudy,
  type Objective,
  type Outcome,
  optimize,
  type Progress,
  type StudyOptions,
  type Trial,
} from '@quantblocks/optimizer';
import { concatenate } from '../concatenate.ts';
import type { BarRange } from '../splits/fold.ts';
import type { WalkForwardPlan } from './plan.ts';
import type { SegmentSummary } from './segment.ts';
import type { Evaluator, RunSettings, SegmentScore } from './segment-runner.ts';

/** One fold as plain data. */
export interface FoldTask {
  readonly index: number;
  /** Ranges every trial is scored on: the inner tests, or the training range itself. */
  readonly samples: readonly BarRange[];
  readonly train: BarRange;
  readonly test: BarRange;
}

/** What decides a search, as plain data. */
export interface SearchSettings extends RunSettings {
  readonly trials: number;
  readonly batch: number;
  readonly seed: number | string;
  /** Weight of the standard deviation over inner tests. */
  readonly lambda: number;
  /** Positions a trial needs on all its samples together; 0: no such constraint. */
  readonly minPositions: number;
}

/** What a fold gave, as plain data. */
export interface FoldRecord {
  /** Of the study, without durations. */
  readonly log: string;
  /** Return series of trials, by number. */
  readonly series: readonly (readonly [trial: number, returns: Float64Array])[];
  /** Why the search ended, after how many trials, and the best value; NaN if nothing was chosen. */
  readonly stopped: string;
  readonly ended: number;
  readonly best: number;
  /** `null` if nothing was chosen, here and below. */
  readonly inSample: SegmentSummary | null;
  readonly outOfSample: SegmentSummary | null;
}

/** The study of a fold depends on the seed and the fold's index, not on which other folds there are. */
export function studyOptions<Params, Point>(
  { space, sampler, pruner }: WalkForwardPlan<Params, Point>,
  { index }: FoldTask,
  seed: number | string,
): StudyOptions<Point> {
  return {
    space,
    seed: `${seed} fold ${index}`,
    direction: 'maximize',
    ...(sampler && { sampler }),
    ...(pruner && { pruner }),
  };
}

/** Chooses parameters in sample, then runs the chosen ones in and, once, out of sample. */
export async function searchFold<Params, Point>(
  plan: WalkForwardPlan<Params, Point>,
  task: FoldTask,
  settings: SearchSettings,
  evaluator: Evaluator<Point>,
  options: { readonly signal: AbortSignal; readonly onProgress?: (progress: Progress<Point>) => void },
): Promise<FoldRecord> {
  const study = createStudy(studyOptions(plan, task, settings.seed));
  const { trials, batch } = settings;
  const objective = foldObjective(task, settings, evaluator);
  const { stopped } = await optimize(study, objective, {
    trials,
    batch,
    ...options,
    ...(plan.stop && { stop: plan.stop }),
  });
  options.signal.throwIfAborted();
  const { best, series } = study;
  if (best !== null) await requireRepeatable(best, task, evaluator);
  const inSample = best && (await evaluator.summarise(best.params, task.train));
  const outOfSample = best && (await evaluator.judge(best.params, task.test));
  return {
    log: study.log({ durations: false }),
    series: series.trials().map((trial) => [trial, series.get(trial) as Float64Array]),
    stopped,
    ended: study.trials.length,
    best: best?.values?.[0] ?? Number.NaN,
    inSample,
    outOfSample,
  };
}

/** What a run leaves behind, in a strategy or in the bars, makes results depend on the order of runs, and on who computes them. */
async function requireRepeatable<Point>(
  { params, values, reports }: Trial<Point>,
  { samples }: FoldTask,
  evaluator: Evaluator<Point>,
): Promise<void> {
  const before = samples.length === 1 ? values?.[0] : reports[0].value;
  const { value } = await evaluator.score(params, samples[0]);
  if (value !== before) {
    throw new IntegrityError(
      `a run of ${JSON.stringify(params)}`,
      `the value ${before} again, as a strategy keeps no state between plans and does not write to bars`,
      value,
    );
  }
}

function foldObjective<Point>(
  { samples }: FoldTask,
  settings: SearchSettings,
  evaluator: Evaluator<Point>,
): Objective<Point> {
  const last = samples.length - 1;
  return async (point, trial) => {
    const scores: SegmentScore[] = [];
    for (const [step, range] of samples.entries()) {
      const score = await evaluator.score(point, range);
      scores.push(score);
      if (last === 0) break;
      trial.report(step, score.value);
      if (step < last && trial.shouldPrune()) return { pruned: true };
    }
    return outcomeOf(scores, settings);
  };
}

/** Mean less `lambda` standard deviations; constraints are as bad as on the worst sample. */
function outcomeOf(scores: readonly SegmentScore[], { lambda, minPositions }: SearchSettings): Outcome {
  const values = scores.map(({ value }) => value);
  const spread = values.length === 1 ? 0 : standardDeviation(values);
  const [{ constraints: first }] = scores;
  if (scores.some(({ constraints }) => constraints.length !== first.length)) {
    throw new ParameterError('plan.objective', 'equally many constraints every time', first.length);
  }
  const constraints = first.map((_, i) => Math.max(...scores.map((score) => score.constraints[i])));
  const positions = scores.reduce((total, score) => total + score.positions, 0);
  if (minPositions > 0) constraints.push(minPositions - positions);
  const returns = scores.flatMap((score) => (score.returns === undefined ? [] : [score.returns]));
  return {
    value: mean(values) - lambda * spread,
    ...(constraints.length > 0 && { constraints }),
    ...(returns.length > 0 && { returns: returns.length === 1 ? returns[0] : concatenate(returns) }),
  };
}
