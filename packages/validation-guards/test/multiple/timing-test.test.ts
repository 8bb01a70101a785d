import { createRng } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timingTest } from '../../src/multiple/timing-test.ts';
import { noise, parameterOf } from './series.ts';

describe('timingTest', () => {
  it('counts shifts by hand', () => {
    // One bar long, on the best of 40; one other bar returns as much, and the rest nothing.
    const positions = new Float64Array(40).fill(0, 0, 40).with(5, 1);
    const returns = new Float64Array(40).with(5, 0.2).with(17, 0.2);
    const { value, untimed, pValue, shifts, n } = timingTest(positions, returns);
    expectClose(value, 0.2 / 40);
    expectClose(untimed, 0.2 / 40 / 39);
    expect(pValue).toBe(2 / 40);
    expect([shifts, n]).toEqual([39, 40]);
  });

  it('counts shifts that earn the same in another order of summation', () => {
    const positions = new Float64Array(40).fill(1, 0, 3);
    const returns = new Float64Array(40);
    returns.set([0.1, 0.2, 0.3], 0);
    returns.set([0.2, 0.3, 0.1], 20); // 0.6, where the first three add up to 0.6000000000000001
    expect(timingTest(positions, returns).pValue).toBe(2 / 40);
  });

  it('gives no credit for a drift that is merely held', () => {
    const rng = createRng(1);
    const [returns] = noise(rng, 1, 300, 1);
    const positions = Float64Array.from({ length: 300 }, () => (rng.next() < 0.8 ? 1 : 0));
    const { value, untimed, status } = timingTest(positions, returns);
    expect(value).toBeGreaterThan(0.5);
    expectClose(untimed, value, { rtol: 0.1 });
    expect(status).toBe('fail');
  });

  it('finds timing, long and short', () => {
    const rng = createRng(2);
    const [returns] = noise(rng, 1, 300);
    const foresight = returns.map((x) => Math.sign(x + 3 * rng.normal()));
    expect(timingTest(foresight, returns).status).toBe('pass');
    expect(
      timingTest(
        foresight.map((x) => -x),
        returns,
      ).pValue,
    ).toBeGreaterThan(0.95);
  });

  it('passes noise at its level', () => {
    const rng = createRng(3);
    const runs = 400;
    let passed = 0;
    for (let run = 0; run < runs; run++) {
      const [returns] = noise(rng, 1, 100);
      let position = 1;
      const positions = returns.map(() => (position = rng.next() < 0.1 ? -position : position));
      if (timingTest(positions, returns).status === 'pass') passed++;
    }
    // 5 %, with three standard errors of 1.1 %.
    expect(passed / runs).toBeGreaterThan(0.017);
    expect(passed / runs).toBeLessThan(0.083);
  });

  it('depends neither on units nor on where the circle is cut', () => {
    const rng = createRng(4);
    const [returns, positions] = noise(rng, 2, 60);
    const expected = timingTest(positions, returns).pValue;
    fc.assert(
      fc.property(fc.nat(59), fc.integer({ min: -8, max: 8 }), (cut, power) => {
        const turn = (values: Float64Array): Float64Array => values.map((_, i) => values[(i + cut) % 60]);
        const scaled = turn(returns).map((x) => x * 2 ** power);
        expect(timingTest(turn(positions), scaled).pValue).toBe(expected);
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it('draws shifts where there are too many, and the same for the same seed', () => {
    const [returns, positions] = noise(createRng(5), 2, 500);
    const all = timingTest(positions, returns).pValue;
    const some = timingTest(positions, returns, { shifts: 200, seed: 7 });
    expect(some.shifts).toBe(200);
    // Four standard errors of a share of 200.
    expectClose(some.pValue, all, { rtol: 0, atol: 4 * Math.sqrt((all * (1 - all)) / 200) + 0.01 });
    expect(timingTest(positions, returns, { shifts: 200, seed: 7 })).toEqual(some);
  });

  it('does not exist for a position or a return that never changes, and needs 30 bars', () => {
    const [returns] = noise(createRng(6), 1, 40);
    expect(timingTest(new Float64Array(40).fill(1), returns).status).toBe('undefined');
    expect(timingTest(returns, new Float64Array(40)).status).toBe('undefined');
    expect(timingTest([1, 0], [0.1, 0.2]).status).toBe('insufficient');
    expect(timingTest([], []).status).toBe('insufficient');
  });

  it('refuses misuse by name', () => {
    const [returns] = noise(createRng(6), 1, 40);
    expect(parameterOf(() => timingTest(returns, returns.subarray(1)))).toBe('returns');
    expect(parameterOf(() => timingTest(returns.with(2, Number.NaN), returns))).toBe('positions');
    expect(parameterOf(() => timingTest(returns, returns, { shifts: 0 }))).toBe('shifts');
    expect(parameterOf(() => timingTest(returns, returns, { alpha: 2 }))).toBe('alpha');
  });
});
