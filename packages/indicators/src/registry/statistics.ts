import { Hurst, hurst } from '../statistics/hurst.ts';
import { LinearRegression, linearRegression } from '../statistics/linear-regression.ts';
import { MeanAbsoluteDeviation, meanAbsoluteDeviation } from '../statistics/mean-absolute-deviation.ts';
import { RegressionAngle, regressionAngle } from '../statistics/regression-angle.ts';
import { RegressionQuality, regressionQuality } from '../statistics/regression-quality.ts';
import { RollingMedian, rollingMedian } from '../statistics/rolling-median.ts';
import { StandardErrorOfMean, standardErrorOfMean } from '../statistics/standard-error-of-mean.ts';
import { TimeSeriesForecast, timeSeriesForecast } from '../statistics/time-series-forecast.ts';
import { ZScore, zScore } from '../statistics/z-score.ts';
import { defineEntry, type IndicatorEntry, type Parameter, type Params } from './entry.ts';
import { bars } from './parameters.ts';

const common = 'common knowledge';
const line = bars(20, [5, 300], 'bars the line is fitted to', 2);
const ddof: Parameter = {
  type: 'int',
  min: 0,
  max: 1,
  default: 0,
  search: [0, 1],
  description: 'subtracted from the number of values: 0 for a population, 1 for a sample',
};
const lastBar = ({ period }: Params) => ({ value: Number(period) - 1 });

/** Statistics of windows. */
export const statisticsEntries: readonly IndicatorEntry[] = [
  defineEntry(
    {
      id: 'linearRegression',
      file: 'statistics/linear-regression',
      name: 'Linear regression',
      group: 'statistics',
      formula: 'least-squares line through the last period values',
      source: common,
      inputs: ['close'],
      params: { period: line },
      outputs: {
        value: { pane: 'price', description: 'the line at the last bar' },
        slope: { pane: 'own', description: 'rise per bar' },
        intercept: { pane: 'price', description: 'the line at the oldest bar of the window' },
      },
      first: ({ period }) => ({
        value: Number(period) - 1,
        slope: Number(period) - 1,
        intercept: Number(period) - 1,
      }),
      agrees: {
        talib: 'LINEARREG, LINEARREG_SLOPE, LINEARREG_INTERCEPT',
        pine: 'ta.linreg',
        tulip: 'linreg, linregslope, linregintercept',
      },
    },
    linearRegression,
    LinearRegression,
  ),
  defineEntry(
    {
      id: 'timeSeriesForecast',
      file: 'statistics/time-series-forecast',
      name: 'Time series forecast',
      group: 'statistics',
      formula: 'least-squares line through the last period values, one bar ahead',
      source: common,
      inputs: ['close'],
      params: { period: line },
      outputs: { value: { pane: 'price', description: 'the line at the next bar' } },
      first: lastBar,
      agrees: { talib: 'TSF', tulip: 'tsf' },
    },
    timeSeriesForecast,
    TimeSeriesForecast,
  ),
  defineEntry(
    {
      id: 'regressionAngle',
      file: 'statistics/regression-angle',
      name: 'Regression angle',
      group: 'statistics',
      formula: 'arc tangent of the slope of the least-squares line, in degrees',
      source: common,
      inputs: ['close'],
      params: { period: line },
      outputs: { value: { pane: 'own', range: [-90, 90], description: 'angle in degrees' } },
      first: lastBar,
      agrees: { talib: 'LINEARREG_ANGLE' },
    },
    regressionAngle,
    RegressionAngle,
  ),
  defineEntry(
    {
      id: 'regressionQuality',
      file: 'statistics/regression-quality',
      name: 'Quality of the regression',
      group: 'statistics',
      formula: 'sqrt(SSE / (period - 2)), that over the spread of the bars, 1 - SSE / SST',
      source: common,
      inputs: ['close'],
      params: { period: bars(20, [5, 300], 'bars the line is fitted to', 3) },
      outputs: {
        standardError: { pane: 'own', range: [0, Number.MAX_VALUE], description: 'standard error of the line' },
        slopeError: { pane: 'own', range: [0, Number.MAX_VALUE], description: 'standard error of the slope, per bar' },
        rSquared: { pane: 'own', range: [0, 1], description: 'explained share of the variance' },
      },
      first: ({ period }) => ({
        standardError: Number(period) - 1,
        slopeError: Number(period) - 1,
        rSquared: Number(period) - 1,
      }),
      agrees: {},
    },
    regressionQuality,
    RegressionQuality,
  ),
  defineEntry(
    {
      id: 'zScore',
      file: 'statistics/z-score',
      name: 'Z-score',
      group: 'statistics',
      formula: '(x - mean) / standard deviation, of the last period values',
      source: common,
      inputs: ['close'],
      params: { period: bars(20, [5, 300], 'bars in the window', 2), ddof },
      outputs: { value: { pane: 'own', description: 'distance from the mean in standard deviations' } },
      first: lastBar,
      agrees: { pandas: '(x - rolling.mean) / rolling.std' },
    },
    zScore,
    ZScore,
  ),
  defineEntry(
    {
      id: 'standardErrorOfMean',
      file: 'statistics/standard-error-of-mean',
      name: 'Standard error of the mean',
      group: 'statistics',
      formula: 'standard deviation of the last period values / sqrt(period)',
      source: common,
      inputs: ['close'],
      params: { period: bars(20, [5, 300], 'bars in the window', 2), ddof },
      outputs: { value: { pane: 'own', range: [0, Number.MAX_VALUE], description: 'standard error of the mean' } },
      first: lastBar,
      agrees: { tulip: 'stderr' },
    },
    standardErrorOfMean,
    StandardErrorOfMean,
  ),
  defineEntry(
    {
      id: 'rollingMedian',
      file: 'statistics/rolling-median',
      name: 'Rolling median',
      group: 'statistics',
      formula: 'middle one of the last period values by size, or the mean of the middle two',
      source: common,
      inputs: ['close'],
      params: { period: bars(20, [3, 300]) },
      outputs: { value: { pane: 'price', description: 'the median' } },
      first: lastBar,
      agrees: { pine: 'ta.median', pandas: 'rolling.median' },
    },
    rollingMedian,
    RollingMedian,
  ),
  defineEntry(
    {
      id: 'meanAbsoluteDeviation',
      file: 'statistics/mean-absolute-deviation',
      name: 'Mean absolute deviation',
      group: 'statistics',
      formula: 'mean of |x - mean| over the last period values',
      source: common,
      inputs: ['close'],
      params: { period: bars(20, [5, 300]) },
      outputs: { value: { pane: 'own', range: [0, Number.MAX_VALUE], description: 'mean distance from the mean' } },
      first: lastBar,
      agrees: { pine: 'ta.dev' },
    },
    meanAbsoluteDeviation,
    MeanAbsoluteDeviation,
  ),
  defineEntry(
    {
      id: 'hurst',
      file: 'statistics/hurst',
      name: 'Hurst exponent',
      group: 'statistics',
      formula: 'slope of log standard deviation of lagged log price differences against log lag',
      source: 'H. E. Hurst, Long-term storage capacity of reservoirs, 1951',
      inputs: ['close'],
      params: {
        period: bars(100, [50, 500], 'prices in the window', 5),
        maxLag: bars(20, [8, 50], 'lags from 2 to below this are compared', 4),
      },
      constraints: [{ less: 'maxLag', than: 'period' }],
      outputs: { value: { pane: 'own', description: 'about 0.5 for a random walk' } },
      first: lastBar,
      agrees: {},
    },
    hurst,
    Hurst,
  ),
];
