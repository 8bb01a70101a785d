import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { dominantCycle, hilbertTrendline, mesa, mesaAlpha } from '../../src/index.ts';
import { walk } from '../bars.ts';

const sine = (period: number, length = 600): Float64Array =>
  Float64Array.from({ length }, (_, i) => 100 + 5 * Math.sin((2 * Math.PI * i) / period));
const meanOfLast = (x: Float64Array, count: number): number =>
  x.subarray(x.length - count).reduce((sum, value) => sum + value, 0) / count;

/** The first five periods whatever the prices: raised to 6 each time, since 1.5 times the last one is less; 6 * (1 - 0.8^k). */
const FIRST_PERIODS = [1.2, 2.16, 2.928, 3.5424, 4.03392];

describe('mesa', () => {
  it('measures the period of a sine', () => {
    for (const period of [10, 15, 20, 25]) {
      expect(Math.abs(mesa(sine(period)).period[599] / period - 1), `period ${period}`).toBeLessThan(0.02);
    }
  });

  it('has 0 before its start and climbs by the clamp after it', () => {
    const expected = [0, ...FIRST_PERIODS];
    for (const start of ['first', 'ehlers'] as const) {
      expectClose(mesa(sine(20), { start }).period.subarray(5, 11), expected, { rtol: 1e-14 });
    }
    expectClose(mesa(sine(20), { start: 'talib' }).period.subarray(11, 17), expected, { rtol: 1e-14 });
  });

  it('has a phase that falls by at least one degree, from its start on', () => {
    // The in-phase part is the detrender of three bars ago, 0 until bar 9: the phase stays.
    const { dPhase } = mesa(sine(20));
    expect(Array.from(dPhase.subarray(0, 9))).toEqual([...new Array(6).fill(Number.NaN), 1, 1, 1]);
    expect(dPhase.findIndex((value) => value > 1)).toBeGreaterThan(8);
    expect(mesa(sine(20), { start: 'talib' }).dPhase.indexOf(1)).toBe(12);
  });

  it('falls by a full circle within one period of a sine, minus the half that the arctangent hides', () => {
    // Two jumps of 180 degrees per cycle count as 1 degree each; the other 18 bars fall by 18 degrees on average.
    expect(meanOfLast(mesa(sine(20)).dPhase, 200)).toBeCloseTo((18 * 18 + 2) / 20, 0);
  });
});

describe('mesaAlpha', () => {
  it('is the slow limit before the phase is known, then the fast one over the fall of the phase', () => {
    const alpha = mesaAlpha(sine(20), { fastLimit: 0.4, slowLimit: 0.1 });
    const { dPhase } = mesa(sine(20));
    expect(Array.from(alpha.subarray(0, 6))).toEqual(new Array(6).fill(0.1));
    for (let i = 6; i < 600; i++) expect(alpha[i]).toBe(Math.max(0.4 / dPhase[i], 0.1));
  });

  it('takes limits bar by bar', () => {
    // Bars 6 to 8 fall by one degree.
    const fast = Float64Array.from({ length: 9 }, (_, i) => i / 10);
    const slow = Array.from({ length: 9 }, (_, i) => (i < 6 ? 0.01 * i : 0));
    const actual = mesaAlpha(sine(20, 9), { fastLimit: fast, slowLimit: slow });
    expect(Array.from(actual)).toEqual([...slow.slice(0, 6), ...fast.subarray(6)]);
  });

  it('refuses limits outside 0 .. 1 and series of another length', () => {
    expect(() => mesaAlpha([1, 2], { fastLimit: 2 })).toThrow(/fastLimit/);
    expect(() => mesaAlpha([1, 2], { slowLimit: [0.1] })).toThrow(/slowLimit/);
    expect(() => mesaAlpha([1, 2], { slowLimit: '12' as never })).toThrow(/slowLimit/);
  });
});

describe('dominantCycle', () => {
  it('measures the period of a sine', () => {
    for (const period of [10, 15, 20, 25]) {
      expect(Math.abs(dominantCycle(sine(period))[599] / period - 1), `period ${period}`).toBeLessThan(0.02);
    }
  });

  it('smooths the period of the discriminator started on bar 12', () => {
    const { period } = mesa(sine(20, 40), { start: 'talib' });
    let smooth = 0;
    const expected = period.map((value) => {
      smooth = 0.33 * value + 0.67 * smooth;
      return smooth;
    });
    const actual = dominantCycle(sine(20, 40));
    expect(Array.from(actual.subarray(0, 32)).every(Number.isNaN)).toBe(true);
    expectClose(actual.subarray(32), expected.subarray(32), { rtol: 1e-14 });
  });
});

describe('hilbertTrendline', () => {
  it('removes a sine of whole bars', () => {
    const line = hilbertTrendline(sine(20));
    expect(line.findIndex((value) => !Number.isNaN(value))).toBe(63);
    // A window of 20 bars sums the sine to nothing, one of 19 or 21 to a twentieth of it at most.
    for (let i = 300; i < 600; i++) expect(Math.abs(line[i] - 100)).toBeLessThan(5 / 19);
  });

  it('is the price where it stands still', () => {
    expect(hilbertTrendline(new Float64Array(80).fill(8))[63]).toBe(8);
  });

  it('smooths the means over the rounded dominant cycle by the weights 4, 3, 2, 1', () => {
    // Late, when both have forgotten that they start on different bars.
    const { close } = walk(900, 4);
    const cycles = dominantCycle(close);
    const meanAt = (i: number): number => meanOfLast(close.subarray(0, i + 1), Math.floor(cycles[i] + 0.5));
    const actual = hilbertTrendline(close);
    for (let i = 700; i < 900; i++) {
      const expected = (4 * meanAt(i) + 3 * meanAt(i - 1) + 2 * meanAt(i - 2) + meanAt(i - 3)) / 10;
      expect(actual[i] / expected).toBeCloseTo(1, 12);
    }
    expect(new Set(cycles.subarray(700).map(Math.round)).size).toBeGreaterThan(5);
  });
});
