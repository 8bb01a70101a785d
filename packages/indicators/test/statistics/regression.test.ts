import { ParameterError } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import {
  linearRegression,
  linregMany,
  regressionAngle,
  regressionQuality,
  timeSeriesForecast,
} from '../../src/index.ts';
import { walk } from '../bars.ts';

const NONE = Number.NaN;

/** The line of one window, worked out from scratch. */
function lineOf(window: Float64Array): { value: number; slope: number; intercept: number } {
  const n = window.length;
  const base = window[n - 1];
  const middle = (n - 1) / 2;
  const mean = window.reduce((sum, x) => sum + (x - base), 0) / n;
  const product = window.reduce((sum, x, k) => sum + (k - middle) * (x - base), 0);
  const slope = product / ((n * (n * n - 1)) / 12);
  return { value: base + mean + middle * slope, slope, intercept: base + mean - middle * slope };
}

describe('linearRegression', () => {
  it('fits the least-squares line by hand', () => {
    // 1, 2, 6: mean 3, slope (6 - 1) / 2. 2, 6, 4: mean 4, slope 1. 6, 4, 5: mean 5, slope -0.5.
    const { value, slope, intercept } = linearRegression([1, 2, 6, 4, 5], { period: 3 });
    expect(Array.from(slope)).toEqual([NONE, NONE, 2.5, 1, -0.5]);
    expectClose(value, [NONE, NONE, 5.5, 5, 4.5], { rtol: 1e-15, label: 'value' });
    expectClose(intercept, [NONE, NONE, 0.5, 3, 5.5], { rtol: 1e-15, label: 'intercept' });
  });

  it('joins two points', () => {
    const { value, slope, intercept } = linearRegression([1, 4, 2], { period: 2 });
    expect(Array.from(value)).toEqual([NONE, 4, 2]);
    expect(Array.from(slope)).toEqual([NONE, 3, -2]);
    expect(Array.from(intercept)).toEqual([NONE, 1, 4]);
  });

  it('is exactly level where nothing has moved, also right after a spike', () => {
    const x = Float64Array.from({ length: 60 }, (_, i) => (i === 20 ? 1e15 : 0.1));
    const { value, slope, intercept } = linearRegression(x, { period: 7 });
    for (let i = 27; i < 60; i++) expect([value[i], slope[i], intercept[i]]).toEqual([0.1, 0, 0.1]);
  });

  it('is as exact at the end of a long series as at its start', () => {
    const x = walk(200_000, 3).close;
    for (const period of [2, 20, 333]) {
      const lines = linearRegression(x, { period });
      for (let i = 199_000; i < 200_000; i += 37) {
        const expected = lineOf(x.subarray(i - period + 1, i + 1));
        for (const name of ['value', 'slope', 'intercept'] as const) {
          const scale = name === 'slope' ? x[i] / period : x[i];
          expect(Math.abs(lines[name][i] - expected[name]) / scale).toBeLessThan(1e-14);
        }
      }
    }
  });

  it('refuses a line through one point', () => {
    expect(() => linearRegression([1, 2], { period: 1 })).toThrow(ParameterError);
  });
});

describe('linregMany', () => {
  it('equals one call per period bit for bit, with gaps and into old buffers', () => {
    const x = walk(500, 6).close;
    x[0] = Number.NaN;
    x[250] = Number.NaN;
    const periods = [20, 2, 100];
    const out = periods.map(() => ({
      value: new Float64Array(500).fill(7),
      slope: new Float64Array(500).fill(7),
      intercept: new Float64Array(500).fill(7),
    }));
    const many = linregMany(x, periods, {}, out);
    periods.forEach((period, k) => {
      expect(many[k]).toEqual(linearRegression(x, { period }));
      expect(many[k].slope).toBe(out[k].slope);
    });
  });

  it('returns nothing for no periods and refuses bad ones', () => {
    expect(linregMany([1, 2, 3], [])).toEqual([]);
    expect(() => linregMany([1, 2, 3], [2, 1.5])).toThrow(ParameterError);
    expect(() => linregMany([1, 2, 3], 20 as never)).toThrow(/periods/);
    expect(() => linregMany([1, 2, 3], [2], {}, [{ slope: new Float64Array(2) }])).toThrow(/out/);
  });
});

describe('timeSeriesForecast', () => {
  it('continues the line by one bar', () => {
    // Lines 5.5 + 2.5 and 5 + 1.
    expectClose(timeSeriesForecast([1, 2, 6, 4], { period: 3 }), [NONE, NONE, 8, 6], { rtol: 1e-15, label: 'tsf' });
  });
});

describe('regressionAngle', () => {
  it('is the arc tangent of the slope in degrees', () => {
    // Slopes 1, 0, -1, sqrt(3).
    const x = [0, 1, 1, 0, Math.sqrt(3)];
    expectClose(regressionAngle(x, { period: 2 }), [NONE, 45, 0, -45, 60], { rtol: 1e-14, label: 'angle' });
  });
});

describe('regressionQuality', () => {
  it('measures what the line leaves unexplained', () => {
    // 1, 2, 6: line 0.5, 3, 5.5, distances 0.5, -1, 0.5, SSE 1.5; SST 4 + 1 + 9 = 14; the bars spread 2 around their middle.
    const { standardError, slopeError, rSquared } = regressionQuality([1, 2, 6], { period: 3 });
    expectClose(standardError, [NONE, NONE, Math.sqrt(1.5)], { rtol: 1e-14, label: 'standard error' });
    expectClose(slopeError, [NONE, NONE, Math.sqrt(0.75)], { rtol: 1e-14, label: 'slope error' });
    expectClose(rSquared, [NONE, NONE, 1 - 1.5 / 14], { rtol: 1e-14, label: 'r squared' });
  });

  it('has nothing to explain where nothing has moved', () => {
    const x = Float64Array.from({ length: 30 }, (_, i) => (i < 10 ? Math.exp(i) : 0.1));
    const quality = regressionQuality(x, { period: 5 });
    for (const series of Object.values(quality)) expect(Array.from(series.subarray(14))).toEqual(Array(16).fill(0));
  });

  it('finds a straight line perfect', () => {
    const { standardError, slopeError, rSquared } = regressionQuality(
      Float64Array.from({ length: 100 }, (_, i) => 0.1 + 0.3 * i),
      { period: 9 },
    );
    expect(Array.from(standardError.subarray(8))).toEqual(Array(92).fill(0));
    expect(Array.from(slopeError.subarray(8))).toEqual(Array(92).fill(0));
    expectClose(rSquared.subarray(8), Array(92).fill(1), { rtol: 1e-14, label: 'r squared' });
  });

  it('explains nothing where the line is level', () => {
    // 0, 3, 0: level at 1, SSE = SST = 6.
    expect(regressionQuality([0, 3, 0], { period: 3 }).rSquared[2]).toBe(0);
  });

  it('refuses two points, which leave no freedom', () => {
    expect(() => regressionQuality([1, 2, 3], { period: 2 })).toThrow(/period/);
  });
});
