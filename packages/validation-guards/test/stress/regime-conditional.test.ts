import { createRng, mean, ParameterError } from '@quantblocks/core';
import { riskReturnRatio } from '@quantblocks/metrics';
import { outOfSampleTest } from '@quantblocks/walk-forward';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { regimeConditional } from '../../src/stress/regime-conditional.ts';

/** Regimes of 40 bars, three in turn. */
const labels = Array.from({ length: 1200 }, (_, i) => Math.floor(i / 40) % 3);

function noise(n: number, seed: number): number[] {
  const rng = createRng(seed, 'noise');
  return Array.from({ length: n }, () => 0.01 * rng.normal());
}

const NOW = { labelLag: 0 } as const;

describe('regimeConditional', () => {
  it('sorts bars into regimes by hand', () => {
    const answer = regimeConditional([0.01, 0.03, -0.01, 0.01, 0.02], [1, 1, 0, 0, 1], { ...NOW, minBars: 3 });
    expect(answer.regimes.map(({ label, bars }) => [label, bars])).toEqual([
      [0, 2],
      [1, 3],
    ]);
    const [first, second] = answer.regimes;
    expect(first.mean.value).toBe(0);
    expect(first.meanWithout).toBeCloseTo(0.02, 15);
    expect(first.mean.lower).toBeNaN();
    expect(second.shareOfPnl).toBeCloseTo(1, 12);
    expect(second.sharpe.value).toBeCloseTo(2, 12);
    expect(answer.worst).toBe(first);
  });

  it('gives a label that is known at the close to the next return', () => {
    const lagged = regimeConditional(noise(1200, 1), labels);
    const shifted = regimeConditional(noise(1200, 1), [Number.NaN, ...labels.slice(0, -1)], NOW);
    expect(lagged.regimes).toEqual(shifted.regimes);
    expect(lagged.n).toBe(1199);
    expect(lagged.assumptions[0]).toContain('known at the close');
  });

  it('finds regimes in noise only if labels know their own return: why they must be causal', () => {
    const returns = noise(1200, 2);
    const signs = returns.map((value) => (value > 0 ? 1 : 0));
    expect(regimeConditional(returns, signs, NOW).shufflePValue).toBe(0.001);
    expect(regimeConditional(returns, signs).shufflePValue).toBeGreaterThan(0.05);
  });

  it('is the plain Newey-West test and Sharpe ratio where one regime is all but left out', () => {
    const returns = noise(600, 3).map((value) => value + 0.002);
    const early = returns.map((_, i) => (i < 2 ? 0 : 1));
    const { regimes } = regimeConditional(returns, early, NOW);
    const { neweyWest } = outOfSampleTest(returns.slice(2));
    expect(regimes[1].sharpe.value).toBe(riskReturnRatio(returns.slice(2)));
    // The two bars left out count as nothing, and 600 / 598 in the variance.
    expect(regimes[0].pValueWithout).toBeCloseTo(neweyWest.status === 'ok' ? neweyWest.pValue : Number.NaN, 3);
  });

  it('covers the true mean and Sharpe ratio of a regime about as often as it says', () => {
    let means = 0;
    let sharpes = 0;
    const truth = 0.1;
    for (let i = 0; i < 200; i++) {
      const returns = noise(600, 100 + i).map((value) => value + 0.01 * truth);
      const [{ mean: m, sharpe }] = regimeConditional(returns, labels.slice(0, 600), {
        ...NOW,
        shifts: 1,
      }).regimes;
      if (m.lower < 0.001 && 0.001 < m.upper) means++;
      if (sharpe.lower < truth && truth < sharpe.upper) sharpes++;
    }
    // 190 expected of 200, standard error 3.1; the Newey-West error is a little short.
    for (const covered of [means, sharpes]) {
      expect(covered).toBeGreaterThanOrEqual(178);
      expect(covered).toBeLessThan(200);
    }
  });

  it('passes an edge in every regime, fails one that a single regime makes', () => {
    const everywhere = noise(1200, 4).map((value) => value + 0.002);
    const once = noise(1200, 5).map((value, i) => value + (labels[i] === 1 ? 0.006 : 0));
    expect(regimeConditional(everywhere, labels, NOW).status).toBe('pass');
    const answer = regimeConditional(once, labels, { ...NOW, names: ['bear', 'bull', 'calm'] });
    expect(answer.status).toBe('fail');
    expect(answer.explanation).toMatch(/^Without bull, which makes \S+ % of the profit, the mean return is/);
    expect(answer.shufflePValue).toBeLessThan(0.05);
  });

  it('passes noise less often than the level: every regime must be dispensable', () => {
    let passed = 0;
    let different = 0;
    for (let i = 0; i < 200; i++) {
      const { status, shufflePValue } = regimeConditional(noise(600, 500 + i), labels.slice(0, 600), {
        shifts: 99,
        seed: i,
      });
      if (status === 'pass') passed++;
      if (shufflePValue <= 0.05) different++;
    }
    // At most 10 expected, standard error 3.1.
    expect(passed).toBeLessThanOrEqual(16);
    expect(different).toBeLessThanOrEqual(20);
  });

  it('fails a strategy that is flat outside one regime', () => {
    const filtered = noise(1200, 11).map((value, i) => (labels[i] === 2 ? value + 0.01 : 0));
    expect(regimeConditional(filtered, labels, NOW)).toMatchObject({ status: 'fail', pValue: 1 });
  });

  it('splits the whole into its parts, whatever the labels', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1, max: 3 }), { minLength: 60, maxLength: 60 }), (given) => {
        const returns = noise(60, 6).map((value) => value + 0.02);
        const { regimes, n } = regimeConditional(returns, given, { ...NOW, shifts: 9 });
        expect(n).toBe(60);
        expect(regimes.reduce((bars, row) => bars + row.bars, 0)).toBe(60);
        expect(regimes.reduce((share, row) => share + row.shareOfPnl, 0)).toBeCloseTo(1, 10);
        for (const { bars, mean: inside, meanWithout } of regimes) {
          if (bars === 60) continue;
          expect((bars * inside.value + (60 - bars) * meanWithout) / 60).toBeCloseTo(mean(returns), 12);
        }
      }),
      { seed: 3, numRuns: 30 },
    );
  });

  it('tries every shift once where there are fewer bars than shifts', () => {
    const few = regimeConditional(noise(100, 7), labels.slice(0, 100), { ...NOW, seed: 1 });
    expect(few.shufflePValue).toBe(
      regimeConditional(noise(100, 7), labels.slice(0, 100), { ...NOW, seed: 2 }).shufflePValue,
    );
    expect(Number.isInteger(Math.round(few.shufflePValue * 100 * 1e9) / 1e9)).toBe(true);
  });

  it('leaves out bars without a label, and says so', () => {
    const holes = labels.map((label, i) => (i < 200 ? Number.NaN : label));
    const answer = regimeConditional(noise(1200, 8), holes);
    expect(answer.n).toBe(999);
    expect(answer.warnings).toEqual(['201 bars have no label and are left out.']);
  });

  it('does not judge one regime, few bars, or returns without spread', () => {
    expect(regimeConditional(noise(100, 9), new Uint8Array(100)).status).toBe('insufficient');
    expect(
      regimeConditional(
        noise(1200, 9),
        labels.map((_, i) => (i < 1190 ? 0 : 1)),
      ).status,
    ).toBe('insufficient');
    expect(regimeConditional([], []).status).toBe('insufficient');
    expect(regimeConditional(new Float64Array(1200).fill(0.01), labels).status).toBe('undefined');
    expect(regimeConditional(new Float64Array(1200), labels).status).toBe('undefined');
  });

  it('refuses what cannot be meant', () => {
    expect(() => regimeConditional([0.1], [])).toThrow('labels: expected one per return (1), got 0');
    expect(() => regimeConditional([0.1], [0.5])).toThrow('0.5 at 0');
    expect(() => regimeConditional([Number.POSITIVE_INFINITY], [0])).toThrow('returns');
    expect(() => regimeConditional([0.1], [0], { labelLag: -1 })).toThrow(ParameterError);
    expect(() => regimeConditional([0.1], [0], { confidence: 1 })).toThrow(ParameterError);
  });
});
