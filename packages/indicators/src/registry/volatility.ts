import { Atr, atr } from '../volatility/atr.ts';
import { CloseToCloseVolatility, closeToCloseVolatility } from '../volatility/close-to-close-volatility.ts';
import { EwmaVolatility, ewmaVolatility } from '../volatility/ewma-volatility.ts';
import { GarmanKlassVolatility, garmanKlassVolatility } from '../volatility/garman-klass-volatility.ts';
import { Natr, natr } from '../volatility/natr.ts';
import { ParkinsonVolatility, parkinsonVolatility } from '../volatility/parkinson-volatility.ts';
import { RogersSatchellVolatility, rogersSatchellVolatility } from '../volatility/rogers-satchell-volatility.ts';
import {
  RollingStandardDeviation,
  RollingVariance,
  rollingStandardDeviation,
  rollingVariance,
} from '../volatility/rolling-variance.ts';
import { TrueRange, trueRange } from '../volatility/true-range.ts';
import { YangZhangVolatility, yangZhangVolatility } from '../volatility/yang-zhang-volatility.ts';
import { defineEntry, type IndicatorEntry, type OutputInfo, type Params } from './entry.ts';
import { bars, choice, decay, number, rmaMemory } from './parameters.ts';

const firstTr = choice(['hl', 'skip'], 'true range of the first bar: high minus low, or unknown');
const wilder = 'J. W. Wilder, New Concepts in Technical Trading Systems, 1978';

const atrParams = {
  period: bars(14, [2, 200], 'length'),
  seed: choice(['sma', 'first'], 'start with the mean of the first ranges, or with the first one'),
  firstTr,
};
const atrFirst = ({ period, seed, firstTr }: Params) => ({
  value: (seed === 'first' ? 0 : Number(period) - 1) + (firstTr === 'skip' ? 1 : 0),
});
/** The range of the first bar lacks the close before it, whatever the weight of it. */
const atrMemory = ({ period }: Params, digits: number) => Math.max(1, rmaMemory(Number(period), digits));

const ddof = (defaultValue: number) =>
  ({
    type: 'int',
    min: 0,
    max: 1,
    default: defaultValue,
    search: [0, 1],
    description: 'subtracted from the number of values: 0 for a population, 1 for a sample',
  }) as const;
const windowFirst = ({ period }: Params) => ({ value: Number(period) - 1 });
const positive = (description: string): { value: OutputInfo } => ({
  value: { pane: 'own', range: [0, Number.MAX_VALUE], description },
});
const perBar = positive('volatility per bar, a fraction');

