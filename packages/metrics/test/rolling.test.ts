import { assertCausal, createRng } from '@quantblocks/core';
import {
  beta,
  maxDrawdown,
  rollingBeta,
  rollingMaxDrawdown,
  rollingSharpe,
  rollingVolatility,
  sharpeRatio,
  volatility,
} from '@quantblocks/metrics';
import { expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const periodsPerYear = 365;
const rng = createRng(5, 'rolling');
const returns = Float64Array.from({ length: 400 }, () => 0.01 * rng.studentT(3));
const benchmark = Float64Array.from(returns, (r) => 0.5 * r + 0.01 * rng.normal());

/** The measure of each window taken anew. */
function anew(window: number, measure: (from: number, to: number) => number): Float64Array {
  return returns.map((_, i) => (i < window - 1 ? Number.NaN : measure(i - window + 1, i + 1)));
}

describe('rolling measures', () => {
  it.each([2, 3, 7, 30, 399, 400, 401])('equal the measure of each window of %i returns taken anew', (window) => {
    const part = (from: number, to: number): Float64Array => returns.subarray(from, to);
    const close = { rtol: 1e-10, atol: 1e-12 };
    const options = { window, periodsPerYear };
    expectClose(
      rollingSharpe(returns, { ...options, riskFree: 0.03 }),
      anew(window, (from, to) => sharpeRatio(part(from, to), { periodsPerYear, riskFree: 0.03 })),
      close,
    );
    expectClose(
      rollingVolatility(returns, options),
      anew(window, (from, to) => volatility(part(from, to), { periodsPerYear })),
      close,
    );
    expectClose(
      rollingBeta(returns, benchmark, { window }),
      anew(window, (from, to) => beta(part(from, to), benchmark.subarray(from, to))),
      close,
    );
    expectClose(
      rollingMaxDrawdown(returns, { window }),
      anew(window, (from, to) => maxDrawdown(part(from, to))),
      close,
    );
  });

  it('look at nothing that comes later', () => {
    assertCausal((x) => rollingSharpe(x, { window: 20, periodsPerYear }), returns);
    assertCausal((x) => rollingVolatility(x, { window: 20, periodsPerYear }), returns);
    assertCausal((x) => rollingMaxDrawdown(x, { window: 20 }), returns);
    assertCausal(({ x, y }) => rollingBeta(x, y, { window: 20 }), { x: returns, y: benchmark });
  });

  it('forget an extreme return completely once it has left the window', () => {
    const spiked = returns.slice();
    spiked[50] = 1e9;
    const options = { window: 20, periodsPerYear };
    const after = (series: Float64Array): Float64Array => series.subarray(50 + 20);
    expectClose(after(rollingVolatility(spiked, options)), after(rollingVolatility(returns, options)), { rtol: 1e-12 });
  });

  it('a window of one return has its own drawdown', () => {
    expectClose(rollingMaxDrawdown([0.1, -0.2, 0.3], { window: 1 }), [0, -0.2, 0], { atol: 1e-15 });
  });

  it('drawdown stays in [-1, 0] and is -1 from ruin on', () => {
    const wild = fc.array(fc.double({ min: -1.2, max: 1.5, noNaN: true }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(wild, fc.integer({ min: 1, max: 12 }), (path, window) => {
        const rolling = rollingMaxDrawdown(path, { window });
        const ruin = path.findIndex((r) => r <= -1);
        rolling.forEach((depth, i) => {
          if (i < window - 1) expect(depth).toBeNaN();
          else if (ruin >= 0 && i >= ruin) expect(depth).toBe(-1);
          else expect(depth >= -1 && depth <= 0).toBe(true);
        });
      }),
    );
  });
});
