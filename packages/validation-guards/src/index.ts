export { type BlockLength, blockLength } from './bootstrap/block-length.ts';
export { type BootstrapIndicesOptions, bootstrapIndices } from './bootstrap/bootstrap-indices.ts';
export { type BootstrapIntervalOptions, bootstrapInterval, type Statistic } from './bootstrap/bootstrap-interval.ts';
export {
  type BootstrapMeanOptions,
  type BootstrapMeanTest,
  bootstrapMeanTest,
} from './bootstrap/bootstrap-mean-test.ts';
export { type BootstrapSharpeOptions, bootstrapSharpe } from './bootstrap/bootstrap-sharpe.ts';
export {
  type DrawdownDistribution,
  type DrawdownDistributionOptions,
  drawdownDistribution,
} from './bootstrap/drawdown-distribution.ts';
export type { HacKernel } from './bootstrap/hac.ts';
export type { IntervalMethod } from './bootstrap/interval.ts';
export type { BootstrapInterval, IntervalOptions } from './bootstrap/interval-test.ts';
export type { ResamplingOptions } from './bootstrap/resample-plan.ts';
export type { ResamplingMethod } from './bootstrap/resampler.ts';
export {
  type SharpeDifference,
  type SharpeDifferenceOptions,
  sharpeDifference,
} from './bootstrap/sharpe-difference.ts';
export type { BootstrapTestOptions } from './multiple/bootstrap-panel.ts';
export { holm } from './multiple/holm.ts';
export {
  type ModelConfidenceSet,
  type ModelConfidenceSetOptions,
  modelConfidenceSet,
} from './multiple/model-confidence-set.ts';
export { type RealityCheck, realityCheck } from './multiple/reality-check.ts';
export { type RomanoWolf, romanoWolf } from './multiple/romano-wolf.ts';
export {
  type SuperiorPredictiveAbility,
  type SuperiorPredictiveAbilityOptions,
  superiorPredictiveAbility,
} from './multiple/superior-predictive-ability.ts';
export { type TimingTest, type TimingTestOptions, timingTest } from './multiple/timing-test.ts';
export {
  ORIGINAL_FALSE_PASS_RATES,
  type OriginalFalsePassRate,
  type OriginalProcedure,
} from './original/false-pass-rates.ts';
export {
  type OriginalBaselineFigures,
  type OriginalBaselineVerdict,
  originalBaselineVerdict,
} from './original/original-baseline-verdict.ts';
export {
  type OriginalBootstrap,
  type OriginalBootstrapOptions,
  type OriginalResampledStatistic,
  originalBootstrap,
} from './original/original-bootstrap.ts';
export {
  type OriginalConcentration,
  type OriginalTopShares,
  originalConcentration,
} from './original/original-concentration.ts';
export {
  type OriginalCostScenario,
  type OriginalCostStress,
  type OriginalRun,
  originalCostStress,
} from './original/original-cost-stress.ts';
export { type OriginalCpcv, type OriginalWorstCase, originalCpcv } from './original/original-cpcv.ts';
export {
  type OriginalCscvDeflatedSharpe,
  type OriginalLegDeflatedSharpe,
  type OriginalProbabilisticSharpe,
  originalCscvDeflatedSharpe,
  originalLegDeflatedSharpe,
  originalProbabilisticSharpe,
} from './original/original-deflation.ts';
export {
  type OriginalCheck,
  type OriginalDiagnosis,
  type OriginalRecommendation,
  type OriginalScanRow,
  type OriginalStoredGuards,
  originalDiagnosis,
} from './original/original-diagnosis.ts';
export type { OriginalGuard, OriginalGuardId } from './original/original-guard.ts';
export {
  type OriginalGuards,
  type OriginalGuardsInput,
  type OriginalGuardsOptions,
  originalGuards,
} from './original/original-guards.ts';
export { type OriginalLegacyPbo, originalLegacyPbo } from './original/original-legacy-pbo.ts';
export { type OriginalLegs, originalLegs } from './original/original-legs.ts';
export {
  type OriginalMonteCarlo,
  type OriginalMonteCarloOptions,
  originalMonteCarlo,
} from './original/original-monte-carlo.ts';
export { type OriginalMultiPeriod, originalMultiPeriod } from './original/original-multi-period.ts';
export {
  type OriginalPbo,
  type OriginalPboOptions,
  type OriginalRankSummary,
  originalPbo,
} from './original/original-pbo.ts';
export {
  type OriginalRegime,
  type OriginalRegimeInput,
  type OriginalRegimePnl,
  originalRegime,
} from './original/original-regime.ts';
export {
  type OriginalScanCriterion,
  type OriginalScanFigures,
  type OriginalScanTier,
  type OriginalScanVerdict,
  originalScanVerdict,
} from './original/original-scan-verdict.ts';
export {
  type OriginalSensitivity,
  type OriginalSensitivityInput,
  originalSensitivity,
} from './original/original-sensitivity.ts';
export {
  type OriginalWalkForward,
  type OriginalWalkForwardInput,
  originalWalkForward,
} from './original/original-walk-forward.ts';
export { type CpcvSharpe, type CpcvSharpeOptions, cpcvSharpe } from './overfitting/cpcv-sharpe.ts';
export { type Cscv, type CscvOptions, cscv } from './overfitting/cscv.ts';
export type { CscvMetric, CscvTies } from './overfitting/half-scores.ts';
export type { RunOptions, RunProgress } from './overfitting/in-turn.ts';
export type { Neighbour, PerturbationScale, PlateauParameter, PlateauPoint } from './overfitting/neighbours.ts';
export { type NoiseLevel, type NoiseTest, type NoiseTestOptions, noiseTest } from './overfitting/noise-test.ts';
export { type NoisyBarsOptions, noisyBars } from './overfitting/noisy-bars.ts';
export { type PboNullOptions, pboNull } from './overfitting/pbo-null.ts';
export {
  type PlateauNeighbour,
  type PlateauOptions,
  type PlateauScore,
  type PlateauTest,
  plateau,
} from './overfitting/plateau.ts';
export {
  type PboOptions,
  type PboTest,
  probabilityOfBacktestOverfitting,
} from './overfitting/probability-of-backtest-overfitting.ts';
export { type SurrogateOptions, surrogateBars } from './overfitting/surrogate-bars.ts';
export { type SurrogateTest, type SurrogateTestOptions, surrogateTest } from './overfitting/surrogate-test.ts';
export { type DeflatedSharpe, type DeflatedSharpeOptions, deflatedSharpe } from './sharpe/deflated-sharpe.ts';
export { type ExpectedMaxOptions, expectedMaxNormal } from './sharpe/expected-max-normal.ts';
export { expectedMaxSharpe, type TrialSharpes, type TrialSpread, trialSpread } from './sharpe/expected-max-sharpe.ts';
export {
  type HaircutCorrection,
  type HaircutOptions,
  type HaircutSharpe,
  haircutSharpe,
} from './sharpe/haircut-sharpe.ts';
export { type MaxSharpeOptions, type MaxSharpeTest, maxSharpePValue } from './sharpe/max-sharpe-p-value.ts';
export { type MinBacktestOptions, minBacktestLength } from './sharpe/min-backtest-length.ts';
export { type MinimumLength, minTrackRecordLength } from './sharpe/min-track-record-length.ts';
export {
  type ProbabilisticSharpeOptions,
  probabilisticSharpe,
  type SharpeTest,
} from './sharpe/probabilistic-sharpe.ts';
export { sharpeAggregation } from './sharpe/sharpe-aggregation.ts';
export {
  type SharpeEstimate,
  type SharpeInput,
  type SharpeLevel,
  type SharpeOptions,
  sharpe,
  sharpeFromMoments,
} from './sharpe/sharpe-estimate.ts';
export {
  type SharpeErrorMethod,
  type SharpeErrorOptions,
  sharpeStandardError,
} from './sharpe/sharpe-standard-error.ts';
export { type Concentration, type ConcentrationOptions, concentration } from './stress/concentration.ts';
export { type CostCurve, type CostCurveOptions, type CostPoint, costCurve } from './stress/cost-curve.ts';
export { type CostScale, costScale } from './stress/cost-scale.ts';
export { type CostStressOptions, costStress } from './stress/cost-stress.ts';
export { type DelayPoint, type DelayStress, type DelayStressOptions, delayStress } from './stress/delay-stress.ts';
export { type Lookahead, type LookaheadDifference, type LookaheadOptions, lookahead } from './stress/lookahead.ts';
export { type MissedFillOptions, type MissedFillStress, missedFillStress } from './stress/missed-fill-stress.ts';
export type { PlanValue } from './stress/plan-fields.ts';
export type { PlanStressOptions } from './stress/plan-stress.ts';
export {
  type RegimeConditional,
  type RegimeFigure,
  type RegimeOptions,
  type RegimeRow,
  regimeConditional,
} from './stress/regime-conditional.ts';
export {
  type RatioInterval,
  type WalkForwardReturns,
  type WalkForwardVerdict,
  type WalkForwardVerdictOptions,
  walkForwardVerdict,
} from './stress/walk-forward-verdict.ts';
export { type Warmup, type WarmupDifference, type WarmupOptions, warmup } from './stress/warmup.ts';
export { type FormatSuiteOptions, formatSuite } from './suite/format-suite.ts';
export { type SuiteOptions, type SuiteVerdict, suite } from './suite/suite.ts';
export type { SuiteLedger, SuiteResult, SuiteStrategy } from './suite/suite-input.ts';
export type { SuiteLine, SuiteLineName, SuiteRole } from './suite/suite-line.ts';
