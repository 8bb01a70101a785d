import { createRng } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { realityCheck } from '../../src/multiple/reality-check.ts';
import { romanoWolf } from '../../src/multiple/romano-wolf.ts';
import { superiorPredictiveAbility } from '../../src/multiple/superior-predictive-ability.ts';
import { noise, parameterOf } from './series.ts';

const options = { resamples: 199 };

describe('superiorPredictiveAbility', () => {
  it('counts resamples by hand', () => {
    // Means of 0.2 and -1. A resample of one bar throughout has that bar's returns as means.
    const first = Float64Array.from({ length: 30 }, (_, i) => (i % 2 === 0 ? 1.2 : -0.8));
    const second = Float64Array.from({ length: 30 }, (_, i) => (i % 3 === 0 ? 0 : -1.5));
    const bar = (index: number): number[] => new Array<number>(30).fill(index);
    const test = superiorPredictiveAbility([first, second], {
      blockLength: 1,
      studentised: false,
      smallSample: false,
      indices: [bar(0), bar(1), bar(2), bar(3)],
    });
    expectClose(test.value, Math.sqrt(30) * 0.2);
    expect(test.best).toBe(0);
    // Deviations are 1, -1, 1, -1 for the first; the second, centred on its own mean, has 1, -0.5, -0.5, 1, and 0 at most on zero.
    expect(test.upperPValue).toBe(4 / 5);
    expect(test.pValue).toBe(3 / 5);
    expect(test.lowerPValue).toBe(3 / 5);
  });

  it('counts a resample that ties with the sample, whatever the rounding', () => {
    const returns = Float64Array.from({ length: 30 }, (_, i) => (i % 3 === 0 ? 0.1 : 0));
    // The same bars in another order, one by one: their sum is the sample's but for rounding. Deviations then average to zero.
    const swapped = Array.from({ length: 30 }, (_, i) => (i + 15) % 30);
    // Bars 0 (0.1) twice as often as in the sample: the mean deviates by exactly the mean.
    const doubled = Array.from({ length: 30 }, (_, i) => (i < 20 ? 0 : 1));
    const test = superiorPredictiveAbility([returns], {
      blockLength: 1,
      smallSample: false,
      indices: [swapped, doubled],
    });
    expect(test.pValue).toBe(2 / 3);
  });

  it('orders the three p values', () => {
    const rng = createRng(1);
    for (let run = 0; run < 20; run++) {
      const series = [...noise(rng, 3, 100), ...noise(rng, 5, 100, -0.3)];
      const { lowerPValue, pValue, upperPValue } = superiorPredictiveAbility(series, { ...options, seed: run });
      expect(lowerPValue).toBeLessThanOrEqual(pValue);
      expect(pValue).toBeLessThanOrEqual(upperPValue);
    }
  });

  it('is not blunted by poor strategies, as the Reality Check is', () => {
    const rng = createRng(7);
    let found = 0;
    let missed = 0;
    for (let run = 0; run < 30; run++) {
      const series = [...noise(rng, 1, 200, 0.2), ...noise(rng, 14, 200, -0.3)];
      const { blockLength, status } = superiorPredictiveAbility(series, options);
      if (status === 'pass') found++;
      if (realityCheck(series, { ...options, blockLength }).status === 'fail') missed++;
    }
    // Rates of about 80 % and 50 %; three standard errors of 30 runs are 22 % and 27 %.
    expect(found).toBeGreaterThanOrEqual(18);
    expect(missed).toBeGreaterThanOrEqual(7);
    expect(found).toBeGreaterThan(30 - missed);
  });

  it('has an upper p value equal to the smallest of Romano and Wolf', () => {
    const series = noise(createRng(3), 8, 120);
    expect(superiorPredictiveAbility(series, options).upperPValue).toBe(romanoWolf(series, options).pValue);
  });

  it('does not depend on the order of strategies, nor on copies and on the scale of one', () => {
    const series = noise(createRng(4), 6, 80);
    const expected = superiorPredictiveAbility(series, options);
    fc.assert(
      fc.property(
        fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }),
        fc.array(fc.nat(5), { maxLength: 4 }),
        (order, copies) => {
          const again = superiorPredictiveAbility(
            [...order, ...copies].map((k) => series[k]),
            options,
          );
          for (const key of ['value', 'pValue', 'lowerPValue', 'upperPValue'] as const) {
            expect(again[key]).toBe(expected[key]);
          }
          expect(order[again.best]).toBe(expected.best);
        },
      ),
      { seed: 1, numRuns: 30 },
    );
    const scaled = series.map((row, k) => (k === 2 ? row.map((x) => 8 * x) : row));
    expect(superiorPredictiveAbility(scaled, options).pValue).toBe(expected.pValue);
  });

  it('gives the same for the same seed and not for another', () => {
    const series = noise(createRng(5), 5, 100, 0.1);
    expect(superiorPredictiveAbility(series, options)).toEqual(superiorPredictiveAbility(series, options));
    const other = superiorPredictiveAbility(series, { ...options, seed: 'other' });
    expect(other.pValue).not.toBe(superiorPredictiveAbility(series, options).pValue);
  });

  it('has a p value of 1 where every strategy lost, and never one of 0', () => {
    const rng = createRng(6);
    expect(superiorPredictiveAbility(noise(rng, 3, 60, -2), options).pValue).toBe(1);
    expect(superiorPredictiveAbility(noise(rng, 3, 60, 5), options).pValue).toBe(1 / 200);
  });

  it('leaves out strategies that never traded, and says so', () => {
    const series = noise(createRng(8), 3, 60);
    const test = superiorPredictiveAbility([new Float64Array(60), ...series], options);
    expect(test.pValue).toBe(superiorPredictiveAbility(series, options).pValue);
    expect(test.best).toBeGreaterThan(0);
    expect(test.warnings).toEqual(['1 of 4 series do not vary and are left out.']);
  });

  it('does not exist for flat strategies, and asks for enough bars and blocks', () => {
    expect(superiorPredictiveAbility([new Array<number>(60).fill(0.1)]).status).toBe('undefined');
    expect(superiorPredictiveAbility([[]]).status).toBe('insufficient');
    expect(superiorPredictiveAbility(noise(createRng(9), 2, 29)).status).toBe('insufficient');
    expect(superiorPredictiveAbility(noise(createRng(9), 2, 60), { blockLength: 31 }).status).toBe('insufficient');
    const few = superiorPredictiveAbility(noise(createRng(9), 2, 60), { blockLength: 20 });
    expect(few.warnings).toEqual(['The bars hold 3.0 independent blocks: the p value is rough.']);
  });

  it('survives returns that cancel exactly, that are tiny and that are huge', () => {
    const alternating = Float64Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 1 : -1));
    const [row] = noise(createRng(10), 1, 400);
    for (const series of [[alternating], [alternating, row], [row.map((x) => 1e-9 * x)], [row.map((x) => 1e50 * x)]]) {
      const { pValue, value } = superiorPredictiveAbility(series, options);
      expect(pValue).toBeGreaterThan(0);
      expect(pValue).toBeLessThanOrEqual(1);
      expect(value).toBeGreaterThanOrEqual(0);
    }
  });

  it('refuses misuse by name', () => {
    const series = noise(createRng(1), 2, 40);
    const misuse: readonly [() => unknown, string][] = [
      [() => superiorPredictiveAbility([]), 'series'],
      [() => superiorPredictiveAbility([series[0], series[1].subarray(1)]), 'series[1]'],
      [() => superiorPredictiveAbility([series[0], series[1].with(3, Number.NaN)]), 'series[1]'],
      [() => superiorPredictiveAbility(series, { alpha: 0 }), 'alpha'],
      [() => superiorPredictiveAbility(series, { resamples: 0 }), 'resamples'],
      [() => superiorPredictiveAbility(series, { blockLength: 0.5 }), 'blockLength'],
      [() => superiorPredictiveAbility(series, { blockLength: Number.NaN }), 'blockLength'],
      [() => superiorPredictiveAbility(series, { indices: [] }), 'indices'],
      [() => superiorPredictiveAbility(series, { indices: [[0]] }), 'indices[0]'],
      [() => superiorPredictiveAbility(series, { indices: [new Array<number>(40).fill(40)] }), 'indices[0][0]'],
    ];
    for (const [call, parameter] of misuse) expect(parameterOf(call)).toBe(parameter);
  });
});
