import * as lib from '../../src/index.ts';
import type { TestBars } from '../bars.ts';
import { type Reader, T, type Table } from './table.ts';

const { pine } = lib.presets;

const talibBands = (b: TestBars, p: Reader) =>
  lib.bollingerBands(b.close, { period: p(T), multiple: p('optInNbDevUp') });
const tulipBands = (b: TestBars, p: Reader) => lib.bollingerBands(b.close, { period: p(0), multiple: p(1) });
const textbookBands = (b: TestBars, p: Reader) =>
  lib.bollingerBands(b.close, { period: p('n'), multiple: p('k'), ddof: p('ddof') });
const pineChannel = (b: TestBars, p: Reader) =>
  lib.keltnerChannel(b, { ...pine.keltnerChannel, period: p(0), multiple: p(1) });
const textbookChannel = (b: TestBars, p: Reader) =>
  lib.keltnerChannel(b, { period: p('n'), atrPeriod: p('atr'), multiple: p('mult') });
const emaRangeChannel = (b: TestBars, p: Reader) =>
  lib.keltnerChannel(b, { band: 'emaTr', period: p('n'), multiple: p('mult') });

export const channelTable: Table = {
  talib: {
    BB_UPPER: (b, p) => talibBands(b, p).upper,
    BB_MIDDLE: (b, p) => talibBands(b, p).middle,
    BB_LOWER: (b, p) => talibBands(b, p).lower,
    DONCHIAN_UPPER: (b, p) => lib.donchian(b, { period: p(T) }).upper,
    DONCHIAN_LOWER: (b, p) => lib.donchian(b, { period: p(T) }).lower,
    MAX: (b, p) => lib.rollingMax(b.close, { period: p(T) }),
    MIN: (b, p) => lib.rollingMin(b.close, { period: p(T) }),
    MIDPRICE: (b, p) => lib.donchianMiddle(b, { period: p(T) }),
  },
  tulip: {
    BB_UPPER: (b, p) => tulipBands(b, p).upper,
    BB_MIDDLE: (b, p) => tulipBands(b, p).middle,
    BB_LOWER: (b, p) => tulipBands(b, p).lower,
    MAX: (b, p) => lib.rollingMax(b.close, { period: p(0) }),
    MIN: (b, p) => lib.rollingMin(b.close, { period: p(0) }),
  },
  pine: {
    BB_UPPER: (b, p) => tulipBands(b, p).upper,
    BB_MIDDLE: (b, p) => tulipBands(b, p).middle,
    BB_LOWER: (b, p) => tulipBands(b, p).lower,
    KC_UPPER: (b, p) => pineChannel(b, p).upper,
    KC_MIDDLE: (b, p) => pineChannel(b, p).middle,
    KC_LOWER: (b, p) => pineChannel(b, p).lower,
    HIGHEST: (b, p) => lib.rollingMax(b.close, { period: p(0) }),
    LOWEST: (b, p) => lib.rollingMin(b.close, { period: p(0) }),
  },
  textbook: {
    BB_UPPER: (b, p) => textbookBands(b, p).upper,
    BB_MIDDLE: (b, p) => lib.bollingerBands(b.close, { period: p('n') }).middle,
    BB_LOWER: (b, p) => textbookBands(b, p).lower,
    BB_WIDTH: (b, p) => lib.bollingerBandwidth(b.close, { period: p('n'), multiple: p('k') }),
    BB_PCTB: (b, p) => lib.bollingerPercentB(b.close, { period: p('n'), multiple: p('k') }),
    KC_UPPER: (b, p) => textbookChannel(b, p).upper,
    KC_MIDDLE: (b, p) => textbookChannel(b, p).middle,
    KC_LOWER: (b, p) => textbookChannel(b, p).lower,
    KC_EMATR_UPPER: (b, p) => emaRangeChannel(b, p).upper,
    KC_EMATR_LOWER: (b, p) => emaRangeChannel(b, p).lower,
    DONCHIAN_UPPER: (b, p) => lib.donchian(b, { period: p('n') }).upper,
    DONCHIAN_MIDDLE: (b, p) => lib.donchian(b, { period: p('n') }).middle,
    DONCHIAN_LOWER: (b, p) => lib.donchian(b, { period: p('n') }).lower,
    MAX: (b, p) => lib.rollingMax(b.close, { period: p('n') }),
    MIN: (b, p) => lib.rollingMin(b.close, { period: p('n') }),
  },
  ff: {},
};
