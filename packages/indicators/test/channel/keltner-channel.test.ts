import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { keltnerChannel, presets } from '../../src/index.ts';
import { indicator } from '../../src/registry.ts';

const nan = Number.NaN;
// Ranges 2, 3, 4; true ranges 2, 4, 4, for the second bar jumps up by 1.
const bars = { high: [11, 14, 16], low: [9, 11, 12], close: [10, 12, 15] };

describe('keltnerChannel', () => {
  it('has an exponential average of the close in the middle', () => {
    // Mean of 10 and 12, then 11 / 3 + 15 * 2 / 3.
    expectClose(keltnerChannel(bars, { period: 2, atrPeriod: 2 }).middle, [nan, 11, 41 / 3]);
  });

  it("takes Wilder's average of the true range by default", () => {
    // (2 + 4) / 2, then (3 + 4) / 2; twice that.
    const { upper, lower } = keltnerChannel(bars, { period: 2, atrPeriod: 2 });
    expectClose(upper, [nan, 17, 41 / 3 + 7]);
    expectClose(lower, [nan, 5, 41 / 3 - 7]);
  });

  it('takes the exponential average of the true range on demand', () => {
    // 3, then 3 / 3 + 4 * 2 / 3 = 11 / 3.
    const { upper, lower } = keltnerChannel(bars, { period: 2, band: 'emaTr', multiple: 3 });
    expectClose(upper, [nan, 20, 41 / 3 + 11]);
    expectClose(lower, [nan, 2, 41 / 3 - 11]);
  });

  it('takes the exponential average of high minus low on demand, which is known on every bar', () => {
    // (2 + 3) / 2, then 2.5 / 3 + 4 * 2 / 3 = 3.5.
    for (const firstTr of ['hl', 'skip'] as const) {
      const { upper, lower } = keltnerChannel(bars, { period: 2, band: 'range', multiple: 1, firstTr });
      expectClose(upper, [nan, 13.5, 41 / 3 + 3.5]);
      expectClose(lower, [nan, 8.5, 41 / 3 - 3.5]);
    }
  });

  it('is that of Pine with its options: the first bar has no true range, and all lines start together', () => {
    // (4 + 4) / 2.
    const channel = keltnerChannel(bars, { period: 2, multiple: 1, ...presets.pine.keltnerChannel });
    expectClose(channel.upper, [nan, nan, 41 / 3 + 4]);
    expectClose(channel.middle, [nan, nan, 41 / 3]);
    expectClose(channel.lower, [nan, nan, 41 / 3 - 4]);
  });

  it('waits for the longer of its two averages', () => {
    // Middle of period 1: the close. Range: (2 + 4 + 4) / 3.
    expectClose(keltnerChannel(bars, { period: 1, atrPeriod: 3, multiple: 3 }).upper, [nan, nan, 25]);
    // Middle of period 3: 37 / 3. Range of period 1: 4.
    expectClose(keltnerChannel(bars, { period: 3, atrPeriod: 1, multiple: 1 }).lower, [nan, nan, 37 / 3 - 4]);
  });

  it('agrees with a longer history from the bar after the first on, whose range lacks a close before it', () => {
    // True range of the second bar 4 after the close 10, but high minus low 3.
    const options = { period: 1, atrPeriod: 1, multiple: 1 };
    const late = { high: [14, 16], low: [11, 12], close: [12, 15] };
    expectClose(keltnerChannel(bars, options).upper, [12, 16, 19]);
    expectClose(keltnerChannel(late, options).upper, [15, 19]);
    expect(indicator('keltnerChannel').converge(options)).toBe(1);
  });
});
