export { CRITERIA_NAMES, type CriteriaName, type CriteriaScope, compileCriteria } from './config/criteria.ts';
export {
  type PipelineConfig,
  type PipelineConfigInput,
  parsePipelineConfig,
  pipelineConfigJsonSchema,
} from './config/pipeline-config.ts';
export {
  type Diagnosis,
  type DiagnosisCheck,
  type DiagnosisFigures,
  type DiagnosisStatus,
  diagnose,
  figuresOf,
  type GuardFinding,
  type Recommendation,
} from './diagnostics/diagnose.ts';
export type {
  FailureCause,
  FailureCauseName,
  FailureEvidence,
  FailureFinding,
  FailureSegment,
} from './diagnostics/failure-cause.ts';
export {
  type FailureAction,
  type FailureDiagnosis,
  type FailureDiagnosisOptions,
  failureDiagnosis,
} from './diagnostics/failure-diagnosis.ts';
export { guardsOfRow, guardsRow } from './diagnostics/guards-of-row.ts';
export {
  type History,
  type HistoryEntry,
  type HistoryKind,
  type HistoryOptions,
  type HistoryQuery,
  openHistory,
} from './diagnostics/history.ts';
export { DIAGNOSIS_THRESHOLDS, type FigureName, type Threshold } from './diagnostics/thresholds.ts';
export { importLegacyRun, type LegacyImportOptions, type LegacyRun } from './legacy/import-legacy-run.ts';
export type { LegacyWarning } from './legacy/legacy-table.ts';
export type { Results } from './output/write-results.ts';
export type { OutOfSampleFigures } from './phases/out-of-sample-figures.ts';
export type { AssetPhase } from './phases/phase-job.ts';
export { type PortfolioResult, portfolioPhase } from './phases/portfolio-phase.ts';
export { type AssetOutcome, type PhaseProgress, type RunPhasesOptions, runPhases } from './phases/run-phases.ts';
export { type ScreenResult, screenAsset } from './phases/screen-asset.ts';
export {
  type ValidateOptions,
  type ValidateResult,
  validateAsset,
} from './phases/validate-asset.ts';
export { type EarlierGuards, type PortfolioViewOptions, portfolioView } from './report/portfolio-view.ts';
export { writePortfolioReport } from './report/write-portfolio-report.ts';
export { type PipelineRun, type RunPipelineOptions, runPipeline } from './run-pipeline.ts';
export { type AnyRow, type CellOf, type ColumnKind, type Columns, emptyRow, type RowOf } from './run-store/columns.ts';
export type { AssetDifference, RunComparison, ScanPair } from './run-store/compare-runs.ts';
export { formatCsv, parseTable } from './run-store/csv.ts';
export { type Difference, differences } from './run-store/differences.ts';
export { describeData, type Environment, type Manifest, type ManifestData } from './run-store/manifest.ts';
export { assetFileName, type Note, type Run } from './run-store/run.ts';
export {
  type NewRun,
  openRunStore,
  type RunEntry,
  type RunStore,
  type RunStoreOptions,
} from './run-store/run-store.ts';
export {
  GUARDS_COLUMNS,
  type GuardsRow,
  PINE_PLAN_COLUMNS,
  type PinePlanRow,
  SCAN_COLUMNS,
  type ScanRow,
} from './run-store/tables.ts';
export type { SegmentFigures } from './search/segment-runner.ts';
export type { WalkFold } from './search/walk-forward-search.ts';
export { type FinalTriggerStrategyOptions, finalTriggerStrategy } from './strategy/final-trigger-strategy.ts';
export { loadStrategy } from './strategy/load-strategy.ts';
export type { PipelineStrategy, Point, RescueVariant, ScriptAbout, SearchStage } from './strategy/pipeline-strategy.ts';
