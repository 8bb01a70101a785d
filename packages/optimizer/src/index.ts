export { random } from './samplers/random.ts';
export type { Proposal, Proposer, Sampler, SamplerContext } from './samplers/sampler.ts';
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
export type { StudyEvent } from './study/events.ts';
export { History, type TrialState } from './study/history.ts';
export {
  type Objective,
  ObjectiveError,
  type OptimizeOptions,
  type OptimizeResult,
  optimize,
  type Progress,
  type RunningTrial,
} from './study/optimize.ts';
export { createStudy, restoreStudy, Study, type StudyOptions } from './study/study.ts';
export { budget, stagnation, type Terminator } from './study/terminators.ts';
export type { Direction, Outcome, Report, Trial } from './study/trial.ts';
