import * as lib from '../../src/index.ts';
import type { TestBars } from '../bars.ts';
import type { Reader, Table } from './table.ts';

const { ff } = lib.presets;

/** The earlier system calls the length of the second span a displacement. */
const withLines = (b: TestBars, tenkan: number, kijun: number, senkouB: number): lib.IchimokuClose => ({
  close: b.close,
  ...lib.ichimoku(b, { tenkan, kijun, senkouB }),
});
const external = (b: TestBars, p: Reader): lib.IchimokuMasks =>
  lib.ichimokuMasks(withLines(b, p('tenkan'), p('kijun'), p('displacement')));
const inner = (b: TestBars, p: Reader): lib.IchimokuClose =>
  withLines(b, p('tenkan_5'), p('kijun_5'), p('displacement_5'));

export const fiveInOneTable: Table = {
  talib: {},
  tulip: {},
  pine: {},
  textbook: {},
  ff: {
    FF_ICHI_BULL: (b, p) => external(b, p).bull,
    FF_ICHI_BEAR: (b, p) => external(b, p).bearLight,
    FF_5IN1_DISTANCE: (b) => lib.kamaDistance(lib.ohlc4(b)).distance,
    FF_5IN1_ADLINE: (b, p) => lib.adLine(b, { ...ff.adLine, period: p('ad_norm_period') }).vote,
    FF_5IN1_OBV: (b) => lib.obvTrend(b).vote,
    FF_5IN1_REGCLOUD: (b) => lib.regressionCloud(b.close, ff.regressionCloud).vote,
    FF_5IN1_KAMA_OSC: (b, p) =>
      lib.kamaOscillator(b.close, {
        erPeriod: p('er_period'),
        fast: p('fast_period'),
        slow: p('slow_period'),
        normPeriod: p('norm_period'),
      }).vote,
    FF_5IN1_ICHI_STRICT: (b, p) => lib.ichimokuVote(inner(b, p), { bear: 'strict' }),
    FF_5IN1_ICHI_LIGHT: (b, p) => lib.ichimokuVote(inner(b, p)),
  },
};
