import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import {
  hurst,
  meanAbsoluteDeviation,
  presets,
  RollingMedian,
  rollingMedian,
  standardErrorOfMean,
  zScore,
} from '../../src/index.ts';
import { walk } from '../bars.ts';

const NONE = Number.NaN;

describe('zScore', () => {
  it('counts the distance from the mean in standard deviations', () => {
    // 1, 1, 5, 5: mean 3, deviation 2. 1, 5, 5, 9: mean 5, variance (16 + 16) / 4.
    const x = [1, 1, 5, 5, 9];
    expectClose(zScore(x, { period: 4 }), [NONE, NONE, NONE, 1, 4 / Math.sqrt(8)], { rtol: 1e-15, label: 'z' });
    // Of a sample: variances 16 / 3 and 32 / 3.
    const sample = zScore(x, { ...presets.pandas.zScore, period: 4 });
    expectClose(sample, [NONE, NONE, NONE, 2 / Math.sqrt(16 / 3), 4 / Math.sqrt(32 / 3)], { rtol: 1e-15, label: 'z' });
  });

  it('is 0 where nothing has moved', () => {
    const x = Float64Array.from({ length: 20 }, (_, i) => (i < 5 ? 1e9 * i : 0.1));
    expect(Array.from(zScore(x, { period: 3 }).subarray(7))).toEqual(Array(13).fill(0));
  });

  it('is exact for windows that hardly move, however far the price has come', () => {
    // Two values: the later one is always one deviation away.
    const z = zScore(walk(3000, 8).close, { period: 2 });
    for (const value of z.subarray(1))
      expect([0, 1].some((size) => Math.abs(Math.abs(value) - size) < 1e-12)).toBe(true);
  });
});

describe('standardErrorOfMean', () => {
  it('is the standard deviation over the root of the number of values', () => {
    // Deviation 2 over sqrt(4); as a sample sqrt(16 / 3) over 2.
    expect(standardErrorOfMean([1, 1, 5, 5], { period: 4 })[3]).toBe(1);
    expectClose([standardErrorOfMean([1, 1, 5, 5], { period: 4, ddof: 1 })[3]], [Math.sqrt(16 / 3) / 2], {
      rtol: 1e-15,
      label: 'error',
    });
  });

  it('is 0 where nothing has moved', () => {
    expect(standardErrorOfMean([7, 0.1, 0.1], { period: 2 })[2]).toBe(0);
  });
});

describe('rollingMedian', () => {
  it('is the value in the middle, or the mean of the middle two', () => {
    expect(Array.from(rollingMedian([5, 1, 9, 2, 2], { period: 3 }))).toEqual([NONE, NONE, 5, 2, 2]);
    expect(Array.from(rollingMedian([5, 1, 9, 2, 2], { period: 4 }))).toEqual([NONE, NONE, NONE, 3.5, 2]);
    expect(Array.from(rollingMedian([5, 1, 9], { period: 2 }))).toEqual([NONE, 3, 5]);
    expect(Array.from(rollingMedian([5, 1, 9], { period: 1 }))).toEqual([5, 1, 9]);
  });

  it('equals sorting every window, with repeated values', () => {
    const x = walk(600, 2).close.map((price) => Math.round(price / 3));
    for (const period of [2, 3, 10, 51]) {
      const median = rollingMedian(x, { period });
      for (let i = period - 1; i < 600; i++) {
        const sorted = x.slice(i - period + 1, i + 1).sort();
        expect(median[i]).toBe((sorted[(period - 1) >> 1] + sorted[period >> 1]) / 2);
      }
    }
  });

  it('forgets a look ahead when the bar before it is corrected', () => {
    const stream = new RollingMedian({ period: 3 });
    for (const x of [1, 2, 3, 100]) stream.update(x);
    expect(stream.peek(50)).toBe(50); // 3, 100, 50
    expect(stream.replace(4)).toBe(3); // 2, 3, 4
    expect(stream.update(5)).toBe(4); // 3, 4, 5
    // The same before the window is full.
    const young = new RollingMedian({ period: 4 });
    for (const x of [1, 9]) young.update(x);
    young.peek(5);
    young.replace(2);
    young.update(3);
    expect(young.update(4)).toBe(2.5);
  });
});

