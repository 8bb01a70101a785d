import { ParameterError } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as lib from '../src/index.ts';
import { type Columns, catalogue, type Output, walk } from './catalogue.ts';

/** Bars that stand still. */
function flat(length: number, price: number): Columns {
  const column = (value: number): Float64Array => new Float64Array(length).fill(value);
  return { open: column(price), high: column(price), low: column(price), close: column(price), volume: column(7) };
}

/** First options an arbitrary yields under a fixed seed. */
const optionsOf = (options: fc.Arbitrary<object>): object => fc.sample(options, { seed: 11, numRuns: 1 })[0];

describe.each(catalogue)('$name', ({ batch, options }) => {
  it('says nothing, and does not fail, on no bars and on one bar', () => {
    for (const length of [0, 1]) {
      for (const column of Object.values(batch(walk(length, 1), optionsOf(options))))
        expect(column.length).toBe(length);
    }
  });

  it('stays finite, or undefined, on bars that stand still', () => {
    for (const column of Object.values(batch(flat(700, 1e6), optionsOf(options)))) {
      for (const value of Array.from(column)) expect(Number.isNaN(value) || Number.isFinite(value)).toBe(true);
    }
  });

  it('does not change its input, and gives the same numbers again', () => {
    const bars = walk(300, 4);
    const before = structuredClone(bars);
    const given = optionsOf(options);
    const first: Output = structuredClone(batch(bars, given));
    expect(bars).toEqual(before);
    expect(batch(bars, given)).toEqual(first);
  });
});

describe('out may be the input', () => {
  const price = walk(200, 9).close;
  const cases: [string, (src: Float64Array, out?: Float64Array) => Float64Array][] = [
    ['sma', (src, out) => lib.sma(src, { period: 7 }, out)],
    ['ema', (src, out) => lib.ema(src, { period: 7 }, out)],
    ['rma', (src, out) => lib.rma(src, { period: 7 }, out)],
    ['rollingMax', (src, out) => lib.rollingMax(src, { period: 30 }, out)],
    ['rollingMin', (src, out) => lib.rollingMin(src, { period: 5 }, out)],
    ['efficiencyRatio', (src, out) => lib.efficiencyRatio(src, { period: 9 }, out)],
    ['kama', (src, out) => lib.kama(src, { period: 9 }, out)],
  ];
  it.each(cases)('%s', (_, run) => {
    const own = price.slice();
    expect(run(own, own)).toEqual(run(price));
  });

  it('for several columns as well', () => {
    const bars = walk(200, 9);
    const expected = lib.atr(bars, { period: 5 });
    const { close } = bars;
    expect(lib.atr(bars, { period: 5 }, close)).toEqual(expected);
  });
});

describe('windowed sums', () => {
  it('forget a spike of 1e15 once they have been summed afresh', () => {
    const price = walk(4000, 3).close;
    const spiked = price.slice();
    spiked[100] = 1e15;
    for (const run of [
      (src: Float64Array) => lib.sma(src, { period: 50 }),
      (src: Float64Array) => lib.efficiencyRatio(src, { period: 50 }),
    ]) {
      expectClose(run(spiked).subarray(2100), run(price).subarray(2100), { rtol: 1e-13 });
    }
  });

  it('the mean of a series that stands still stands still', () => {
    expect(new Set(lib.sma(new Float64Array(3000).fill(0.1), { period: 10 }).subarray(9)).size).toBe(1);
  });
});

