import * as lib from '../../src/index.ts';
import type { TestBars } from '../bars.ts';
import { type Reader, T, type Table } from './table.ts';

const { talib, tulip, pandas } = lib.presets;

const from = (first: number, y: Float64Array): Float64Array => y.fill(Number.NaN, 0, first);
const scaled = (factor: number, y: Float64Array): Float64Array => y.map((value) => factor * value);

/** TA-Lib and Tulip publish no output before the last one begins. */
const where = (last: Float64Array, y: Float64Array): Float64Array =>
  y.map((value, i) => (Number.isNaN(last[i]) ? Number.NaN : value));
const kWhereD = ({ k, d }: lib.StochasticSeries): Float64Array => where(d, k);
const talibStoch = (b: TestBars, p: Reader) =>
  lib.stochastic(b, {
    period: p('optInFastK_Period'),
    slowing: p('optInSlowK_Period'),
    signal: p('optInSlowD_Period'),
  });
const talibFast = (b: TestBars, p: Reader) =>
  lib.stochastic(b, { period: p('optInFastK_Period'), slowing: 1, signal: p('optInFastD_Period') });
/** TA-Lib has no third smoothing, so that its fast D is our %K. */
const talibStochRsi = (b: TestBars, p: Reader) =>
  lib.stochasticRsi(b.close, {
    rsiPeriod: p(T),
    period: p('optInFastK_Period'),
    slowing: 1,
    signal: p('optInFastD_Period'),
  });
const tulipStoch = (b: TestBars, p: Reader) => lib.stochastic(b, { period: p(0), slowing: p(1), signal: p(2) });
const talibMacd = (b: TestBars, p: Reader) =>
  lib.macd(b.close, {
    ...talib.macd,
    fast: p('optInFastPeriod'),
    slow: p('optInSlowPeriod'),
    signal: p('optInSignalPeriod'),
  });
const tulipMacd = (b: TestBars, p: Reader) =>
  lib.macd(b.close, { ...tulip.macd, fast: p(0), slow: p(1), signal: p(2) });
const pineMacd = (b: TestBars, p: Reader) => lib.macd(b.close, { fast: p(0), slow: p(1), signal: p(2) });
const textbookMacd = (options: lib.MacdOptions) => (b: TestBars, p: Reader) =>
  lib.macd(b.close, { ...options, fast: p('fast'), slow: p('slow'), signal: p('signal') });
const independent = textbookMacd({});
const seedFirst = textbookMacd(pandas.macd);
const aligned = textbookMacd(talib.macd);
const ppo = (options: lib.PpoOptions) => (b: TestBars, p: Reader) =>
  lib.ppo(b.close, { ...options, fast: p('fast'), slow: p('slow'), signal: p('signal') });
const ppoIndependent = ppo({});
const ppoFirst = ppo(pandas.ppo);

