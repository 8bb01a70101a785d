import * as lib from '../../src/index.ts';
import { T, type Table } from './table.ts';

const { pandas } = lib.presets;

export const statisticsTable: Table = {
  talib: {
    LINREG: (b, p) => lib.linearRegression(b.close, { period: p(T) }).value,
    LINREG_SLOPE: (b, p) => lib.linearRegression(b.close, { period: p(T) }).slope,
    LINREG_INTERCEPT: (b, p) => lib.linearRegression(b.close, { period: p(T) }).intercept,
    TSF: (b, p) => lib.timeSeriesForecast(b.close, { period: p(T) }),
    LINREG_ANGLE: (b, p) => lib.regressionAngle(b.close, { period: p(T) }),
  },
  tulip: {
    LINREG: (b, p) => lib.linearRegression(b.close, { period: p(0) }).value,
    LINREG_SLOPE: (b, p) => lib.linearRegression(b.close, { period: p(0) }).slope,
    LINREG_INTERCEPT: (b, p) => lib.linearRegression(b.close, { period: p(0) }).intercept,
    TSF: (b, p) => lib.timeSeriesForecast(b.close, { period: p(0) }),
    STDERR: (b, p) => lib.standardErrorOfMean(b.close, { period: p(0) }),
  },
  pine: {
    LINREG: (b, p) => lib.linearRegression(b.close, { period: p(0) }).value,
    MEDIAN: (b, p) => lib.rollingMedian(b.close, { period: p(0) }),
    DEV: (b, p) => lib.meanAbsoluteDeviation(b.close, { period: p(0) }),
  },
  textbook: {
    LINREG: (b, p) => lib.linearRegression(b.close, { period: p('n') }).value,
    LINREG_SLOPE: (b, p) => lib.linearRegression(b.close, { period: p('n') }).slope,
    LINREG_INTERCEPT: (b, p) => lib.linearRegression(b.close, { period: p('n') }).intercept,
    TSF: (b, p) => lib.timeSeriesForecast(b.close, { period: p('n') }),
    LINREG_STDERR: (b, p) => lib.regressionQuality(b.close, { period: p('n') }).standardError,
    LINREG_SLOPE_SE: (b, p) => lib.regressionQuality(b.close, { period: p('n') }).slopeError,
    LINREG_R2: (b, p) => lib.regressionQuality(b.close, { period: p('n') }).rSquared,
    ZSCORE_DDOF0: (b, p) => lib.zScore(b.close, { period: p('n'), ddof: p('ddof') }),
    ZSCORE_DDOF1: (b, p) => lib.zScore(b.close, { ...pandas.zScore, period: p('n') }),
    HURST: (b, p) => lib.hurst(b.close, { period: p('n'), maxLag: p('maxLag') }),
    MEDIAN: (b, p) => lib.rollingMedian(b.close, { period: p('n') }),
  },
  ff: {},
};
