export { Hurst, type HurstOptions, hurst } from './hurst.ts';
export {
  LinearRegression,
  type LinearRegressionSeries,
  type LinearRegressionValue,
  linearRegression,
} from './linear-regression.ts';
export { linregMany } from './linreg-many.ts';
export { MeanAbsoluteDeviation, meanAbsoluteDeviation } from './mean-absolute-deviation.ts';
export { RegressionAngle, regressionAngle } from './regression-angle.ts';
export {
  RegressionQuality,
  type RegressionQualitySeries,
  type RegressionQualityValue,
  regressionQuality,
} from './regression-quality.ts';
export { RollingMedian, rollingMedian } from './rolling-median.ts';
export { StandardErrorOfMean, type StandardErrorOfMeanOptions, standardErrorOfMean } from './standard-error-of-mean.ts';
export { TimeSeriesForecast, timeSeriesForecast } from './time-series-forecast.ts';
export { ZScore, type ZScoreOptions, zScore } from './z-score.ts';
