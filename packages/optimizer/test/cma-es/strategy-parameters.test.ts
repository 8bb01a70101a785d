import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { defaultPopulationSize, StrategyParameters } from '../../src/cma-es/strategy-parameters.ts';

describe('StrategyParameters', () => {
  it('draws 4 + floor(3 ln d) points a generation', () => {
    expect([1, 2, 3, 5, 10, 20, 40].map(defaultPopulationSize)).toEqual([4, 6, 7, 8, 10, 12, 15]);
  });

  it('follows table 1 of the tutorial for 5 dimensions', () => {
    const p = new StrategyParameters(5, 8, true);
    expect(p.mu).toBe(4);
    // ln 4.5 - ln i, the first four over their sum 2.8382...
    expectClose(
      p.weights.subarray(0, 4),
      [0.5299301844787792, 0.2857142857142857, 0.14285714285714282, 0.041498386949792215],
    );
    // The others, scaled to the least of the three bounds: 1 + c1 / cMu = 2.239 (50), here, before 2.394 (51) and 4.79 (52).
    expectClose(
      p.weights.subarray(4),
      [-0.16727950680988093, -0.45674904775585873, -0.7014920573635214, -0.9134980955117175],
    );
    expectClose(p.muEff, 2.6001788261131793);
    expectClose(p.c1, 2 / (6.3 ** 2 + p.muEff));
    expectClose(p.cMu, (2 * (p.muEff - 2 + 1 / p.muEff)) / (49 + p.muEff));
    expectClose(p.cSigma, (p.muEff + 2) / (p.muEff + 10));
    expectClose(p.dSigma, 1 + p.cSigma);
    expectClose(p.cC, (4 + p.muEff / 5) / (9 + (2 * p.muEff) / 5));
    expectClose(p.chiN, Math.sqrt(5) * (1 - 1 / 20 + 1 / 525));
  });

  it('follows table 1 of the tutorial for 10 dimensions', () => {
    const p = new StrategyParameters(10, 10, true);
    expectClose(
      [p.muEff, p.c1, p.cMu, p.cSigma, p.dSigma, p.cC, p.chiN],
      [
        3.1672992814107026, 0.015283824524751714, 0.02015428276120838, 0.2844285879463675, 1.2844285879463675,
        0.29499038303562225, 3.0847265651690123,
      ],
    );
    expectClose(
      p.weights,
      [
        0.45627264690340597, 0.2707530970017852, 0.16223111715866978, 0.08523354710016448, 0.025509591835974777,
        -0.08532086250759853, -0.236476601148097, -0.3674136577116645, -0.4829083267842344, -0.5862218287788354,
      ],
    );
  });

  it('keeps learning rates within 1 and parents sum to 1, for any dimension and population', () => {
    for (const n of [1, 2, 5, 30, 100]) {
      for (const populationSize of [2, 3, 7, 50, 2_000]) {
        const p = new StrategyParameters(n, populationSize, true);
        expect(p.c1 > 0 && p.cMu >= 0 && p.c1 + p.cMu < 1 && p.cC < 1 && p.cSigma < 1).toBe(true);
        expectClose(
          p.weights.subarray(0, p.mu).reduce((sum, weight) => sum + weight, 0),
          1,
        );
        expect(p.weights.every(Number.isFinite)).toBe(true);
      }
    }
  });

  it('has no negative weights without the active update', () => {
    expectClose(new StrategyParameters(5, 8, false).weights.subarray(4), [0, 0, 0, 0]);
  });
});
