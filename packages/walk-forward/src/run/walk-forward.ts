import { type Bars, ParameterError, periodsPerYear as periodsOf, shareBars } from '@quantblocks/core';
import { type Executor, inline } from '@quantblocks/farm';
import { createStudy } from '@quantblocks/optimizer';
import { requireInteger, requireOneOf } from '../splits/checks.ts';
import type { Fold } from '../splits/fold.ts';
import { type FoldTask, type SearchSettings, studyOptions } from './fold-search.ts';
import { foldTasks } from './fold-tasks.ts';
import type { WalkForwardPlan } from './plan.ts';
import { isPlanRef, loadPlan, type PlanRef } from './plan-ref.ts';
import { assembleResult, type WalkForwardResult } from './result.ts';
import { type Search, searchFolds, searchTrials } from './search-crews.ts';

/** How far a walk-forward search is. */
export interface WalkForwardProgress {
  /** Index of the fold that moved on. */
  readonly fold: number;
  /** Trials of it that have ended. */
  readonly ended: number;
  /** Trials each fold shall have. */
  readonly trials: number;
  /** Best value so far; NaN while no trial is feasible. */
  readonly best: number;
  /** Folds that are finished, of so many. */
  readonly foldsDone: number;
  readonly folds: number;
}

/** Options of {@link walkForward}: data only, code is the plan's. */
export interface WalkForwardOptions {
  /** In time order, tests apart: of {@link rollingSplits}, {@link anchoredSplits} or {@link calendarSplits}. */
  folds: readonly Fold[];
  /** Trials of each fold. */
  trials: number;
  /** Everything random follows from it. @defaultValue `0` */
  seed?: number | string;
  /** Trials proposed at once; part of what determines the result. @defaultValue `1` */
  batch?: number;
  /**
   * Splits the training of each fold: trials are then scored on its inner tests, `mean - lambda * standard deviation`, and each test is a
   * step of the plan's pruner.
   * @defaultValue none: trials are scored on the training as a whole
   */
  inner?: (length: number) => readonly Fold[];
  /** Price of one standard deviation (ddof 1) between inner tests. @defaultValue `0.5` */
  lambda?: number;
  /** Closed positions a trial needs in sample, over all inner tests; fewer break a constraint by as many. @defaultValue `0` */
  minPositions?: number;
  /** Bars in one year. @defaultValue `periodsPerYear(bars)`: a market that never closes */
  periodsPerYear?: number;
  /** How efficiency scales returns to a year; see {@link walkForwardEfficiency}. @defaultValue `'compound'` */
  annualisation?: 'compound' | 'simple';
  /** Keep the returns of every trial in its study, for tests that correct for all that was tried. @defaultValue `false` */
  keepReturns?: boolean;
  /**
   * Do without the proof that the chosen parameters decide alike, at two bars of each test, where the bars that follow are cut off. For
   * studies of what foresight would earn.
   * @defaultValue `false`
   */
  allowLookAhead?: boolean;
  /** Where to compute; on threads the plan is given by {@link planRef}. @defaultValue `inline()` */
  executor?: Executor;
  /**
   * What runs at once: whole folds, or the trials of one batch, fold after fold (useful with fewer folds than workers and a large
   * `batch`). The result is the same. @defaultValue `'folds'`
   */
  over?: 'folds' | 'trials';
  /** Called when a fold is finished and, over trials, after every batch. */
  onProgress?: (progress: WalkForwardProgress) => void;
  /** Ends everything; the promise rejects with its reason. */
  signal?: AbortSignal;
}