describe('meanAbsoluteDeviation', () => {
  it('is the mean distance from the mean', () => {
    // 1, 2, 6 around 3: 2, 1, 3. 2, 6, 7 around 5: 3, 1, 2. 6, 7, 8 around 7: 1, 0, 1.
    expectClose(meanAbsoluteDeviation([1, 2, 6, 7, 8], { period: 3 }), [NONE, NONE, 2, 2, 2 / 3], {
      rtol: 1e-15,
      label: 'deviation',
    });
  });

  it('is exactly 0 where nothing has moved', () => {
    expect(Array.from(meanAbsoluteDeviation([5, 0.1, 0.1, 0.1, 0.1], { period: 3 })).slice(3)).toEqual([0, 0]);
  });
});

describe('hurst', () => {
  it('is the slope of log deviation against log lag', () => {
    // In units of log 2: 0, 0, 0, 1, -1. Lag 2: 0, 1, -1, deviation sqrt(2 / 3). Lag 3: 1, -1, deviation 1.
    // log(sqrt(3 / 2)) / log(3 / 2) = 1 / 2.
    expectClose([hurst([1, 1, 1, 2, 0.5], { period: 5, maxLag: 4 })[4]], [0.5], { rtol: 1e-14, label: 'hurst' });
    // 0, 0, 0, 0, 1. Lag 2: 0, 0, 1, deviation sqrt(2) / 3. Lag 3: 0, 1, deviation 1 / 2.
    const expected = Math.log(0.5 / (Math.SQRT2 / 3)) / Math.log(1.5);
    expectClose([hurst([1, 1, 1, 1, 2], { period: 5, maxLag: 4 })[4]], [expected], { rtol: 1e-13, label: 'hurst' });
  });

  it('equals its definition on every window', () => {
    const x = walk(400, 5).close;
    const period = 60;
    const maxLag = 12;
    const values = hurst(x, { period, maxLag });
    for (let end = period; end <= 400; end += 17) {
      const logs = Array.from(x.subarray(end - period, end), Math.log);
      const points: [number, number][] = [];
      for (let lag = 2; lag < maxLag; lag++) {
        const steps = logs.slice(lag).map((log, i) => log - logs[i]);
        const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
        const variance = steps.reduce((sum, step) => sum + (step - mean) ** 2, 0) / steps.length;
        points.push([Math.log(lag), Math.log(Math.sqrt(variance))]);
      }
      const mx = points.reduce((sum, [a]) => sum + a, 0) / points.length;
      const my = points.reduce((sum, [, b]) => sum + b, 0) / points.length;
      const sxy = points.reduce((sum, [a, b]) => sum + (a - mx) * (b - my), 0);
      const sxx = points.reduce((sum, [a]) => sum + (a - mx) ** 2, 0);
      expectClose([values[end - 1]], [sxy / sxx], { rtol: 1e-11, label: `window ending at ${end}` });
    }
  });

  it('leaves out lags of which the window holds less than two differences', () => {
    const x = walk(50, 7).close;
    // A window of 8 holds two differences of lag 6: lags 2 .. 6.
    expect(hurst(x, { period: 8, maxLag: 40 })).toEqual(hurst(x, { period: 8, maxLag: 7 }));
  });

  it('is 0.5 where the differences of a lag do not vary', () => {
    const still = [1, 2, 3, 2, 7, 7, 7, 7, 7, 7];
    expect(Array.from(hurst(still, { period: 5, maxLag: 4 })).slice(8)).toEqual([0.5, 0.5]);
    const straight = Array.from({ length: 10 }, (_, i) => 1.01 ** i);
    expect(Array.from(hurst(straight, { period: 5, maxLag: 4 })).slice(4)).toEqual(Array(6).fill(0.5));
    // Every other value is the same: lag 2 does not vary, lag 3 does.
    expect(hurst([1, 2, 1, 2, 1, 2], { period: 6, maxLag: 4 })[5]).toBe(0.5);
  });

  it('is 0.5 while a price that has no logarithm is in the window', () => {
    const x = [1, 2, 0, 3, 1, 2, 5, 3, 4];
    const values = hurst(x, { period: 5, maxLag: 4 });
    expect(Array.from(values.subarray(4, 7))).toEqual([0.5, 0.5, 0.5]);
    expect(values[8]).toBe(hurst(x.slice(4), { period: 5, maxLag: 4 })[4]);
  });
});
