import { createRng } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import {
  BollingerBands,
  bollingerBands,
  bollingerBandwidth,
  bollingerPercentB,
  rollingStandardDeviation,
  sma,
} from '../../src/index.ts';

const nan = Number.NaN;

describe('bollingerBands', () => {
  it('are a multiple of the standard deviation away from the mean', () => {
    // 1 and 3: 2 +- 1; 3 and 7: 5 +- 2.
    const bands = bollingerBands([1, 3, 7], { period: 2, multiple: 1.5 });
    expectClose(bands.upper, [nan, 3.5, 8]);
    expectClose(bands.middle, [nan, 2, 5]);
    expectClose(bands.lower, [nan, 0.5, 2]);
  });

  it('take that of a sample on demand', () => {
    // sqrt((1 + 1) / 1).
    expectClose(bollingerBands([1, 3], { period: 2, ddof: 1 }).upper, [nan, 2 + 2 * Math.SQRT2]);
  });

  it('coincide with the price where nothing has moved, exactly', () => {
    const x = Float64Array.from({ length: 3000 }, (_, i) => (i < 1000 ? Math.exp(10 * Math.sin(i)) : 0.1));
    const { upper, middle, lower } = bollingerBands(x);
    for (let i = 1019; i < 3000; i++) expect([upper[i], middle[i], lower[i]]).toEqual([0.1, 0.1, 0.1]);
  });

  it('agree with the average and the standard deviation they are made of, also after an outlier', () => {
    const rng = createRng(1, 'bollinger');
    const x = Float64Array.from({ length: 5000 }, (_, i) => (i === 100 ? 1e6 : 100 + rng.normal() + i / 50));
    const { upper, middle, lower } = bollingerBands(x, { period: 20, multiple: 3 });
    expectClose(middle, sma(x));
    const deviation = rollingStandardDeviation(x);
    expectClose(
      upper,
      middle.map((mean, i) => mean + 3 * deviation[i]),
    );
    expectClose(
      lower,
      middle.map((mean, i) => mean - 3 * deviation[i]),
    );
  });

  it('of a stream come in one object that is filled anew', () => {
    const stream = new BollingerBands({ period: 2 });
    const first = stream.update(1);
    expect(first).toEqual({ upper: nan, middle: nan, lower: nan });
    expect(stream.update(3)).toBe(first);
    expectClose(Object.values(first), [4, 2, 0]);
  });
});

describe('bollingerBandwidth', () => {
  it('is the distance between the bands as a fraction of the middle', () => {
    // 4 of 2; 8 of 5.
    expectClose(bollingerBandwidth([1, 3, 7], { period: 2 }), [nan, 2, 1.6]);
  });

  it('is 0 where nothing has moved, and where the middle is 0', () => {
    expectClose(bollingerBandwidth([1, 3, 3, -3], { period: 2 }), [nan, 2, 0, 0]);
  });
});

describe('bollingerPercentB', () => {
  it('is 0 on the lower band and 1 on the upper', () => {
    // With two values and one deviation, the last one is on a band.
    expectClose(bollingerPercentB([1, 3, 2], { period: 2, multiple: 1 }), [nan, 1, 0]);
    // Bands 0 and 4.
    expectClose(bollingerPercentB([1, 3], { period: 2 }), [nan, 0.75]);
  });

  it('leaves 0 .. 1 outside the bands', () => {
    // Mean 1, deviation sqrt(3): 4 is 3 above, half the width is sqrt(3).
    expectClose(bollingerPercentB([0, 0, 0, 4], { period: 4, multiple: 1 })[3], 0.5 + 3 / (2 * Math.sqrt(3)));
  });

  it('is a half where the bands coincide', () => {
    expectClose(bollingerPercentB([1, 3, 3], { period: 2 }), [nan, 0.75, 0.5]);
    expectClose(bollingerPercentB([1, 3], { period: 2, multiple: 0 }), [nan, 0.5]);
  });
});