/**
 * Walk-forward optimisation: in each fold a search chooses parameters on the training bars, the chosen ones run once on the test that
 * follows, and the tests are stitched to one out-of-sample history.
 *
 * A run sees the bars from the warm-up of its range to its end and nothing later; it trades from the first bar of the range, so the first
 * fill is on the second, and what is open at the end is marked to market. Each test starts flat with fresh capital. A fold in
 * which no trial is feasible takes no position out of sample, and says so.
 *
 * @param plan - Strategy, space and objective; a {@link planRef} to it for threads.
 * @param bars - The whole series.
 * @param options - Folds, budget, and where to compute.
 * @returns The same for the same plan, bars, folds, trials, seed and batch, whatever computes it.
 * @throws a {@link ParameterError} if an option is out of range or folds are not walk-forward folds of the bars, a {@link FoldError} if
 * the search of a fold failed, among other reasons because a strategy looks ahead or gives another value for the same run.
 * @remarks Reading the test again after changing the plan makes it in-sample.
 * @see R. Pardo, "The Evaluation and Optimization of Trading Strategies", 2nd ed., Wiley 2008, chapter 11.
 *
 * @example
 * ```ts
 * import { createBars } from '@quantblocks/core';
 * import { int, space } from '@quantblocks/optimizer';
 * import { definePlan, rollingSplits, walkForward } from '@quantblocks/walk-forward';
 *
 * // Falls for eight bars and rises for eight.
 * const price = Array.from({ length: 400 }, (_, i) => 100 + Math.abs((i % 16) - 8));
 * const bars = createBars({ time: price.map((_, i) => 3_600_000 * i), open: price, high: price, low: price, close: price });
 * const momentum = definePlan({
 *   strategy: {
 *     name: 'momentum',
 *     defaults: { length: 10 },
 *     prepare: (bars) => ({
 *       bars,
 *       plan: ({ length }) => ({ signal: Int8Array.from(bars.close, (close, i) => Math.sign(close - bars.close[i - length]) || 0) }),
 *     }),
 *   },
 *   space: space({ length: int(1, 15) }),
 * });
 * const folds = rollingSplits(400, { train: 160, test: 80 });
 * const result = await walkForward(momentum, bars, { folds, trials: 15 });
 * result.folds.map(({ choice }) => choice?.point.length); // => [1, 1, 1]
 * result.counts.trials; // => 45
 * ```
 */
export async function walkForward<Params, Point>(
  plan: WalkForwardPlan<Params, Point> | PlanRef<WalkForwardPlan<Params, Point>>,
  bars: Bars,
  options: WalkForwardOptions,
): Promise<WalkForwardResult<Params, Point>> {
  const { executor = inline(), over = 'folds', annualisation = 'compound', signal } = options;
  const settings = resolveSettings(bars, options);
  requireOneOf(over, 'over', ['folds', 'trials']);
  requireOneOf(annualisation, 'annualisation', ['compound', 'simple']);
  signal?.throwIfAborted();
  const loaded = await loadPlan(plan);
  const tasks = foldTasks(options.folds, bars.length, options.inner);
  if (loaded.pruner !== undefined && options.inner === undefined) {
    throw new ParameterError('plan.pruner', 'inner folds, between which trials can be stopped', loaded.pruner.name);
  }
  // A sampler that cannot search the space is refused before anything starts.
  createStudy(studyOptions(loaded, tasks[0], settings.seed));
  const search: Search<Params, Point> = {
    given: plan,
    plan: loaded,
    tasks,
    setup: { plan: isPlanRef(plan) ? { module: plan.module, name: plan.name } : null, bars: shareBars(bars), settings },
    executor,
    progress: progressReporter(tasks, settings, options.onProgress),
    signal,
  };
  const records = await (over === 'folds' ? searchFolds(search) : searchTrials(search));
  return assembleResult(loaded, bars, tasks, records, settings, annualisation);
}

function progressReporter(
  { length }: readonly FoldTask[],
  { trials }: SearchSettings,
  onProgress: WalkForwardOptions['onProgress'],
): Search<unknown, unknown>['progress'] {
  let foldsDone = 0;
  return (fold, ended, best, isDone) => {
    if (isDone) foldsDone++;
    onProgress?.({ fold, ended, trials, best, foldsDone, folds: length });
  };
}

function resolveSettings(bars: Bars, options: WalkForwardOptions): SearchSettings {
  const { trials, seed = 0, batch = 1, lambda = 0.5, minPositions = 0 } = options;
  const { keepReturns = false, allowLookAhead = false, periodsPerYear = periodsOf(bars) } = options;
  requireInteger(trials, 'trials', 1);
  requireInteger(batch, 'batch', 1);
  requireInteger(minPositions, 'minPositions', 0);
  if (!(lambda >= 0 && lambda < Number.POSITIVE_INFINITY)) throw new ParameterError('lambda', 'a number >= 0', lambda);
  if (!(periodsPerYear > 0 && periodsPerYear < Number.POSITIVE_INFINITY)) {
    throw new ParameterError('periodsPerYear', 'a number > 0', periodsPerYear);
  }
  return { trials, seed, batch, lambda, minPositions, keepReturns, allowLookAhead, periodsPerYear };
}
