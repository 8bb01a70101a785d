import * as lib from '../../src/index.ts';
import { T, type Table } from './table.ts';

const { talib, tulip, pandas, ff } = lib.presets;

export const volatilityTable: Table = {
  talib: {
    TRANGE: (b) => lib.trueRange(b, talib.trueRange),
    ATR: (b, p) => lib.atr(b, { ...talib.atr, period: p(T) }),
    NATR: (b, p) => lib.natr(b, { ...talib.natr, period: p(T) }),
    STDDEV: (b, p) => lib.rollingStandardDeviation(b.close, { period: p(T) }),
    VAR: (b, p) => lib.rollingVariance(b.close, { period: p(T) }),
  },
  tulip: {
    TR: (b) => lib.trueRange(b),
    ATR: (b, p) => lib.atr(b, { period: p(0) }),
    NATR: (b, p) => lib.natr(b, { period: p(0) }),
    STDDEV: (b, p) => lib.rollingStandardDeviation(b.close, { period: p(0) }),
    VAR: (b, p) => lib.rollingVariance(b.close, { period: p(0) }),
    VOLATILITY: (b, p) => lib.closeToCloseVolatility(b.close, { ...tulip.closeToCloseVolatility, period: p(0) }),
  },
  pine: {
    TR: (b) => lib.trueRange(b),
    ATR: (b, p) => lib.atr(b, { period: p(0) }),
    STDEV: (b, p) => lib.rollingStandardDeviation(b.close, { period: p(0) }),
    STDEV_SAMPLE: (b, p) => lib.rollingStandardDeviation(b.close, { ddof: 1, period: p(0) }),
    VARIANCE: (b, p) => lib.rollingVariance(b.close, { period: p(0) }),
  },
  textbook: {
    TR: (b) => lib.trueRange(b),
    ATR: (b, p) => lib.atr(b, { period: p('n') }),
    ATR_SEED1: (b, p) => lib.atr(b, { ...pandas.atr, period: p('n') }),
    ATR_TALIB: (b, p) => lib.atr(b, { ...talib.atr, period: p('n') }),
    NATR: (b, p) => lib.natr(b, { period: p('n') }),
    NATR_TALIB: (b, p) => lib.natr(b, { ...talib.natr, period: p('n') }),
    STDDEV_DDOF0: (b, p) => lib.rollingStandardDeviation(b.close, { ddof: p('ddof'), period: p('n') }),
    VAR_DDOF0: (b, p) => lib.rollingVariance(b.close, { ddof: p('ddof'), period: p('n') }),
    STDDEV_DDOF1: (b, p) => lib.rollingStandardDeviation(b.close, { ddof: p('ddof'), period: p('n') }),
    VAR_DDOF1: (b, p) => lib.rollingVariance(b.close, { ddof: p('ddof'), period: p('n') }),
    VOL_CC: (b, p) => lib.closeToCloseVolatility(b.close, { ddof: p('ddof'), period: p('n') }),
    VOL_CC_ZEROMEAN: (b, p) => lib.closeToCloseVolatility(b.close, { mean: 'zero', period: p('n') }),
    VOL_PARKINSON: (b, p) => lib.parkinsonVolatility(b, { period: p('n') }),
    VOL_GARMAN_KLASS: (b, p) => lib.garmanKlassVolatility(b, { period: p('n') }),
    VOL_ROGERS_SATCHELL: (b, p) => lib.rogersSatchellVolatility(b, { period: p('n') }),
    VOL_YANG_ZHANG: (b, p) => lib.yangZhangVolatility(b, { period: p('n') }),
    VOL_EWMA94: (b, p) => lib.ewmaVolatility(b.close, { lambda: p('lam') }),
  },
  ff: { FF_ATR: (b, p) => lib.atr(b, { ...ff.atr, period: p('n') }) },
};
