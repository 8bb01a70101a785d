import { ParameterError, quantileSorted } from '@quantblocks/core';
import { maxDrawdown } from '@quantblocks/metrics';
import { expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawdownDistribution } from '../../src/bootstrap/drawdown-distribution.ts';

const orders = ['shuffle', 'stationary', 'iid'] as const;
const wins = (n: number): number[] => new Array<number>(n).fill(0.02);
const losses = (n: number): number[] => new Array<number>(n).fill(-0.02);

describe('drawdownDistribution', () => {
  it('has the exact probabilities of a single loss', () => {
    // Wherever one loss of 10 % falls among gains, the drawdown is 10 %.
    const one = [...wins(19), -0.1];
    const { drawdowns, actual, shareDeeper, value, median } = drawdownDistribution(one, { limit: -0.1001 });
    expectClose([actual, median], [-0.1, -0.1]);
    expect(drawdowns).toHaveLength(1999);
    expect([value, drawdowns.every((d) => Math.abs(d + 0.1) < 1e-12)]).toEqual([0, true]);
    // All paths are as deep but for rounding, so ties and last digits decide.
    expect(shareDeeper).toBeGreaterThanOrEqual(0);
    // Drawn one by one with 20 positions, the loss is missing with probability 0.95^20 = 0.358.
    const drawn = drawdownDistribution(one, { order: 'iid' });
    const spared = drawn.drawdowns.filter((d) => d === 0).length / 1999;
    expect(Math.abs(spared - 0.95 ** 20)).toBeLessThan(5 * Math.sqrt((0.358 * 0.642) / 1999));
  });

  it('places a lucky order near one end and an unlucky one near the other', () => {
    const lucky = Array.from({ length: 50 }, (_, i) => (i % 2 === 0 ? 0.02 : -0.02));
    expect(drawdownDistribution(lucky).shareDeeper).toBeGreaterThan(0.99);
    expect(drawdownDistribution([...wins(25), ...losses(25)]).shareDeeper).toBe(0);
  });

  it('compounds fractions, so that nothing falls below -1, and calls that ruin', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 20, maxLength: 40 }),
        fc.constantFrom(...orders),
        (returns, order) => {
          const { drawdowns, actual, probabilityOfRuin } = drawdownDistribution(returns, { order, resamples: 50 });
          for (const drawdown of drawdowns) {
            expect(drawdown).toBeLessThanOrEqual(0);
            expect(drawdown).toBeGreaterThanOrEqual(-1);
          }
          expect(actual).toBe(maxDrawdown(returns));
          if (order === 'shuffle')
            expect(probabilityOfRuin).toBe(returns.some((value) => value <= -1) ? 1 : probabilityOfRuin);
        },
      ),
      { seed: 6, numRuns: 40 },
    );
  });

  it('sees deeper paths where losses come in runs and blocks keep them together', () => {
    const runs = Array.from({ length: 200 }, (_, i) => (Math.floor(i / 10) % 2 === 0 ? 0.021 : -0.02));
    const apart = drawdownDistribution(runs, { order: 'iid' });
    const together = drawdownDistribution(runs, { order: 'stationary', blockLength: 20 });
    expect(together.median).toBeLessThan(apart.median);
  });

  it('decides by the probability of the limit', () => {
    const returns = [...wins(30), ...losses(30)];
    const { drawdowns, deepTail } = drawdownDistribution(returns, { alpha: 0.1 });
    expectClose(deepTail, quantileSorted(drawdowns, 0.1));
    const at = (limit: number) => drawdownDistribution(returns, { limit, alpha: 0.1 });
    expect(at(deepTail - 0.01).status).toBe('pass');
    expect(at(deepTail + 0.01).status).toBe('fail');
    expect(at(-1).value).toBe(at(-1).probabilityOfRuin);
  });

  it('repeats itself for the same seed only', () => {
    const returns = Array.from({ length: 60 }, (_, i) => 0.03 * Math.sin(i * i));
    for (const order of orders) {
      const run = (seed: number) => drawdownDistribution(returns, { order, seed, resamples: 20 }).drawdowns;
      expect(run(1)).toEqual(run(1));
      expect(run(1)).not.toEqual(run(2));
    }
  });

  it('leaves the positions as they are', () => {
    const returns = Float64Array.from({ length: 30 }, (_, i) => i / 1000);
    drawdownDistribution(returns, { resamples: 5 });
    expect([...returns]).toEqual(Array.from({ length: 30 }, (_, i) => i / 1000));
  });

  it('says insufficient for few positions and has no p value', () => {
    const few = drawdownDistribution([0.1, -0.1]);
    expect([few.status, few.drawdowns.length, few.pValue]).toEqual(['insufficient', 0, Number.NaN]);
    expectClose(few.actual, -0.1);
    expect(drawdownDistribution([]).status).toBe('insufficient');
  });

  it('says that it is not about an edge', () => {
    expect(drawdownDistribution(wins(20)).assumptions.join(' ')).toContain('not about an edge');
  });

  it('refuses options out of range', () => {
    for (const options of [
      { limit: 0 },
      { limit: 0.3 },
      { limit: -1.1 },
      { alpha: 0 },
      { order: 'moving' },
      { resamples: 0 },
      { order: 'stationary', blockLength: 0 },
    ]) {
      expect(() => drawdownDistribution(wins(30), options as object), JSON.stringify(options)).toThrow(ParameterError);
    }
    expect(() => drawdownDistribution([Number.NaN])).toThrow(ParameterError);
  });
});