describe('hand-worked values', () => {
  const bars = { high: [11, 13, 12, 15], low: [9, 10, 10, 12], close: [10, 12, 11, 14] };

  it('true range is the widest of the bar and its steps from the last close', () => {
    expect(Array.from(lib.trueRange({ high: [10, 12, 9], low: [8, 11, 8], close: [9, 12, 8] }))).toEqual([2, 3, 4]);
    expect(lib.trueRange(bars, { firstTr: 'skip' })[0]).toBeNaN();
  });

  it('an average true range starts from the mean of its first ranges, or from the first one', () => {
    // Ranges 2, 3, 2, 4.
    expect(Array.from(lib.atr(bars, { period: 2 }))).toEqual([Number.NaN, 2.5, 2.25, 3.125]);
    expect(Array.from(lib.atr(bars, { period: 2, seed: 'first' }))).toEqual([2, 2.5, 2.25, 3.125]);
  });

  it('a channel holds its own bar', () => {
    const { upper, lower, middle } = lib.donchian(bars, { period: 2 });
    expect([Array.from(upper).slice(1), Array.from(lower).slice(1)]).toEqual([
      [13, 13, 15],
      [9, 10, 10],
    ]);
    expect(Array.from(middle).slice(1)).toEqual([11, 11.5, 12.5]);
    expect(lib.donchianMiddle(bars, { period: 2 })).toEqual(middle);
  });

  it('the efficiency ratio is the way made over the way walked', () => {
    // From bar 2 on: |12 - 10| / (1 + 3), then |11 - 9| / (3 + 1), then none of two.
    expect(Array.from(lib.efficiencyRatio([10, 9, 12, 11, 12], { period: 2 }))).toEqual([0, 0, 0.5, 0.5, 0]);
  });

  it('an ADX of a straight climb is 100', () => {
    const up = Array.from({ length: 40 }, (_, i) => 100 + i);
    const { adx, plusDi, minusDi } = lib.adx({ high: up, low: up, close: up }, { period: 5 });
    expect([adx[39], plusDi[39], minusDi[39]]).toEqual([100, 100, 0]);
  });

  it('accumulation gives the volume of a bar to the side of its range on which it closed', () => {
    const ad = lib.accumulationDistribution({
      high: [12, 12, 5],
      low: [8, 8, 5],
      close: [12, 9, 5],
      volume: [10, 8, 3],
    });
    expect(Array.from(ad)).toEqual([10, 6, 6]);
  });
});

describe('defects of the earlier system', () => {
  const price = walk(600, 5);

  it('the regression cloud votes on one average alone while its slopes are unknown; none does not', () => {
    const early = lib.regressionCloud(price.close, { warmup: 'vote' }).vote.subarray(99, 499);
    expect(early.some((vote) => vote !== 0)).toBe(true);
    expect(
      lib
        .regressionCloud(price.close, { warmup: 'none' })
        .vote.subarray(0, 499)
        .every((vote) => vote === 0),
    ).toBe(true);
  });

  it('the A/D line votes bear on the first three bars; none does not', () => {
    expect(Array.from(lib.adLine(price, { warmup: 'vote' }).vote.subarray(0, 3))).toEqual([-1, -1, -1]);
    expect(Array.from(lib.adLine(price, { warmup: 'none' }).vote.subarray(0, 3))).toEqual([0, 0, 0]);
  });
});

describe('misuse', () => {
  const price = [1, 2, 3];
  it.each([
    ['a period of 0', () => lib.sma(price, { period: 0 })],
    ['a period between integers', () => lib.ema(price, { period: 2.5 })],
    ['an unknown seed', () => lib.ema(price, { period: 2, seed: 'zero' as never })],
    ['an unknown smoothing', () => lib.adx({ high: price, low: price, close: price }, { smoothing: 'ema' as never })],
    ['a buffer of another length', () => lib.sma(price, { period: 2 }, new Float64Array(2))],
    ['a negative displacement', () => lib.displace(Float64Array.from(price), -1)],
    ['a stream with a period of 0', () => new lib.Sma({ period: 0 })],
  ])('%s is a ParameterError', (_, run) => {
    expect(run).toThrow(ParameterError);
  });

  it('columns of different lengths', () => {
    expect(() => lib.atr({ high: price, low: [1], close: price }, { period: 2 })).toThrow(/low/);
  });
});
