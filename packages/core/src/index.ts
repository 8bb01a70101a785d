export { type AssertCausalOptions, assertCausal, type CausalInput, type CausalOutput } from './assert-causal.ts';
export { type BarColumns, type Bars, createBars, emptyBars } from './bars.ts';
export { shareBars, sliceBars } from './bars-views.ts';
export { inferTimeframe, MS_PER_YEAR, periodsPerYear } from './calendar.ts';
export {
  DataError,
  type DataLocation,
  IntegrityError,
  NotConvergedError,
  ParameterError,
  QuantblocksError,
} from './errors.ts';
export {
  kurtosis,
  type MomentOptions,
  mean,
  type ShapeOptions,
  skewness,
  standardDeviation,
  sum,
  variance,
} from './moments.ts';
export { normalCdf, normalPdf, normalQuantile } from './normal.ts';
export { quantile, quantileSorted } from './quantile.ts';
export { createRng, type KeyPart, type Rng, type RngState, restoreRng } from './rng.ts';
export { combineVerdicts, createVerdict, type Verdict, type VerdictStatus } from './verdict.ts';
