import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { Adx, type AdxOptions, type AdxSeries, adx, adxr, dx } from '../../src/index.ts';
import { indicator } from '../../src/registry.ts';
import { pointBars } from '../bars.ts';

// Bar          0    1    2    3    4
// up                3    0    1   -1
// down             -3    1    0    1
// true range        4    3    4    4
const bars = { high: [5, 8, 8, 9, 8], low: [3, 6, 5, 5, 4], close: [4, 7, 6, 8, 5] };
const of = (options: AdxOptions): AdxSeries => adx(bars, { period: 2, ...options });
const close = (actual: ArrayLike<number>, expected: readonly number[]): void =>
  expectClose(actual, expected, { rtol: 1e-14, atol: 1e-14 });

describe('adx', () => {
  it("starts Wilder's averages with means", () => {
    // Averages of up, down, range: 3/2, 1/2, 7/2; then 5/4, 1/4, 15/4; then 5/8, 5/8, 31/8. DX 50, 200/3, 0.
    const { adx, plusDi, minusDi } = of({});
    close(plusDi, [Number.NaN, Number.NaN, 300 / 7, 100 / 3, 500 / 31]);
    close(minusDi, [Number.NaN, Number.NaN, 100 / 7, 20 / 3, 500 / 31]);
    close(adx, [Number.NaN, Number.NaN, Number.NaN, 175 / 3, 175 / 6]);
  });

  it('starts them with sums of one bar less', () => {
    // 3/2, 0, 2 on bar 1, not shown; then 3/4, 1/2, 5/2 and 7/8, 1/4, 13/4. DX 20, 500/9.
    const { adx, plusDi, minusDi } = of({ seed: 'sum' });
    close(plusDi.subarray(0, 4), [Number.NaN, Number.NaN, 30, 350 / 13]);
    close(minusDi.subarray(0, 4), [Number.NaN, Number.NaN, 20, 100 / 13]);
    close(adx.subarray(0, 4), [Number.NaN, Number.NaN, Number.NaN, 340 / 9]);
  });

  it('shows those sums one bar earlier', () => {
    // DX 100, 20, 500/9.
    const { adx, plusDi, minusDi } = of({ seed: 'early-sum' });
    close(plusDi.subarray(0, 4), [Number.NaN, 75, 30, 350 / 13]);
    close(minusDi.subarray(0, 4), [Number.NaN, 0, 20, 100 / 13]);
    close(adx.subarray(0, 4), [Number.NaN, Number.NaN, 60, 520 / 9]);
  });

  it('starts them with bar 0, and the average of DX with the first movement or with 0', () => {
    // 0, 0, 2; then 3/2, 0, 3 and 3/4, 1/2, 3. DX (0), 100, 20.
    for (const seed of ['first', 'zero'] as const) {
      const { plusDi, minusDi } = of({ seed });
      close(plusDi.subarray(0, 3), [0, 50, 25]);
      close(minusDi.subarray(0, 3), [0, 0, 50 / 3]);
    }
    close(of({ seed: 'first' }).adx.subarray(0, 3), [Number.NaN, 100, 60]);
    close(of({ seed: 'zero' }).adx.subarray(0, 3), [0, 50, 35]);
  });

  it('takes simple means of DX', () => {
    close(of({ smoothing: 'sma' }).adx, [Number.NaN, Number.NaN, Number.NaN, 175 / 3, 100 / 3]);
    for (const seed of ['first', 'zero'] as const)
      close(of({ smoothing: 'sma', seed }).adx.subarray(0, 3), [Number.NaN, 50, 60]);
  });

  it('counts a bar that moves both ways alike in neither direction, or in both', () => {
    const both = { high: [5, 7], low: [3, 1], close: [4, 4] };
    expect(adx(both, { period: 1 }).plusDi[1]).toBe(0);
    const { adx: index, plusDi, minusDi } = adx(both, { period: 1, ties: 'both' });
    close([plusDi[1], minusDi[1], index[1]], [100 / 3, 100 / 3, 0]);
  });

  it('is 0 where nothing moves, before the first movement of all too', () => {
    const still = adx(
      pointBars(6, () => 5),
      { period: 2 },
    );
    close(still.adx, [Number.NaN, Number.NaN, Number.NaN, 0, 0, 0]);
    close(still.plusDi, [Number.NaN, Number.NaN, 0, 0, 0, 0]);
    const late = pointBars(4, (i) => (i < 2 ? 5 : 4 + i));
    close(adx(late, { period: 2, seed: 'first' }).adx, [Number.NaN, 0, 100, 100]);
    close(adx(late, { period: 2, seed: 'zero' }).adx, [0, 0, 50, 75]);
  });

  it('stays a percentage while the averages fade away', () => {
    const fading = pointBars(20_000, (i) => (i < 3 ? 100 + i : 102));
    for (const column of Object.values(adx(fading, { seed: 'first' }))) {
      expect(column.subarray(1).every((value: number) => value >= 0 && value <= 100.000001)).toBe(true);
    }
  });

  it('takes back a wrong first movement', () => {
    const stream = new Adx({ period: 2, seed: 'first' });
    const point = (price: number) => ({ high: price, low: price, close: price });
    stream.update(point(5));
    expect(stream.update(point(6)).adx).toBe(100);
    expect(stream.replace(point(5)).adx).toBe(0);
    // Averages 3/2 and 0, then 3/4 and 1: DX 100, where ADX starts, and 100/7.
    expect(stream.update({ high: 8, low: 3, close: 5 }).adx).toBe(100);
    expect(stream.update({ high: 9, low: 1, close: 5 }).adx).toBeCloseTo(400 / 7, 10);
  });
});

describe('dx', () => {
  it('is the imbalance of the averages under every seed', () => {
    close(dx(bars, { period: 2 }), [Number.NaN, Number.NaN, 50, 200 / 3, 0]);
    close(dx(bars, { period: 2, seed: 'sum' }).subarray(0, 4), [Number.NaN, Number.NaN, 20, 500 / 9]);
    close(dx(bars, { period: 2, seed: 'early-sum' }).subarray(0, 4), [Number.NaN, 100, 20, 500 / 9]);
    close(dx(bars, { period: 2, seed: 'first' }).subarray(0, 3), [0, 100, 20]);
  });

  it('looks at the last movement alone where the period is 1', () => {
    close(dx(bars, { period: 1 }), [Number.NaN, 100, 100, 100, 100]);
    close(dx(bars, { period: 1, seed: 'early-sum' }), [Number.NaN, 100, 100, 100, 100]);
  });

  it('agrees with a longer history from the bar after the first on, whose movement is unknown', () => {
    const options = { period: 1, seed: 'first' } as const;
    const late = { high: bars.high.slice(1), low: bars.low.slice(1), close: bars.close.slice(1) };
    close(dx(bars, options).subarray(1), [100, 100, 100, 100]);
    close(dx(late, options), [0, 100, 100, 100]);
    expect(indicator('dx').converge(options)).toBe(1);
    expect(indicator('adx').converge({ period: 1, seed: 'zero' })).toBeGreaterThan(0);
  });
});

describe('adxr', () => {
  it('is the mean of ADX now and period - 1 bars ago', () => {
    close(adxr(bars, { period: 2 }), [Number.NaN, Number.NaN, Number.NaN, Number.NaN, 175 / 4]);
    close(adxr(bars, { period: 2, smoothing: 'sma' }).subarray(4), [275 / 6]);
    close(adxr(bars, { period: 2, seed: 'zero' }).subarray(0, 3), [Number.NaN, 25, 42.5]);
  });
});
