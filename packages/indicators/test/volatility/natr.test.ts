import { expectClose } from '@quantblocks/test-kit';
import { describe, it } from 'vitest';
import { Natr, natr, presets } from '../../src/index.ts';

// True ranges 2, 3 and 2.
const bars = { high: [11, 12, 11], low: [9, 9, 9], close: [10, 10, 9] };

describe('natr', () => {
  it('is the average true range in percent of the close', () => {
    // Averages (2 + 3) / 2 and (2.5 + 2) / 2.
    expectClose(natr(bars, { period: 2 }), [Number.NaN, 25, 25]);
  });

  it('starts with the first range on demand', () => {
    expectClose(natr(bars, { period: 2, seed: 'first' }), [20, 25, 25]);
  });

  it('leaves out the first bar as TA-Lib does', () => {
    // (3 + 2) / 2 of 9.
    expectClose(natr(bars, { period: 2, ...presets.talib.natr }), [Number.NaN, Number.NaN, 250 / 9]);
  });

  it('is 0 where the close is 0', () => {
    const stream = new Natr({ period: 1 });
    expectClose(natr({ high: [1, 1], low: [-1, -1], close: [0, 1] }, { period: 1 }), [0, 200]);
    expectClose(stream.update({ high: 1, low: -1, close: 0 }), 0);
  });
});
