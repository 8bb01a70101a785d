import { type Bars, sliceBars } from '@quantblocks/core';
import { buyAndHoldReturns, maxDrawdown, returnsToEquity, sharpeRatio, totalReturn } from '@quantblocks/metrics';
import { type Choice, type LedgerCounts, restoreStudy, type Study, TrialLedger } from '@quantblocks/optimizer';
import { type WalkForwardEfficiency, walkForwardEfficiency } from '../efficiency.ts';
import { type OutOfSampleTest, outOfSampleTest } from '../out-of-sample-test.ts';
import { stitchReturns } from '../splits/backtest-paths.ts';
import type { BarRange } from '../splits/fold.ts';
import { type FoldRecord, type FoldTask, type SearchSettings, studyOptions } from './fold-search.ts';
import { paramsOf, type WalkForwardPlan } from './plan.ts';
import { flatSummary, type SegmentSummary } from './segment.ts';
import { type ParameterStability, stabilityOf } from './stability.ts';

/** A range of bars and when that was. */
export interface FoldPeriod extends BarRange {
  /** Opening time of the first and of the last bar, epoch milliseconds. */
  readonly from: number;
  readonly to: number;
}

/** What a fold chose. */
export interface FoldChoice<Params, Point> {
  /** Number of the trial in the fold's study. */
  readonly trial: number;
  readonly point: Point;
  readonly params: Params;
  /** What the objective said of it in sample. */
  readonly value: number;
  readonly inSample: SegmentSummary;
}

/** One fold of a {@link WalkForwardResult}. */
export interface FoldResult<Params, Point> {
  readonly index: number;
  readonly train: FoldPeriod;
  readonly test: FoldPeriod;
  /** `'nothing chosen'`: no trial was complete and satisfied every constraint, so no position was taken out of sample. */
  readonly status: 'ok' | 'nothing chosen';
  readonly choice: FoldChoice<Params, Point> | null;
  /** The test, run once. */
  readonly outOfSample: SegmentSummary;
  /** Total return of holding the market over the test. */
  readonly buyAndHold: number;
  readonly counts: LedgerCounts;
  /** Why the search ended, as of `optimize`. */
  readonly stopped: string;
  /** Every trial; `study.log()` is its record as text. */
  readonly study: Study<Point>;
}

/** Answer of {@link walkForward}. */
export interface WalkForwardResult<Params, Point> {
  readonly folds: readonly FoldResult<Params, Point>[];
  /** Opening time of each tested bar, epoch milliseconds. */
  readonly time: Float64Array;
  /** Return of each tested bar, test after test. */
  readonly returns: Float64Array;
  /**
   * What 1 grows to, compounded. It stays where ruin leaves it; later tests, which start with fresh capital, still count in `returns` and in
   * all that is computed from them.
   */
  readonly equity: Float64Array;
  /** Of `returns`; per year, NaN if they do not differ. */
  readonly sharpe: number;
  readonly totalReturn: number;
  readonly maxDrawdown: number;
  /** Positions closed out of sample. */
  readonly positions: number;
  /** Whether the mean of `returns` is above zero: decide on this. */
  readonly test: OutOfSampleTest;
  readonly efficiency: WalkForwardEfficiency;
  readonly stability: readonly ParameterStability[];
  /** Share of folds whose test earned money. */
  readonly profitableFolds: number;
  /** Share of folds that earned more than holding the market over their test. */
  readonly foldsAboveBuyAndHold: number;
  /** Of all folds together: how often something was tried. */
  readonly counts: LedgerCounts;
  readonly periodsPerYear: number;
}

/** Puts together what the folds gave. */
export function assembleResult<Params, Point>(
  plan: WalkForwardPlan<Params, Point>,
  bars: Bars,
  tasks: readonly FoldTask[],
  records: readonly FoldRecord[],
  settings: SearchSettings,
  annualisation: 'compound' | 'simple',
): WalkForwardResult<Params, Point> {
  const { periodsPerYear } = settings;
  const folds = tasks.map((task, i) => foldResult(plan, bars, task, records[i], settings));
  const tests = folds.map(({ test }, fold) => ({ ...test, fold, block: 0 }));
  const returns = stitchReturns(
    tests,
    folds.map(({ outOfSample }) => [outOfSample.returns]),
  );
  const share = (isSo: (fold: FoldResult<Params, Point>) => boolean): number =>
    folds.filter(isSo).length / folds.length;
  const points = folds.map(({ choice }) => choice && (choice.point as Readonly<Record<string, Choice | undefined>>));
  return {
    folds,
    time: stitchReturns(
      tests,
      tests.map(({ start, end }) => [bars.time.subarray(start, end)]),
    ),
    returns,
    equity: returnsToEquity(returns),
    sharpe: sharpeRatio(returns, { periodsPerYear }),
    totalReturn: totalReturn(returns),
    maxDrawdown: maxDrawdown(returns),
    positions: folds.reduce((total, { outOfSample }) => total + outOfSample.positions, 0),
    test: outOfSampleTest(returns),
    efficiency: walkForwardEfficiency(
      folds.map(({ choice, outOfSample }) => ({
        inSample: choice?.inSample.returns ?? [],
        outOfSample: outOfSample.returns,
      })),
      { periodsPerYear, annualisation },
    ),
    stability: stabilityOf(plan.space.dimensions, points),
    profitableFolds: share(({ outOfSample }) => outOfSample.totalReturn > 0),
    foldsAboveBuyAndHold: share(({ outOfSample, buyAndHold }) => outOfSample.totalReturn > buyAndHold),
    counts: ledgerOf(folds).counts(),
    periodsPerYear,
  };
}

function foldResult<Params, Point>(
  plan: WalkForwardPlan<Params, Point>,
  bars: Bars,
  task: FoldTask,
  { log, series, stopped, inSample, outOfSample }: FoldRecord,
  { seed }: SearchSettings,
): FoldResult<Params, Point> {
  const { index, train, test } = task;
  const study = restoreStudy(studyOptions(plan, task, seed), log);
  for (const [trial, returns] of series) study.series.set(trial, returns);
  const { best } = study;
  return {
    index,
    train: periodOf(bars, train),
    test: periodOf(bars, test),
    status: best === null ? 'nothing chosen' : 'ok',
    choice: best && {
      trial: best.number,
      point: best.params,
      params: paramsOf(plan, best.params),
      value: best.values?.[0] ?? Number.NaN,
      inSample: inSample as SegmentSummary,
    },
    outOfSample: outOfSample ?? flatSummary(test.end - test.start),
    buyAndHold: totalReturn(buyAndHoldReturns(sliceBars(bars, test.start, test.end))),
    counts: new TrialLedger({ [index]: study as unknown as Study<object> }).counts(),
    stopped,
    study,
  };
}

function ledgerOf<Params, Point>(folds: readonly FoldResult<Params, Point>[]): TrialLedger {
  return new TrialLedger(
    Object.fromEntries(folds.map(({ index, study }) => [`fold ${index}`, study as unknown as Study<object>])),
  );
}

function periodOf(bars: Bars, range: BarRange): FoldPeriod {
  return { ...range, from: bars.time[range.start], to: bars.time[range.end - 1] };
}
