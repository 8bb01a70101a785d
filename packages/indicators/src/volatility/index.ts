export { Atr, type AtrOptions, atr } from './atr.ts';
export {
  CloseToCloseVolatility,
  type CloseToCloseVolatilityOptions,
  closeToCloseVolatility,
} from './close-to-close-volatility.ts';
export { EwmaVolatility, type EwmaVolatilityOptions, ewmaVolatility } from './ewma-volatility.ts';
export { GarmanKlassVolatility, garmanKlassVolatility } from './garman-klass-volatility.ts';
export { Natr, natr } from './natr.ts';
export { ParkinsonVolatility, parkinsonVolatility } from './parkinson-volatility.ts';
export { RogersSatchellVolatility, rogersSatchellVolatility } from './rogers-satchell-volatility.ts';
export {
  type DeviationOptions,
  RollingStandardDeviation,
  RollingVariance,
  rollingStandardDeviation,
  rollingVariance,
} from './rolling-variance.ts';
export { type FirstTrueRange, TrueRange, type TrueRangeOptions, trueRange } from './true-range.ts';
export { YangZhangVolatility, yangZhangVolatility } from './yang-zhang-volatility.ts';
