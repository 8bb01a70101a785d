import * as lib from '../../src/index.ts';
import type { TestBars } from '../bars.ts';
import { type Column, type Compute, type Reader, T, type Table } from './table.ts';

const { talib, tulip, pandas } = lib.presets;

const talibMama = (b: TestBars, p: Reader): lib.MamaSeries =>
  lib.mama(b.close, { ...talib.mama, fastLimit: p('optInFastLimit'), slowLimit: p('optInSlowLimit') });
const ehlersMama = (b: TestBars, p: Reader): lib.MamaSeries =>
  lib.mama(b.close, { start: 'ehlers', fastLimit: p('fast'), slowLimit: p('slow') });

/** The earlier system couples the averages where it states a length of the efficiency ratio. */
const earlierMama = (src: Float64Array, p: Reader, { params = {} }: Column): lib.MamaSeries => {
  const { er_length: length = null } = params as Readonly<Record<string, unknown>>;
  return length === null
    ? lib.mama(src, { fastLimit: p('fast'), slowLimit: p('slow') })
    : lib.adaptiveAverages(src, { period: Number(length) });
};
const earlierKama =
  (src: (b: TestBars) => Float64Array): Compute =>
  (b, p) =>
    lib.adaptiveAverages(src(b), { period: p('length') }).kama;

export const averageTable: Table = {
  talib: {
    SMA: (b, p) => lib.sma(b.close, { period: p(T) }),
    EMA: (b, p) => lib.ema(b.close, { period: p(T) }),
    WMA: (b, p) => lib.wma(b.close, { period: p(T) }),
    DEMA: (b, p) => lib.dema(b.close, { period: p(T) }),
    TEMA: (b, p) => lib.tema(b.close, { period: p(T) }),
    TRIMA: (b, p) => lib.trima(b.close, { period: p(T) }),
    T3: (b, p) => lib.t3(b.close, { period: p(T), volumeFactor: p('optInVFactor') }),
    KAMA: (b, p) => lib.kama(b.close, { period: p(T) }),
    MAMA: (b, p) => talibMama(b, p).mama,
    FAMA: (b, p) => talibMama(b, p).fama,
  },
  tulip: {
    SMA: (b, p) => lib.sma(b.close, { period: p(0) }),
    EMA: (b, p) => lib.ema(b.close, { ...tulip.ema, period: p(0) }),
    RMA: (b, p) => lib.rma(b.close, { period: p(0) }),
    WMA: (b, p) => lib.wma(b.close, { period: p(0) }),
    DEMA: (b, p) => lib.dema(b.close, { ...tulip.dema, period: p(0) }),
    TEMA: (b, p) => lib.tema(b.close, { ...tulip.tema, period: p(0) }),
    HMA: (b, p) => lib.hma(b.close, { period: p(0) }),
    VWMA: (b, p) => lib.vwma(b, { period: p(0) }),
    TRIMA: (b, p) => lib.trima(b.close, { period: p(0) }),
    ZLEMA: (b, p) => lib.zlema(b.close, { period: p(0) }),
    KAMA: (b, p) => lib.kama(b.close, { ...tulip.kama, period: p(0) }),
  },
  pine: {
    SMA: (b, p) => lib.sma(b.close, { period: p(0) }),
    EMA: (b, p) => lib.ema(b.close, { period: p(0) }),
    RMA: (b, p) => lib.rma(b.close, { period: p(0) }),
    WMA: (b, p) => lib.wma(b.close, { period: p(0) }),
    HMA: (b, p) => lib.hma(b.close, { period: p(0) }),
    VWMA: (b, p) => lib.vwma(b, { period: p(0) }),
    ALMA: (b, p) => lib.alma(b.close, { period: p(0), offset: p(1), sigma: p(2) }),
  },
  textbook: {
    SMA: (b, p) => lib.sma(b.close, { period: p('n') }),
    EMA: (b, p) => lib.ema(b.close, { period: p('n') }),
    EMA_SEED1: (b, p) => lib.ema(b.close, { ...pandas.ema, period: p('n') }),
    RMA: (b, p) => lib.rma(b.close, { period: p('n') }),
    RMA_SEED1: (b, p) => lib.rma(b.close, { ...pandas.rma, period: p('n') }),
    WMA: (b, p) => lib.wma(b.close, { period: p('n') }),
    HMA: (b, p) => lib.hma(b.close, { period: p('n') }),
    VWMA: (b, p) => lib.vwma(b, { period: p('n') }),
    TRIMA: (b, p) => lib.trima(b.close, { period: p('n') }),
    ALMA: (b, p) => lib.alma(b.close, { period: p('n'), offset: p('offset'), sigma: p('sigma') }),
    DEMA: (b, p) => lib.dema(b.close, { period: p('n') }),
    DEMA_SEED1: (b, p) => lib.dema(b.close, { ...pandas.dema, period: p('n') }),
    TEMA: (b, p) => lib.tema(b.close, { period: p('n') }),
    TEMA_SEED1: (b, p) => lib.tema(b.close, { ...pandas.tema, period: p('n') }),
    T3: (b, p) => lib.t3(b.close, { period: p('n'), volumeFactor: p('v') }),
    ZLEMA_TULIP: (b, p) => lib.zlema(b.close, { period: p('n') }),
    KAMA: (b, p) => lib.kama(b.close, { period: p('n'), fast: p('fast'), slow: p('slow') }),
    MAMA_EHLERS: (b, p) => ehlersMama(b, p).mama,
    FAMA_EHLERS: (b, p) => ehlersMama(b, p).fama,
  },
  ff: {
    FF_MAMA_CLOSE: (b, p, column) => earlierMama(b.close, p, column).mama,
    FF_FAMA_CLOSE: (b, p, column) => earlierMama(b.close, p, column).fama,
    FF_KAMA_CLOSE: earlierKama((b) => b.close),
    FF_MAMA_OHLC4: (b, p, column) => earlierMama(lib.ohlc4(b), p, column).mama,
    FF_FAMA_OHLC4: (b, p, column) => earlierMama(lib.ohlc4(b), p, column).fama,
    FF_KAMA_OHLC4: earlierKama((b) => lib.ohlc4(b)),
  },
};
