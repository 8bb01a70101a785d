import { describe, expect, it } from 'vitest';
import { originalCostStress } from '../../src/original/original-cost-stress.ts';
import { originalSensitivity } from '../../src/original/original-sensitivity.ts';

describe('originalSensitivity', () => {
  it('runs every combination within 2, four parameters 625 times', () => {
    const seen = new Set<string>();
    const { n, value } = originalSensitivity({
      around: { tenkan: 9, kijun: 26, tenkan5: 9, kijun5: 26 },
      sharpe: (params) => {
        seen.add(Object.values(params).join(' '));
        return 2;
      },
    });
    expect([n, seen.size, value]).toEqual([625, 625, 0]);
    expect(seen).toContain('7 24 7 24');
    expect(seen).toContain('11 28 11 28');
  });

  it('is the standard deviation over the mean: of 8 .. 12 that is sqrt(2) / 10', () => {
    const { value, pass, sharpes } = originalSensitivity({
      around: { length: 10 },
      sharpe: ({ length }) => length,
    });
    expect([...sharpes]).toEqual([8, 9, 10, 11, 12]);
    expect(value).toBeCloseTo(Math.SQRT2 / 10, 14);
    expect(pass).toBe(true);
  });

  it('a strategy that loses everywhere passes however unstable, and so does one that averages 0: the fault', () => {
    const loser = originalSensitivity({ around: { x: 0 }, sharpe: ({ x }) => -1 + 10 * x });
    expect([loser.value < 0, loser.pass]).toEqual([true, true]);
    const zero = originalSensitivity({ around: { x: 0 }, sharpe: ({ x }) => x });
    expect([zero.value, zero.pass]).toEqual([0, true]);
  });

  it('misuse: no parameter, too many, broken values', () => {
    expect(() => originalSensitivity({ around: {}, sharpe: () => 1 })).toThrow('around');
    expect(() => originalSensitivity({ around: { x: 0.5 }, sharpe: () => 1 })).toThrow('around.x');
    expect(() => originalSensitivity({ around: { x: 1 }, sharpe: () => Number.NaN })).toThrow('sharpe');
  });
});

describe('originalCostStress', () => {
  it('judges the Sharpe ratio at 10 and 5 bps, strictly above 1', () => {
    const at = (sharpe: number) =>
      originalCostStress((fee, slippage) => ({ sharpe: fee === 10 && slippage === 5 ? sharpe : 9, totalReturn: 1 }));
    expect([at(1).pass, at(1.01).pass, at(1.01).value]).toEqual([false, true, 1.01]);
  });

  it('the break-even is the LAST profitable fee, even behind a loss: the fault', () => {
    const { breakEvenFeeBps, edgeBufferBps } = originalCostStress((fee) => ({
      sharpe: 1,
      totalReturn: fee < 10 || fee === 40 ? 1 : -1,
    }));
    expect([breakEvenFeeBps, edgeBufferBps]).toEqual([40, 35]);
  });

  it('without a profitable fee the break-even is 0', () => {
    expect(originalCostStress(() => ({ sharpe: 1, totalReturn: 0 })).breakEvenFeeBps).toBe(0);
  });

  it('the curve takes 0.4 of the fee as slippage', () => {
    const { curve, scenarios } = originalCostStress(() => ({ sharpe: 1, totalReturn: 1 }));
    expect(curve.length).toBe(51);
    expect(curve[50].slippageBps).toBe(20);
    expect(scenarios.map(({ feeBps }) => feeBps)).toEqual([5, 10, 15, 20, 30]);
  });

  it('misuse: a run without a result', () => {
    expect(() => originalCostStress(() => ({ sharpe: Number.NaN, totalReturn: 1 }))).toThrow('run');
  });
});
