export { type EffectiveTrials, effectiveTrials } from './importance/effective-trials.ts';
export { importances } from './importance/importances.ts';
export type { ImportanceParameter } from './importance/parameter-grid.ts';
export {
  type ImportanceInput,
  type Importances,
  type ParameterImportance,
  type PedAnovaOptions,
  pedAnova,
} from './importance/ped-anova.ts';
export { type LedgerCounts, type LedgerEntry, type LedgerSeries, TrialLedger } from './ledger/trial-ledger.ts';
export { crowdingDistance } from './pareto/crowding-distance.ts';
export { hypervolume } from './pareto/hypervolume.ts';
export type { Losses } from './pareto/losses.ts';
export { nonDominatedSort } from './pareto/non-dominated-sort.ts';
export { paretoFront } from './pareto/pareto-front.ts';
export type { CheckpointOptions } from './pruners/checkpoints.ts';
export { type HyperbandPrunerOptions, hyperbandPruner } from './pruners/hyperband-pruner.ts';
export { type PatientPrunerOptions, patientPruner } from './pruners/patient-pruner.ts';
export {
  type MedianPrunerOptions,
  medianPruner,
  type PercentilePrunerOptions,
  percentilePruner,
} from './pruners/percentile-pruner.ts';
export type { Pruner, TrialCurve } from './pruners/pruner.ts';
export { type SuccessiveHalvingPrunerOptions, successiveHalvingPruner } from './pruners/successive-halving-pruner.ts';
export { type ThresholdPrunerOptions, thresholdPruner } from './pruners/threshold-pruner.ts';
export { type WilcoxonPrunerOptions, wilcoxonPruner } from './pruners/wilcoxon-pruner.ts';
export { type SignedRankTest, wilcoxonSignedRank } from './pruners/wilcoxon-signed-rank.ts';
export { auto } from './samplers/auto.ts';
export { type CmaEsSamplerOptions, cmaEs } from './samplers/cma/cma-es-sampler.ts';
export { type GaussianProcessSamplerOptions, gaussianProcess } from './samplers/gaussian-process-sampler.ts';
export { type GridOptions, grid } from './samplers/grid.ts';
export { type Nsga2Options, nsga2 } from './samplers/nsga2/nsga2.ts';
export { random } from './samplers/random.ts';
export type { Proposal, Proposer, Sampler, SamplerContext } from './samplers/sampler.ts';
export { sobol } from './samplers/sobol.ts';
export type { Bandwidth } from './samplers/tpe/bandwidth.ts';
export { type TpeOptions, tpe } from './samplers/tpe/tpe.ts';
export type { AnyParams, Constraint, ConstraintInput, LessThan } from './space/constraints.ts';
export { Dimension } from './space/dimension.ts';
export {
  type CategoricalParameter,
  type Choice,
  type Condition,
  type Conditional,
  categorical,
  type FloatParameter,
  float,
  type IntParameter,
  int,
  type NumberOptions,
  type OrdinalParameter,
  ordinal,
  type Parameter,
  type ParamsOf,
  type ValueOf,
  when,
} from './space/parameters.ts';
export { Space, type SpaceJson, type SpaceOptions, space } from './space/space.ts';
export { createStudy } from './study/create-study.ts';
export type { AskedEvent, StudyEvent } from './study/events.ts';
export { History, type TrialState } from './study/history.ts';
export { ObjectiveError } from './study/objective-error.ts';
export {
  type Objective,
  type OptimizeOptions,
  type OptimizeResult,
  optimize,
  type Progress,
  type RunningTrial,
} from './study/optimize.ts';
export { restoreStudy } from './study/restore-study.ts';
export { SeriesStore } from './study/series-store.ts';
export { Study, type StudyOptions } from './study/study.ts';
export { budget, stagnation, type Terminator } from './study/terminators.ts';
export type { Direction, Outcome, Report, Trial } from './study/trial.ts';