export const momentumTable: Table = {
  talib: {
    RSI: (b, p) => lib.rsi(b.close, { period: p(T) }),
    CMO: (b, p) => lib.cmo(b.close, { ...talib.cmo, period: p(T) }),
    STOCH_K: (b, p) => kWhereD(talibStoch(b, p)),
    STOCH_D: (b, p) => talibStoch(b, p).d,
    STOCHF_K: (b, p) => kWhereD(talibFast(b, p)),
    STOCHF_D: (b, p) => talibFast(b, p).d,
    STOCHRSI_FK: (b, p) => kWhereD(talibStochRsi(b, p)),
    STOCHRSI_FD: (b, p) => talibStochRsi(b, p).d,
    MACD: (b, p) => where(talibMacd(b, p).signal, talibMacd(b, p).line),
    MACD_SIGNAL: (b, p) => talibMacd(b, p).signal,
    MACD_HIST: (b, p) => talibMacd(b, p).histogram,
    CCI: (b, p) => lib.cci(b, { period: p(T) }),
    ROC: (b, p) => lib.roc(b.close, { period: p(T) }),
    MOM: (b, p) => lib.momentum(b.close, { period: p(T) }),
    WILLR: (b, p) => lib.williamsR(b, { period: p(T) }),
    TRIX: (b, p) => lib.trix(b.close, { period: p(T) }),
    ULTOSC: (b, p) =>
      lib.ultimateOscillator(b, {
        short: p('optInTimePeriod1'),
        medium: p('optInTimePeriod2'),
        long: p('optInTimePeriod3'),
      }),
    PPO_EMA: (b, p) => lib.ppo(b.close, { fast: p('optInFastPeriod'), slow: p('optInSlowPeriod') }).line,
    APO_EMA: (b, p) => lib.apo(b.close, { fast: p('optInFastPeriod'), slow: p('optInSlowPeriod') }),
  },
  tulip: {
    RSI: (b, p) => lib.rsi(b.close, { period: p(0) }),
    CMO: (b, p) => lib.cmo(b.close, { period: p(0) }),
    STOCH_K: (b, p) => kWhereD(tulipStoch(b, p)),
    STOCH_D: (b, p) => tulipStoch(b, p).d,
    STOCHRSI: (b, p) => scaled(0.01, lib.stochasticRsi(b.close, { rsiPeriod: p(0), period: p(0) }).raw),
    MACD: (b, p) => tulipMacd(b, p).line,
    MACD_SIGNAL: (b, p) => tulipMacd(b, p).signal,
    MACD_HIST: (b, p) => tulipMacd(b, p).histogram,
    // Tulip waits for a window of whole windows.
    CCI: (b, p) => from(2 * p(0) - 2, lib.cci(b, { period: p(0) })),
    ROC: (b, p) => scaled(0.01, lib.roc(b.close, { period: p(0) })),
    MOM: (b, p) => lib.momentum(b.close, { period: p(0) }),
    WILLR: (b, p) => lib.williamsR(b, { period: p(0) }),
    TRIX: (b, p) => lib.trix(b.close, { ...tulip.trix, period: p(0) }),
    ULTOSC: (b, p) => lib.ultimateOscillator(b, { short: p(0), medium: p(1), long: p(2) }),
    // Tulip leaves the first 0 out.
    PPO: (b, p) => from(1, lib.ppo(b.close, { ...tulip.ppo, fast: p(0), slow: p(1) }).line),
  },
  pine: {
    RSI: (b, p) => lib.rsi(b.close, { period: p(0) }),
    MACD: (b, p) => pineMacd(b, p).line,
    MACD_SIGNAL: (b, p) => pineMacd(b, p).signal,
    MACD_HIST: (b, p) => pineMacd(b, p).histogram,
    STOCH_RAW: (b, p) => lib.stochastic(b, { period: p(0) }).raw,
    STOCH_K: (b, p) => lib.stochastic(b, { period: p(0), slowing: p(1) }).k,
    CCI: (b, p) => lib.cciOf(b.close, { period: p(0) }),
    CCI_HLC3: (b, p) => lib.cci(b, { period: p(0) }),
    ROC: (b, p) => lib.roc(b.close, { period: p(0) }),
    MOM: (b, p) => lib.momentum(b.close, { period: p(0) }),
    CMO: (b, p) => lib.cmo(b.close, { period: p(0) }),
    WPR: (b, p) => lib.williamsR(b, { period: p(0) }),
    TSI: (b, p) => scaled(0.01, lib.tsi(b.close, { short: p(0), long: p(1) })),
    COG: (b, p) => lib.centerOfGravity(b.close, { period: p(0) }),
  },
  textbook: {
    RSI: (b, p) => lib.rsi(b.close, { period: p('n') }),
    RSI_SEED1: (b, p) => lib.rsi(b.close, { ...pandas.rsi, period: p('n') }),
    RSI_CUTLER: (b, p) => lib.rsi(b.close, { smoothing: 'cutler', period: p('n') }),
    CMO: (b, p) => lib.cmo(b.close, { period: p('n') }),
    CMO_WILDER: (b, p) => lib.cmo(b.close, { ...talib.cmo, period: p('n') }),
    STOCH_RAW: (b, p) => lib.stochastic(b, { period: p('n') }).raw,
    STOCH_K: (b, p) => lib.stochastic(b, { period: p('n'), slowing: p('k') }).k,
    STOCH_D: (b, p) => lib.stochastic(b, { period: p('n'), slowing: p('k'), signal: p('d') }).d,
    STOCHRSI_RAW: (b, p) => lib.stochasticRsi(b.close, { rsiPeriod: p('rsi'), period: p('stoch') }).raw,
    STOCHRSI_K: (b, p) => lib.stochasticRsi(b.close, { rsiPeriod: p('rsi'), period: p('stoch'), slowing: p('k') }).k,
    STOCHRSI_D: (b, p) =>
      lib.stochasticRsi(b.close, { rsiPeriod: p('rsi'), period: p('stoch'), slowing: p('k'), signal: p('d') }).d,
    MACD: (b, p) => independent(b, p).line,
    MACD_SIGNAL: (b, p) => independent(b, p).signal,
    MACD_HIST: (b, p) => independent(b, p).histogram,
    MACD_SEED1: (b, p) => seedFirst(b, p).line,
    MACD_SIGNAL_SEED1: (b, p) => seedFirst(b, p).signal,
    MACD_HIST_SEED1: (b, p) => seedFirst(b, p).histogram,
    MACD_TALIB: (b, p) => aligned(b, p).line,
    MACD_SIGNAL_TALIB: (b, p) => aligned(b, p).signal,
    MACD_HIST_TALIB: (b, p) => aligned(b, p).histogram,
    PPO: (b, p) => lib.ppo(b.close, { fast: p('fast'), slow: p('slow') }).line,
    PPO_SIGNAL: (b, p) => ppoIndependent(b, p).signal,
    PPO_HIST: (b, p) => ppoIndependent(b, p).histogram,
    PPO_SEED1: (b, p) => lib.ppo(b.close, { ...pandas.ppo, fast: p('fast'), slow: p('slow') }).line,
    PPO_SIGNAL_SEED1: (b, p) => ppoFirst(b, p).signal,
    PPO_HIST_SEED1: (b, p) => ppoFirst(b, p).histogram,
    TRIX: (b, p) => lib.trix(b.close, { period: p('n') }),
    TRIX_SEED1: (b, p) => lib.trix(b.close, { ...pandas.trix, period: p('n') }),
    CCI: (b, p) => lib.cci(b, { period: p('n') }),
    ROC: (b, p) => lib.roc(b.close, { period: p('n') }),
    MOM: (b, p) => lib.momentum(b.close, { period: p('n') }),
    WILLR: (b, p) => lib.williamsR(b, { period: p('n') }),
    ULTOSC: (b, p) => lib.ultimateOscillator(b, { short: p('p0'), medium: p('p1'), long: p('p2') }),
    TSI: (b, p) => lib.tsi(b.close, { long: p('long'), short: p('short') }),
  },
  ff: {},
};
