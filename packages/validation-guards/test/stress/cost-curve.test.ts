import { ParameterError } from '@quantblocks/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costCurve } from '../../src/stress/cost-curve.ts';

describe('costCurve', () => {
  it('finds the break-even of a straight line, from below and within the tolerance', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 99, noNaN: true }),
        fc.double({ min: 1e-6, max: 1e3, noNaN: true }),
        (root, slope) => {
          const { breakEvenBps, breakEven } = costCurve((cost) => slope * (root - cost), { assumedBps: 7 });
          expect(breakEven).toBe('found');
          expect(breakEvenBps).toBeLessThan(root + 1e-12);
          expect(breakEvenBps).toBeGreaterThan(root - 0.011);
        },
      ),
      { seed: 1, numRuns: 50 },
    );
  });

  it('takes the first crossing, though the last one lies higher', () => {
    // Earns below 12 bps and again from 30 to 60: a search for the last profit would say 60.
    const run = (cost: number): number => (cost < 12 || (cost > 30 && cost < 60) ? 1 : -1);
    const { breakEvenBps, status } = costCurve(run, { assumedBps: 7, costsBps: [0, 5, 10, 20, 40, 80] });
    expect(breakEvenBps).toBeCloseTo(12, 1);
    expect(status).toBe('fail');
  });

  it('is exact at the multiple that is asked: no tolerance decides', () => {
    const earnsAt = (last: number) => costCurve((cost) => (cost <= last ? 1 : -1), { assumedBps: 7 }).status;
    expect(earnsAt(14)).toBe('pass');
    expect(earnsAt(14 - 1e-9)).toBe('fail');
  });

  it('says in words that the highest costs tried still earn', () => {
    const answer = costCurve(() => 0.1, { assumedBps: 10, costsBps: [50] });
    expect(answer).toMatchObject({ breakEven: 'atLeast', breakEvenBps: 50, status: 'pass' });
    expect(answer.explanation).toBe(
      'It still earns at 50 bps, the highest costs tried, at least 5 times the 10 bps assumed; 2 times are asked.',
    );
  });

  it('fails what earns nothing without costs, and has no break-even then', () => {
    for (const gross of [0, -1]) {
      const answer = costCurve((cost) => gross - cost, { assumedBps: 5 });
      expect(answer).toMatchObject({
        status: 'fail',
        breakEven: 'none',
        breakEvenBps: Number.NaN,
        costShare: Number.NaN,
      });
      expect(answer.elasticity).toBeNaN();
    }
  });

  it('is undefined where a score does not exist', () => {
    const answer = costCurve((cost) => (cost > 10 ? Number.NaN : 1), { assumedBps: 5 });
    expect(answer).toMatchObject({ status: 'undefined', explanation: 'At 20 bps the performance does not exist.' });
    expect(answer.value).toBeNaN();
  });

  it('has nothing to compare with where no costs are assumed', () => {
    const answer = costCurve((cost) => 10 - cost, { assumedBps: 0 });
    expect(answer.status).toBe('insufficient');
    expect(answer.breakEvenBps).toBeCloseTo(10, 1);
  });

  it('takes the mean of returns, and measures elasticity and share of costs', () => {
    // Net of c bps: 0.003 - 0.0001 c. At 10 bps 0.002 remain: a third is gone, and 1 % more costs take 0.5 %.
    const run = (cost: number): number[] => [0.013 - 0.0001 * cost, -0.007 - 0.0001 * cost];
    const answer = costCurve(run, { assumedBps: 10 });
    expect(answer.breakEvenBps).toBeCloseTo(30, 1);
    expect(answer.elasticity).toBeCloseTo(-0.5, 10);
    expect(answer.costShare).toBeCloseTo(1 / 3, 10);
    expect(answer.curve.map(({ costBps }) => costBps)).toEqual([0, 2, 5, 10, 20, 50, 100]);
  });

  it('warns when costs take more than half', () => {
    expect(costCurve((cost) => 15 - cost, { assumedBps: 10 }).warnings).toEqual([
      'Costs take 66.7 % of what it earns.',
    ]);
  });

  it('ends for a tolerance that numbers cannot resolve', () => {
    expect(
      costCurve((cost) => 3e9 - cost, { assumedBps: 1e9, costsBps: [4e9], toleranceBps: 1e-30 }).breakEvenBps,
    ).toBe(2999999999.9999995);
  });

  it('refuses what cannot be meant', () => {
    const run = (): number => 1;
    expect(() => costCurve(run, { assumedBps: -1 })).toThrow(ParameterError);
    expect(() => costCurve(run, { assumedBps: 5, costsBps: [Number.NaN] })).toThrow('costsBps[0]');
    expect(() => costCurve(run, { assumedBps: 5, factor: 0 })).toThrow(ParameterError);
    expect(() => costCurve(run, { assumedBps: 5, toleranceBps: 0 })).toThrow(ParameterError);
    expect(() => costCurve(() => [Number.NaN], { assumedBps: 5 })).toThrow('run: expected finite numbers');
  });
});
