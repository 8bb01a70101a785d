import * as lib from '../../src/index.ts';
import type { Table } from './table.ts';

export const cycleTable: Table = {
  talib: {
    HT_TRENDLINE: (b) => lib.hilbertTrendline(b.close),
    HT_DCPERIOD: (b) => lib.dominantCycle(b.close),
  },
  tulip: {},
  pine: {},
  textbook: {},
  ff: {
    FF_MESA_PERIOD: (b) => lib.mesa(b.close).period,
    FF_MESA_ALPHA: (b, p) => lib.mesaAlpha(b.close, { fastLimit: p('fast'), slowLimit: p('slow') }),
  },
};