/** Ranges and volatility. */
export const volatilityEntries: readonly IndicatorEntry[] = [
  defineEntry(
    {
      id: 'trueRange',
      file: 'volatility/true-range',
      name: 'True range',
      group: 'volatility',
      formula: 'max(high, previous close) - min(low, previous close)',
      source: wilder,
      inputs: ['high', 'low', 'close'],
      params: { firstTr },
      outputs: { value: { pane: 'own', description: 'range in price units' } },
      first: ({ firstTr }) => ({ value: firstTr === 'skip' ? 1 : 0 }),
      windowed: false,
      memory: () => 1,
      agrees: { talib: 'TRANGE', pine: 'ta.tr(true)', tulip: 'tr' },
    },
    trueRange,
    TrueRange,
  ),
  defineEntry(
    {
      id: 'atr',
      file: 'volatility/atr',
      name: 'Average true range',
      group: 'volatility',
      formula: "Wilder's average of the true range",
      source: wilder,
      inputs: ['high', 'low', 'close'],
      params: atrParams,
      outputs: { value: { pane: 'own', description: 'range in price units' } },
      first: atrFirst,
      windowed: false,
      memory: atrMemory,
      agrees: { talib: 'ATR', pine: 'ta.atr', tulip: 'atr', pandas: 'ewm.mean of the true range', ff: 'atr' },
    },
    atr,
    Atr,
  ),
  defineEntry(
    {
      id: 'natr',
      file: 'volatility/natr',
      name: 'Normalised average true range',
      group: 'volatility',
      formula: '100 atr / close',
      source: 'J. Forman, Cross-Market Evaluations With Normalized Average True Range, 2006',
      inputs: ['high', 'low', 'close'],
      params: atrParams,
      outputs: { value: { pane: 'own', description: 'range in percent of the close' } },
      first: atrFirst,
      windowed: false,
      memory: atrMemory,
      agrees: { talib: 'NATR', tulip: 'natr' },
    },
    natr,
    Natr,
  ),
  defineEntry(
    {
      id: 'rollingVariance',
      file: 'volatility/rolling-variance',
      name: 'Variance',
      group: 'volatility',
      formula: 'sum of (x - mean)^2 / (period - ddof)',
      source: 'common knowledge',
      inputs: ['close'],
      params: { period: bars(20, [2, 300], 'bars in the window', 2), ddof: ddof(0) },
      outputs: positive('variance, in the unit of the series squared'),
      first: windowFirst,
      agrees: { talib: 'VAR', pine: 'ta.variance', tulip: 'var', pandas: 'rolling.var' },
    },
    rollingVariance,
    RollingVariance,
  ),
  defineEntry(
    {
      id: 'rollingStandardDeviation',
      file: 'volatility/rolling-variance',
      name: 'Standard deviation',
      group: 'volatility',
      formula: 'sqrt(sum of (x - mean)^2 / (period - ddof))',
      source: 'common knowledge',
      inputs: ['close'],
      params: { period: bars(20, [2, 300], 'bars in the window', 2), ddof: ddof(0) },
      outputs: positive('standard deviation, in the unit of the series'),
      first: windowFirst,
      agrees: { talib: 'STDDEV', pine: 'ta.stdev', tulip: 'stddev', pandas: 'rolling.std' },
    },
    rollingStandardDeviation,
    RollingStandardDeviation,
  ),
  defineEntry(
    {
      id: 'closeToCloseVolatility',
      file: 'volatility/close-to-close-volatility',
      name: 'Close-to-close volatility',
      group: 'volatility',
      formula: 'standard deviation of returns times sqrt(periodsPerYear)',
      source: 'J. C. Hull, Options, Futures, and Other Derivatives',
      inputs: ['close'],
      params: {
        period: bars(20, [5, 300], 'returns in the window', 2),
        returns: choice(['log', 'simple'], 'logarithmic or simple returns'),
        mean: choice(['sample', 'zero'], 'measured from the mean of the returns, or from zero'),
        ddof: ddof(1),
        periodsPerYear: number(1, [0, Number.MAX_VALUE], [1, 365], 'bars in a year; 1 = volatility per bar'),
      },
      outputs: positive('volatility, a fraction'),
      first: ({ period }) => ({ value: Number(period) }),
      agrees: { tulip: 'volatility' },
    },
    closeToCloseVolatility,
    CloseToCloseVolatility,
  ),
  defineEntry(
    {
      id: 'parkinsonVolatility',
      file: 'volatility/parkinson-volatility',
      name: 'Parkinson volatility',
      group: 'volatility',
      formula: 'sqrt(mean of ln(high / low)^2 / (4 ln 2))',
      source: 'M. Parkinson, The Extreme Value Method for Estimating the Variance of the Rate of Return, 1980',
      inputs: ['high', 'low'],
      params: { period: bars(20, [5, 300]) },
      outputs: perBar,
      first: windowFirst,
      agrees: {},
    },
    parkinsonVolatility,
    ParkinsonVolatility,
  ),
  defineEntry(
    {
      id: 'garmanKlassVolatility',
      file: 'volatility/garman-klass-volatility',
      name: 'Garman-Klass volatility',
      group: 'volatility',
      formula: 'sqrt(mean of ln(high / low)^2 / 2 - (2 ln 2 - 1) ln(close / open)^2)',
      source:
        'M. B. Garman and M. J. Klass, On the Estimation of Security Price Volatilities from Historical Data, 1980',
      inputs: ['open', 'high', 'low', 'close'],
      params: { period: bars(20, [5, 300]) },
      outputs: perBar,
      first: windowFirst,
      agrees: {},
    },
    garmanKlassVolatility,
    GarmanKlassVolatility,
  ),
  defineEntry(
    {
      id: 'rogersSatchellVolatility',
      file: 'volatility/rogers-satchell-volatility',
      name: 'Rogers-Satchell volatility',
      group: 'volatility',
      formula: 'sqrt(mean of ln(high / close) ln(high / open) + ln(low / close) ln(low / open))',
      source: 'L. C. G. Rogers and S. E. Satchell, Estimating Variance from High, Low and Closing Prices, 1991',
      inputs: ['open', 'high', 'low', 'close'],
      params: { period: bars(20, [5, 300]) },
      outputs: perBar,
      first: windowFirst,
      agrees: {},
    },
    rogersSatchellVolatility,
    RogersSatchellVolatility,
  ),
  defineEntry(
    {
      id: 'yangZhangVolatility',
      file: 'volatility/yang-zhang-volatility',
      name: 'Yang-Zhang volatility',
      group: 'volatility',
      formula: 'sqrt(var overnight + k var body + (1 - k) Rogers-Satchell), k = 0.34 / (1.34 + (n + 1) / (n - 1))',
      source: 'D. Yang and Q. Zhang, Drift Independent Volatility Estimation, 2000',
      inputs: ['open', 'high', 'low', 'close'],
      params: { period: bars(20, [5, 300], 'bars in the window', 2) },
      outputs: perBar,
      first: ({ period }) => ({ value: Number(period) }),
      agrees: {},
    },
    yangZhangVolatility,
    YangZhangVolatility,
  ),
  defineEntry(
    {
      id: 'ewmaVolatility',
      file: 'volatility/ewma-volatility',
      name: 'Exponentially weighted volatility',
      group: 'volatility',
      formula: 'v = lambda v + (1 - lambda) r^2, r = ln(price / previous); sqrt(v)',
      source: 'J. P. Morgan and Reuters, RiskMetrics - Technical Document, 1996',
      inputs: ['close'],
      params: { lambda: number(0.94, [0, 1], [0.8, 0.99], 'weight of the variance so far') },
      outputs: perBar,
      first: () => ({ value: 1 }),
      windowed: false,
      memory: ({ lambda }, digits) => 1 + decay(1 - Number(lambda), digits),
      agrees: {},
    },
    ewmaVolatility,
    EwmaVolatility,
  ),
];
