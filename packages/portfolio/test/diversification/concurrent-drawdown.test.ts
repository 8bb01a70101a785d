import { ParameterError } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concurrentDrawdown } from '../../src/diversification/concurrent-drawdown.ts';

describe('concurrentDrawdown', () => {
  it('counts who is down with whom, and how deep the untraded portfolio falls', () => {
    // Equities 0.8 0.8 1.2, and 1 0.8 0.8: means 0.9 0.8 1.
    const found = concurrentDrawdown([
      [-0.2, 0, 0.5],
      [0, -0.2, 0],
    ]);
    expect([...found.down]).toEqual([1, 2, 1]);
    expect(found.allDown).toBe(1 / 3);
    expect(found.majorityDown).toBe(1 / 3);
    expect(found.maxSimultaneous).toBe(2);
    expect(found.jaccard[0][1]).toBe(1 / 3);
    expectClose(found.value, -0.2);
    expect(found).toMatchObject({ status: 'fail', n: 3 });
  });

  it('is down only if deeper than the threshold, and fails only if deeper than the limit', () => {
    const returns = [
      [0, -0.25],
      [0, -0.25],
    ];
    expect(concurrentDrawdown(returns, { threshold: 0.25, limit: 0.25 })).toMatchObject({
      status: 'pass',
      maxSimultaneous: 0,
    });
    expect(concurrentDrawdown(returns, { threshold: 0.24, limit: 0.24 })).toMatchObject({
      status: 'fail',
      maxSimultaneous: 2,
    });
  });

  it('counts a loss in the first bar unless told not to', () => {
    const returns = [[-0.5], [-0.5]];
    expect(concurrentDrawdown(returns)).toMatchObject({ value: -0.5, maxSimultaneous: 2 });
    expect(concurrentDrawdown(returns, { initialPeak: false })).toMatchObject({ value: 0, maxSimultaneous: 0 });
  });

  it('keeps an asset that lost everything at zero', () => {
    expect(
      concurrentDrawdown([
        [-1.5, 3],
        [0, 0],
      ]),
    ).toMatchObject({ value: -0.5, maxSimultaneous: 1 });
    expect(
      concurrentDrawdown(
        [
          [-1, 0],
          [-1, 0],
        ],
        { initialPeak: false },
      ).value,
    ).toBe(-1);
  });

  it('is insufficient for one asset or no bars', () => {
    expect(concurrentDrawdown([[0.1]])).toMatchObject({ status: 'insufficient', value: Number.NaN });
    expect(concurrentDrawdown([[], []])).toMatchObject({ status: 'insufficient', allDown: Number.NaN });
  });

  it('falls no deeper than its deepest asset', () => {
    const series = fc.array(fc.float({ min: Math.fround(-0.9), max: 1, noNaN: true }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(series, series, (a, b) => {
        const alone = [a, b].map((returns) => concurrentDrawdown([returns, returns]).value);
        const { value, allDown, majorityDown } = concurrentDrawdown([a, b]);
        expect(value).toBeGreaterThanOrEqual(Math.min(...alone) - 1e-12);
        expect(allDown).toBeLessThanOrEqual(majorityDown);
      }),
      { seed: 3 },
    );
  });

  it('refuses depths outside (0, 1)', () => {
    expect(() => concurrentDrawdown([[0]], { threshold: -0.1 })).toThrow(ParameterError);
    expect(() => concurrentDrawdown([[0]], { limit: 15 })).toThrow(ParameterError);
  });
});
