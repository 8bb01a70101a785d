import type { Bars } from '@quantblocks/core';
import { defineJob, type Job, type JobBody } from '@quantblocks/farm';
import type { BarRange } from '../splits/fold.ts';
import { type FoldRecord, type FoldTask, type SearchSettings, searchFold } from './fold-search.ts';
import type { WalkForwardPlan } from './plan.ts';
import { loadPlan, type PlanRef } from './plan-ref.ts';
import type { SegmentSummary } from './segment.ts';
import { SegmentRunner, type SegmentScore } from './segment-runner.ts';

/** What workers hold; the plan only where it has to be imported. */
export interface Setup {
  readonly plan: PlanRef<WalkForwardPlan<unknown, unknown>> | null;
  readonly bars: Bars;
  readonly settings: SearchSettings;
}

/** One run of a point, as a task. */
export interface SegmentInput {
  readonly fold: number;
  readonly what: 'score' | 'summarise' | 'judge';
  readonly point: unknown;
  readonly range: BarRange;
}

type AnyPlan = WalkForwardPlan<unknown, unknown>;

/** Searches whole folds. */
export const foldJob: Job<Setup, FoldTask, FoldRecord> = createFoldJob(null);

/** Runs single segments of searches that are elsewhere. */
export const segmentJob: Job<Setup, SegmentInput, SegmentScore | SegmentSummary> = createSegmentJob(null);

/** @param plan - For this thread; `null`: the one that the setup refers to. */
export function createFoldJob(plan: AnyPlan | null): Job<Setup, FoldTask, FoldRecord> {
  return defineJob({
    start: async ({ plan: ref, bars, settings }: Setup): Promise<JobBody<FoldTask, FoldRecord>> => {
      const known = await requirePlan(plan, ref);
      return (task, { signal }) =>
        searchFold(known, task, settings, new SegmentRunner(known, bars, settings), { signal });
    },
  });
}

export function createSegmentJob(plan: AnyPlan | null): Job<Setup, SegmentInput, SegmentScore | SegmentSummary> {
  return defineJob({
    start: async ({
      plan: ref,
      bars,
      settings,
    }: Setup): Promise<JobBody<SegmentInput, SegmentScore | SegmentSummary>> => {
      const known = await requirePlan(plan, ref);
      let runner = new SegmentRunner(known, bars, settings);
      let current = -1;
      return ({ fold, what, point, range }) => {
        // Folds come one after another: what an earlier one prepared is not needed again.
        if (fold !== current) runner = new SegmentRunner(known, bars, settings);
        current = fold;
        return runner[what](point, range);
      };
    },
  });
}

function requirePlan(plan: AnyPlan | null, ref: Setup['plan']): Promise<AnyPlan> {
  return loadPlan((plan ?? ref) as AnyPlan);
}
