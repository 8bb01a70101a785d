import { ParameterError } from '@quantblocks/core';
import { type Crew, type Executor, type Job, type JobRef, jobRef, TaskError } from '@quantblocks/farm';
import type { Progress } from '@quantblocks/optimizer';
import { FoldError } from './fold-error.ts';
import { type FoldRecord, type FoldTask, searchFold } from './fold-search.ts';
import {
  createFoldJob,
  createSegmentJob,
  type foldJob,
  type SegmentInput,
  type Setup,
  type segmentJob,
} from './jobs.ts';
import type { WalkForwardPlan } from './plan.ts';
import { isPlanRef } from './plan-ref.ts';
import type { SegmentSummary } from './segment.ts';
import type { Evaluator, SegmentScore } from './segment-runner.ts';

/** A walk-forward search, checked and ready to run. */
export interface Search<Params, Point> {
  readonly given: unknown;
  readonly plan: WalkForwardPlan<Params, Point>;
  readonly tasks: readonly FoldTask[];
  readonly setup: Setup;
  readonly executor: Executor;
  readonly progress: (fold: number, ended: number, best: number, isDone: boolean) => void;
  readonly signal: AbortSignal | undefined;
}

/** All folds at once: each is searched where its task runs. */
export async function searchFolds<Params, Point>(search: Search<Params, Point>): Promise<FoldRecord[]> {
  const { plan, tasks, progress, signal } = search;
  const job = isPlanRef(search.given)
    ? jobRef<typeof foldJob>(import.meta.resolve('#jobs'), 'foldJob')
    : createFoldJob(plan as WalkForwardPlan<unknown, unknown>);
  const crew = await open(search, job);
  try {
    return await Promise.all(
      tasks.map(async (task) => {
        try {
          const { output } = await crew.run({ key: `fold ${task.index}`, input: task }, { signal });
          progress(task.index, output.ended, output.best, true);
          return output;
        } catch (error) {
          throw failure(task, error, signal);
        }
      }),
    );
  } finally {
    await crew.close();
  }
}

/** One fold after another: studies stay here, only runs are sent away. */
export async function searchTrials<Params, Point>(search: Search<Params, Point>): Promise<FoldRecord[]> {
  const { plan, tasks, setup, progress, signal = new AbortController().signal } = search;
  const job = isPlanRef(search.given)
    ? jobRef<typeof segmentJob>(import.meta.resolve('#jobs'), 'segmentJob')
    : createSegmentJob(plan as WalkForwardPlan<unknown, unknown>);
  const crew = await open(search, job);
  const records: FoldRecord[] = [];
  try {
    for (const task of tasks) {
      const onProgress = ({ ended, best }: Progress<Point>): void =>
        progress(task.index, ended, best?.values?.[0] ?? Number.NaN, false);
      try {
        const record = await searchFold(plan, task, setup.settings, remote(crew, task, signal), { signal, onProgress });
        progress(task.index, record.ended, record.best, true);
        records.push(record);
      } catch (error) {
        throw failure(task, error, signal);
      }
    }
    return records;
  } finally {
    await crew.close();
  }
}

/** Runs of a fold, computed by a crew. */
function remote<Point>(
  crew: Crew<SegmentInput, SegmentScore | SegmentSummary>,
  { index }: FoldTask,
  signal: AbortSignal,
): Evaluator<Point> {
  const run = async (what: SegmentInput['what'], point: Point, range: SegmentInput['range']): Promise<unknown> => {
    const key = `fold ${index} ${what} ${range.start}-${range.end} ${JSON.stringify(point)}`;
    try {
      return (await crew.run({ key, input: { fold: index, what, point, range } }, { signal })).output;
    } catch (error) {
      throw causeOf(error);
    }
  };
  return {
    score: (point, range) => run('score', point, range) as Promise<SegmentScore>,
    summarise: (point, range) => run('summarise', point, range) as Promise<SegmentSummary>,
    judge: (point, range) => run('judge', point, range) as Promise<SegmentSummary>,
  };
}

async function open<Params, Point, Input, Output>(
  { executor, setup, given, signal }: Search<Params, Point>,
  job: Job<Setup, Input, Output> | JobRef<Job<Setup, Input, Output>>,
): Promise<Crew<Input, Output>> {
  try {
    return await executor.open(job, setup, { signal });
  } catch (error) {
    // The job is ours, so what the executor cannot take is the plan.
    if (!(error instanceof ParameterError && error.parameter === 'job')) throw error;
    throw new ParameterError('plan', 'a planRef, because workers import their code', given);
  }
}

function failure({ index }: FoldTask, error: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted) return signal.reason;
  return new FoldError(index, causeOf(error));
}

/** What went wrong itself: that a task of ours carried it says nothing to the caller. */
function causeOf(error: unknown): unknown {
  return error instanceof TaskError && error.cause !== undefined ? error.cause : error;
}
