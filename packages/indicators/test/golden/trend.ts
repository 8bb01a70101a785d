import * as lib from '../../src/index.ts';
import type { TestBars } from '../bars.ts';
import { type Reader, T, type Table } from './table.ts';

const { talib, pine, tulip, pandas, ff } = lib.presets;

const lines = (b: TestBars, p: Reader): lib.IchimokuLines =>
  lib.ichimoku(b, { tenkan: p('tenkan'), kijun: p('kijun'), senkouB: p('senkouB') });
const ffLines = (b: TestBars, p: Reader): lib.IchimokuLines =>
  lib.ichimoku(b, { tenkan: p('tenkan'), kijun: p('kijun'), senkouB: p('displacement') });

export const trendTable: Table = {
  talib: {
    AROON_UP: (b, p) => lib.aroon(b, { period: p(T) }).up,
    AROON_DOWN: (b, p) => lib.aroon(b, { period: p(T) }).down,
    AROONOSC: (b, p) => lib.aroon(b, { period: p(T) }).oscillator,
    SAR: (b, p) =>
      lib.parabolicSar(b, { start: p('optInAcceleration'), step: p('optInAcceleration'), max: p('optInMaximum') }),
    ADX: (b, p) => lib.adx(b, { ...talib.adx, period: p(T) }).adx,
    PLUS_DI: (b, p) => lib.adx(b, { ...talib.adx, period: p(T) }).plusDi,
    MINUS_DI: (b, p) => lib.adx(b, { ...talib.adx, period: p(T) }).minusDi,
    DX: (b, p) => lib.dx(b, { ...talib.dx, period: p(T) }),
    ADXR: (b, p) => lib.adxr(b, { ...talib.adxr, period: p(T) }),
  },
  tulip: {
    AROON_UP: (b, p) => lib.aroon(b, { period: p(0) }).up,
    AROON_DOWN: (b, p) => lib.aroon(b, { period: p(0) }).down,
    AROONOSC: (b, p) => lib.aroon(b, { period: p(0) }).oscillator,
    PSAR: (b, p) => lib.parabolicSar(b, { ...tulip.parabolicSar, start: p(0), step: p(0), max: p(1) }),
    ADX: (b, p) => lib.adx(b, { ...tulip.adx, period: p(0) }).adx,
    PLUS_DI: (b, p) => lib.adx(b, { ...tulip.adx, period: p(0) }).plusDi,
    MINUS_DI: (b, p) => lib.adx(b, { ...tulip.adx, period: p(0) }).minusDi,
    DX: (b, p) => lib.dx(b, { ...tulip.dx, period: p(0) }),
    ADXR: (b, p) => lib.adxr(b, { ...tulip.adxr, period: p(0) }),
  },
  pine: {
    SAR: (b, p) => lib.parabolicSar(b, { ...pine.parabolicSar, start: p(0), step: p(1), max: p(2) }),
    SUPERTREND: (b, p) => lib.supertrend(b, { multiple: p(0), period: p(1) }).line,
    SUPERTREND_DIR: (b, p) => lib.supertrend(b, { multiple: p(0), period: p(1) }).direction,
    ADX: (b, p) => lib.adx(b, { period: p(0) }).adx,
    PLUS_DI: (b, p) => lib.adx(b, { period: p(0) }).plusDi,
    MINUS_DI: (b, p) => lib.adx(b, { period: p(0) }).minusDi,
  },
  textbook: {
    AROON_UP: (b, p) => lib.aroon(b, { period: p('n') }).up,
    AROON_DOWN: (b, p) => lib.aroon(b, { period: p('n') }).down,
    AROONOSC: (b, p) => lib.aroon(b, { period: p('n') }).oscillator,
    PSAR: (b, p) => lib.parabolicSar(b, { ...pine.parabolicSar, start: p('start'), step: p('step'), max: p('max') }),
    SUPERTREND: (b, p) => lib.supertrend(b, { period: p('atr'), multiple: p('mult') }).line,
    SUPERTREND_DIR: (b, p) => lib.supertrend(b, { period: p('atr'), multiple: p('mult') }).direction,
    VORTEX_PLUS: (b, p) => lib.vortex(b, { period: p('n') }).plus,
    VORTEX_MINUS: (b, p) => lib.vortex(b, { period: p('n') }).minus,
    CHOP: (b, p) => lib.choppiness(b, { period: p('n') }),
    PLUS_DI: (b, p) => lib.adx(b, { period: p('n') }).plusDi,
    MINUS_DI: (b, p) => lib.adx(b, { period: p('n') }).minusDi,
    DX: (b, p) => lib.dx(b, { period: p('n') }),
    ADX: (b, p) => lib.adx(b, { period: p('n') }).adx,
    PLUS_DI_TALIB: (b, p) => lib.adx(b, { ...talib.adx, period: p('n') }).plusDi,
    MINUS_DI_TALIB: (b, p) => lib.adx(b, { ...talib.adx, period: p('n') }).minusDi,
    DX_TALIB: (b, p) => lib.dx(b, { ...talib.dx, period: p('n') }),
    ADX_TALIB: (b, p) => lib.adx(b, { ...talib.adx, period: p('n') }).adx,
    ADXR_TALIB: (b, p) => lib.adxr(b, { ...talib.adxr, period: p('n') }),
    PLUS_DI_EWM: (b, p) => lib.adx(b, { ...pandas.adx, period: p('n') }).plusDi,
    MINUS_DI_EWM: (b, p) => lib.adx(b, { ...pandas.adx, period: p('n') }).minusDi,
    DX_EWM: (b, p) => lib.dx(b, { ...pandas.dx, period: p('n') }),
    ADX_EWM: (b, p) => lib.adx(b, { ...pandas.adx, period: p('n') }).adx,
    ICHI_TENKAN: (b, p) => lines(b, p).tenkan,
    ICHI_KIJUN: (b, p) => lines(b, p).kijun,
    ICHI_SENKOU_A_RAW: (b, p) => lines(b, p).spanA,
    ICHI_SENKOU_B_RAW: (b, p) => lines(b, p).spanB,
    ICHI_SENKOU_A: (b, p) => lib.displace(lines(b, p).spanA, p('displacement') - 1),
    ICHI_SENKOU_B: (b, p) => lib.displace(lines(b, p).spanB, p('displacement') - 1),
    ICHI_SENKOU_A_D: (b, p) => lib.displace(lines(b, p).spanA, p('displacement')),
    ICHI_SENKOU_B_D: (b, p) => lib.displace(lines(b, p).spanB, p('displacement')),
  },
  ff: {
    FF_ICHI_TENKAN: (b, p) => ffLines(b, p).tenkan,
    FF_ICHI_KIJUN: (b, p) => ffLines(b, p).kijun,
    FF_ICHI_KUMO_A: (b, p) => ffLines(b, p).spanA,
    FF_ICHI_KUMO_B: (b, p) => ffLines(b, p).spanB,
    FF_ADX: (b, p) => lib.adx(b, { ...ff.adx, period: p('n') }).adx,
  },
};
