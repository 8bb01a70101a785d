import * as lib from '../../src/index.ts';
import { T, type Table } from './table.ts';

const { talib, pine } = lib.presets;

export const volumeTable: Table = {
  talib: {
    OBV: (b) => lib.obv(b, talib.obv),
    AD: (b) => lib.accumulationDistribution(b),
    ADOSC: (b, p) => lib.chaikinOscillator(b, { fast: p('optInFastPeriod'), slow: p('optInSlowPeriod') }),
    MFI: (b, p) => lib.moneyFlowIndex(b, { period: p(T) }),
  },
  tulip: {
    OBV: (b) => lib.obv(b),
    AD: (b) => lib.accumulationDistribution(b),
    ADOSC: (b, p) => lib.chaikinOscillator(b, { fast: p(0), slow: p(1) }),
    MFI: (b, p) => lib.moneyFlowIndex(b, { period: p(0) }),
  },
  pine: {
    OBV: (b) => lib.obv(b),
    AD: (b) => lib.accumulationDistribution(b),
    MFI: (b, p) => lib.moneyFlowIndex(b, { ...pine.moneyFlowIndex, period: p(0) }),
    VWAP: (b) => lib.vwap(b),
  },
  textbook: {
    OBV: (b) => lib.obv(b, talib.obv),
    OBV_ZERO: (b) => lib.obv(b),
    AD: (b) => lib.accumulationDistribution(b),
    ADOSC: (b, p) => lib.chaikinOscillator(b, { fast: p('fast'), slow: p('slow') }),
    CMF: (b, p) => lib.chaikinMoneyFlow(b, { period: p('n') }),
    MFI: (b, p) => lib.moneyFlowIndex(b, { period: p('n') }),
    VWAP_SESSION: (b) => lib.vwap(b),
    VWAP_CUM: (b) => lib.anchoredVwap(b),
    VWAP_ROLLING: (b, p) => lib.rollingVwap(b, { period: p('n') }),
  },
  ff: {},
};
