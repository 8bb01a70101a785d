import { createRng } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { adaptiveAverages, hl2, hlc3, Kama, kama, mama, ohlc4 } from '../../src/index.ts';

const EXACT = { rtol: 1e-14 };
const nan = Number.NaN;

describe('kama', () => {
  it('squares a weight between slow and fast', () => {
    // Slow 3 and fast 2 weigh 1/2 and 2/3. Net 2, path 4: root 1/2 + 1/12, weight 49/144, from 3 to 2.
    expectClose(kama([0, 3, 2], { period: 2, fast: 2, slow: 3 }), [nan, nan, 3 - 49 / 144], EXACT);
  });

  it('counts a price that stands still as a clean trend', () => {
    // Bar 2: ratio 0, weight 1/4: 2.5. Bar 3: ratio 1, weight 4/9: 2.5 + 1.5 * 4/9. Bar 4: nothing moves, weight 4/9 again.
    const third = 2.5 + (1.5 * 4) / 9;
    expectClose(
      kama([4, 2, 4, 4, 4], { period: 2, fast: 2, slow: 3 }),
      [nan, nan, 2.5, third, third + ((4 - third) * 4) / 9],
      EXACT,
    );
  });

  it('closes up to a price that stands still after thousands of moves', () => {
    const rng = createRng(3, 'kama');
    const x = Float64Array.from({ length: 3030 }, (_, i) => (i < 3000 ? 60_000 + 100 * rng.normal() : 60_009.7));
    const stream = new Kama();
    const y = kama(x);
    expect(Float64Array.from(x, (price) => stream.update(price))).toEqual(y);
    // From bar 3010 on the ten changes are all zero: the distance shrinks by 1 - (2/3)^2 per bar.
    for (let i = 3010; i < 3014; i++) expect((x[i] - y[i]) / (x[i] - y[i - 1])).toBeCloseTo(5 / 9, 6);
  });

  it('publishes the price it starts from on demand', () => {
    const x = [1, 2, 4, 3];
    const late = kama(x, { period: 3 });
    const early = kama(x, { period: 3, publish: 'seed' });
    expect(Array.from(late.subarray(0, 3))).toEqual([nan, nan, nan]);
    expect(Array.from(early.subarray(0, 3))).toEqual([nan, nan, 4]);
    expect(early[3]).toBe(late[3]);
  });

  it('is the same through re-summed windows longer than their distance', () => {
    const x = Float64Array.from({ length: 2600 }, (_, i) => 100 + Math.sin(i / 40) + 0.3 * Math.sin(i));
    const stream = new Kama({ period: 1200 });
    expect(kama(x, { period: 1200 })).toEqual(Float64Array.from(x, (price) => stream.update(price)));
  });
});

describe('mama', () => {
  it('moves at the slow limit until the phase is known', () => {
    // fama: 10, 10 + (11 - 10) / 4, 10.25 + (12.5 - 10.25) / 4.
    const { mama: fast, fama: slow } = mama([10, 12, 14], { slowLimit: 0.5 });
    expect(Array.from(fast)).toEqual([10, 11, 12.5]);
    expect(Array.from(slow)).toEqual([10, 10.25, 10.8125]);
  });

  it('follows the price until bar 6 with the start of Ehlers', () => {
    const x = [10, 12, 14, 13, 12, 11, 15];
    const { mama: fast, fama: slow } = mama(x, { start: 'ehlers', fastLimit: 0.5, slowLimit: 0.5 });
    // Equal limits weigh 1/2 whatever the phase.
    expect(Array.from(fast)).toEqual([10, 12, 14, 13, 12, 11, 13]);
    expect(Array.from(slow)).toEqual([10, 12, 14, 13, 12, 11, 11.5]);
  });

  it('climbs from zero on bar 12 with the start of TA-Lib', () => {
    // With equal limits 1/2, n = 21 steps towards 100 up to bar 32: mama = 100 - 100 / 2^n; fama follows with 1/4.
    const { mama: fast, fama: slow } = mama(new Float64Array(33).fill(100), {
      start: 'talib',
      fastLimit: 0.5,
      slowLimit: 0.5,
    });
    expect(fast.findIndex((value) => !Number.isNaN(value))).toBe(32);
    expect(fast[32]).toBeCloseTo(100 - 100 * 0.5 ** 21, 10);
    expect(slow[32]).toBeCloseTo(100 + 50 * 0.5 ** 21 - 150 * 0.75 ** 21, 10);
  });
});

describe('adaptiveAverages', () => {
  it('stands still while the efficiency ratio is 0 and then weighs by it', () => {
    // From bar 2 on e = 1, the phase is unknown: alpha 0.1, weight of kama (0.05 - 0.1 + 0.1)^2 = 0.0025.
    const { mama: fast, fama: slow, kama: kaufman, er, alpha } = adaptiveAverages([10, 11, 12, 13], { period: 2 });
    expect(Array.from(er)).toEqual([0, 0, 1, 1]);
    expectClose(alpha, [0, 0, 0.1, 0.1], EXACT);
    expectClose(fast, [10, 10, 10.2, 10.48], EXACT);
    expectClose(slow, [10, 10, 10.01, 10.0335], EXACT);
    expectClose(kaufman, [10, 10, 10.005, 10.0124875], EXACT);
  });
});

describe('prices of a bar', () => {
  const bars = { open: [1, 2], high: [8, 9], low: [1, 1], close: [6, nan] };

  it('are means of two, three or four of them', () => {
    expect(Array.from(hl2(bars))).toEqual([4.5, 5]);
    expect(Array.from(hlc3(bars))).toEqual([5, nan]);
    expect(Array.from(ohlc4(bars))).toEqual([4, nan]);
  });

  it('refuse columns of different lengths, other buffers and unknown words', () => {
    expect(() => hl2({ high: [1], low: [] })).toThrow(/low/);
    expect(() => hlc3(bars, {}, new Float64Array(3))).toThrow(/out/);
    expect(() => ohlc4(bars, { nan: 'keep' as never })).toThrow(/nan/);
  });
});
