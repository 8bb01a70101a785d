import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { atr, Natr, natr, presets } from '../../src/index.ts';
import { indicator } from '../../src/registry.ts';

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

  it('agrees with a longer history from the bar after the first on, whose range lacks a close before it', () => {
    // A gap up from 10 to 12: true range 3, but high minus low 1.
    const gap = { high: [11, 13], low: [9, 12], close: [10, 12] };
    const late = { high: [13], low: [12], close: [12] };
    expectClose(atr(gap, { period: 1 }), [2, 3]);
    expectClose(atr(late, { period: 1 }), [1]);
    expect(indicator('atr').converge({ period: 1 })).toBe(1);
    expect(indicator('natr').converge({ period: 1 })).toBe(1);
  });

  it('is 0 where the close is 0', () => {
    const stream = new Natr({ period: 1 });
    expectClose(natr({ high: [1, 1], low: [-1, -1], close: [0, 1] }, { period: 1 }), [0, 200]);
    expectClose(stream.update({ high: 1, low: -1, close: 0 }), 0);
  });
});
