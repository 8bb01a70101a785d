import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import {
  GarmanKlassVolatility,
  garmanKlassVolatility,
  ParkinsonVolatility,
  parkinsonVolatility,
  RogersSatchellVolatility,
  rogersSatchellVolatility,
  YangZhangVolatility,
  yangZhangVolatility,
} from '../../src/index.ts';

const nan = Number.NaN;
/** Prices by their logarithms. */
const exp = (...logs: number[]): number[] => logs.map(Math.exp);
const point = { open: 5, high: 5, low: 5, close: 5 };

describe('parkinsonVolatility', () => {
  it('is the root of the mean squared log range over 4 ln 2', () => {
    // Ranges 2 and 4: means of squares 4 and (4 + 16) / 2.
    const bars = { high: exp(2, 3), low: exp(0, -1) };
    expectClose(parkinsonVolatility(bars, { period: 1 }), [1 / Math.sqrt(Math.LN2), 2 / Math.sqrt(Math.LN2)]);
    expectClose(parkinsonVolatility(bars, { period: 2 }), [nan, Math.sqrt(2.5 / Math.LN2)]);
  });

  it('counts a bar whose low is not positive as one without range', () => {
    expectClose(parkinsonVolatility({ high: [1, 2], low: [0, -1] }, { period: 1 }), [0, 0]);
  });
});

describe('garmanKlassVolatility', () => {
  it('subtracts a share of the squared body from half the squared range', () => {
    // Range 2, body 1: 4 / 2 - (2 ln 2 - 1).
    const bar = { open: exp(0), high: exp(2), low: exp(0), close: exp(1) };
    expectClose(garmanKlassVolatility(bar, { period: 1 }), [Math.sqrt(3 - 2 * Math.LN2)]);
  });

  it('averages before it takes the root', () => {
    // Range 2 with body 0, then no range: (2 + 0) / 2.
    const bars = { open: exp(1, 1), high: exp(2, 1), low: exp(0, 1), close: exp(1, 1) };
    expectClose(garmanKlassVolatility(bars, { period: 2 }), [nan, 1]);
  });

  it('is 0 where bars close outside their range', () => {
    const bar = { open: exp(0), high: exp(0), low: exp(0), close: exp(1) };
    expect(garmanKlassVolatility(bar, { period: 1 })[0]).toBe(0);
  });
});

describe('rogersSatchellVolatility', () => {
  it('multiplies the distances of the extremes from open and close', () => {
    // High: 1 above the close, 2 above the open. Low: 2 below the close, 1 below the open. 2 + 2.
    const bar = { open: exp(0), high: exp(2), low: exp(-1), close: exp(1) };
    expectClose(rogersSatchellVolatility(bar, { period: 1 }), [2]);
  });

  it('averages before it takes the root', () => {
    // 4, then nothing.
    const bars = { open: exp(0, 3), high: exp(2, 3), low: exp(-1, 3), close: exp(1, 3) };
    expectClose(rogersSatchellVolatility(bars, { period: 2 }), [nan, Math.sqrt(2)]);
  });

  it('is 0 for a bar that goes from one end of its range to the other', () => {
    const bar = { open: exp(0), high: exp(2), low: exp(0), close: exp(2) };
    expect(rogersSatchellVolatility(bar, { period: 1 })[0]).toBe(0);
  });
});

describe('yangZhangVolatility', () => {
  it('weighs jumps, bodies and ranges', () => {
    // From the close 0: a jump of 1, a body of 1 without tails; no jump, a body of -1 with a tail of 1 above the open.
    // Jumps 1 and 0: 0.5. Bodies 1 and -1: 2. Rogers-Satchell 0 and 2 * 1: 1. With k = 0.34 / (1.34 + 3 / 1).
    const bars = { open: exp(0, 1, 2), high: exp(0, 2, 3), low: exp(0, 1, 1), close: exp(0, 2, 1) };
    const k = 0.34 / 4.34;
    expectClose(yangZhangVolatility(bars, { period: 2 }), [nan, nan, Math.sqrt(0.5 + 2 * k + (1 - k))]);
  });

  it('does not see a jump to or from a price that is not positive', () => {
    // Jumps 1 (from 0 to 1), then 0 (from 0 to a negative price), and no bodies or ranges: a sample variance of 0.5.
    const price = [1, Math.E, -1];
    expectClose(yangZhangVolatility({ open: price, high: price, low: price, close: price }, { period: 2 }), [
      nan,
      nan,
      Math.sqrt(0.5),
    ]);
  });
});

describe('volatilities from ranges', () => {
  it('are exactly 0 as soon as no bar in the window moves', () => {
    const streams = [
      new ParkinsonVolatility({ period: 3 }),
      new GarmanKlassVolatility({ period: 3 }),
      new RogersSatchellVolatility({ period: 3 }),
      new YangZhangVolatility({ period: 3 }),
    ];
    for (const stream of streams) {
      for (let i = 0; i < 50; i++) {
        const open = 5 + Math.sin(i);
        stream.update({
          open,
          high: 7 + Math.cos(3 * i) / 2,
          low: 3 - Math.sin(7 * i) / 2,
          close: 5 + Math.sin(i + 1),
        });
      }
      // The first of these still jumps from the close before it.
      stream.update(point);
      expect(stream.update(point)).toBeGreaterThan(0);
      stream.update(point);
      expect(stream.update(point)).toBe(0);
    }
  });
});
