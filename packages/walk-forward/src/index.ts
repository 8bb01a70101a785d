export {
  type EfficiencyOptions,
  type EfficiencyRatio,
  type FoldEfficiency,
  type FoldReturns,
  type WalkForwardEfficiency,
  walkForwardEfficiency,
} from './efficiency.ts';
export {
  type OutOfSampleTest,
  type OutOfSampleTestOptions,
  outOfSampleTest,
  type TTest,
} from './out-of-sample-test.ts';
export { FoldError } from './run/fold-error.ts';
export { formatWalkForward } from './run/format-walk-forward.ts';
export { definePlan, type WalkForwardPlan } from './run/plan.ts';
export { type PlanRef, planRef } from './run/plan-ref.ts';
export type { FoldChoice, FoldPeriod, FoldResult, WalkForwardResult } from './run/result.ts';
export type { Segment, SegmentSummary } from './run/segment.ts';
export type { ParameterStability } from './run/stability.ts';
export { type WalkForwardOptions, type WalkForwardProgress, walkForward } from './run/walk-forward.ts';
export { anchoredSplits } from './splits/anchored-splits.ts';
export { assertNoLeak, type LeakOptions } from './splits/assert-no-leak.ts';
export { type BacktestPath, backtestPaths, type PathBlock, stitchReturns } from './splits/backtest-paths.ts';
export { type CalendarSplitOptions, calendarSplits } from './splits/calendar-splits.ts';
export { type CombinatorialOptions, combinatorialPurgedSplits } from './splits/combinatorial-purged-splits.ts';
export type { Embargo } from './splits/embargo.ts';
export type { BarRange, Fold, PurgeOptions, WarmupOptions } from './splits/fold.ts';
export { type FormatFoldsOptions, formatFolds } from './splits/format-folds.ts';
export { type HoldoutOptions, holdoutSplit } from './splits/holdout-split.ts';
export { nestedFolds } from './splits/nested-folds.ts';
export { type KFoldOptions, purgedKFold } from './splits/purged-k-fold.ts';
export { rollingSplits } from './splits/rolling-splits.ts';
export type { CrossValidationOptions } from './splits/train-around.ts';
export type { WindowOptions } from './splits/windows.ts';
