import { createRng, ParameterError } from '@quantblocks/core';
import { walkForwardEfficiency } from '@quantblocks/walk-forward';
import { describe, expect, it } from 'vitest';
import { walkForwardVerdict } from '../../src/stress/walk-forward-verdict.ts';

function folds(count: number, inSample: number, outOfSample: number, seed = 1, bars = 100) {
  const rng = createRng(seed, 'folds');
  const draw = (n: number, mean: number) => Float64Array.from({ length: n }, () => mean + 0.01 * rng.normal());
  return Array.from({ length: count }, () => ({
    inSample: draw(3 * bars, inSample),
    outOfSample: draw(bars, outOfSample),
  }));
}

/** The best of 50 noises of each training, and what it does next. */
function luckyFolds(count: number, seed: number) {
  const rng = createRng(seed, 'luck');
  return Array.from({ length: count }, () => {
    let best = new Float64Array(150).fill(-1);
    let most = Number.NEGATIVE_INFINITY;
    for (let trial = 0; trial < 50; trial++) {
      const returns = Float64Array.from({ length: 150 }, () => 0.01 * rng.normal());
      const total = returns.reduce((a, b) => a + b);
      if (total > most) [best, most] = [returns, total];
    }
    return { inSample: best, outOfSample: Float64Array.from({ length: 50 }, () => 0.01 * rng.normal()) };
  });
}

describe('walkForwardVerdict', () => {
  it('reports both definitions as walkForwardEfficiency has them', () => {
    const given = folds(8, 0.002, 0.0015);
    const { returns, sharpe, value, n } = walkForwardVerdict(given);
    const { pardo, sharpeRatio } = walkForwardEfficiency(given, { periodsPerYear: 365, annualisation: 'simple' });
    expect(pardo.status === 'ok' && pardo.value).toBeCloseTo(value, 10);
    expect(returns.ratio.status).toBe('ok');
    expect(
      sharpeRatio.status === 'ok' && sharpe.ratio.status === 'ok' && sharpe.ratio.value / sharpeRatio.value,
    ).toBeCloseTo(1, 10);
    expect(n).toBe(8);
  });

  it('has intervals that close on the ratios where all folds are the same', () => {
    const [fold] = folds(1, 0.002, 0.002, 4);
    const { returns, sharpe } = walkForwardVerdict(Array.from({ length: 5 }, () => fold));
    for (const { ratio, lower, upper, undefinedShare } of [returns, sharpe]) {
      if (ratio.status !== 'ok') throw new Error(ratio.reason);
      expect(lower).toBeCloseTo(ratio.value, 9);
      expect(upper).toBeCloseTo(ratio.value, 9);
      expect(undefinedShare).toBe(0);
    }
  });

  it('passes what keeps its promise, fails what loses it', () => {
    expect(walkForwardVerdict(folds(10, 0.002, 0.0018))).toMatchObject({ status: 'pass' });
    const lost = walkForwardVerdict(folds(10, 0.002, 0));
    expect(lost.status).toBe('fail');
    expect(lost.explanation).toMatch(/^Out of sample it kept \S+ % of the in-sample return \(95 % interval/);
  });

  it('fails a mean that is significant but inefficient, and one that few tests earned', () => {
    expect(walkForwardVerdict(folds(10, 0.02, 0.003)).status).toBe('fail');
    const carried = folds(10, 0.001, -0.0005, 2).map((fold, i) =>
      i < 4 ? { ...fold, outOfSample: fold.outOfSample.map((value) => value + 0.006) } : fold,
    );
    const answer = walkForwardVerdict(carried, { minProfitable: 0.8 });
    expect(answer.pValue).toBeLessThan(0.05);
    expect(answer.status).toBe('fail');
  });

  it('fails what is efficient in most windows and could still be luck', () => {
    const answer = walkForwardVerdict(folds(5, 0.001, 0.0005, 10, 60));
    expect(answer.value).toBeGreaterThan(0.5);
    expect(answer.profitableFolds).toBeGreaterThan(0.5);
    expect(answer).toMatchObject({ status: 'fail' });
    expect(answer.pValue).toBeGreaterThan(0.05);
  });

  it('lets less luck through than its level: the best of 50 noises in six windows', () => {
    let passed = 0;
    for (let i = 0; i < 60; i++) if (walkForwardVerdict(luckyFolds(6, i), { resamples: 9 }).status === 'pass') passed++;
    // At most 2 expected, standard error 1.4; efficiency takes most of them away.
    expect(passed).toBeLessThanOrEqual(5);
  });

  it('is undefined where the searches did not earn in sample, however good the tests', () => {
    const answer = walkForwardVerdict(folds(6, -0.002, 0.002));
    expect(answer).toMatchObject({ status: 'undefined', value: Number.NaN });
    expect(answer.explanation).toContain('no gain to compare with');
    expect(answer.returns.lower).toBeNaN();
  });

  it('warns when resamples have no gain in sample', () => {
    const mixed = folds(6, 0.0002, 0.0002, 8).map((fold, i) => ({
      ...fold,
      inSample: fold.inSample.map((value) => value + (i === 0 ? 0.004 : -0.0006)),
    }));
    const { returns, warnings } = walkForwardVerdict(mixed);
    expect(returns.undefinedShare).toBeGreaterThan(0.1);
    expect(warnings[0]).toContain('of the resamples the in-sample return is no gain');
  });

  it('does not judge few folds, none, or a missing one', () => {
    expect(walkForwardVerdict(folds(3, 0.002, 0.002)).status).toBe('insufficient');
    expect(walkForwardVerdict([])).toMatchObject({ status: 'insufficient', n: 0 });
    const given = folds(6, 0.002, 0.002);
    const missing = {
      folds: given.map(({ inSample, outOfSample }, i) => ({
        choice: i === 2 ? null : { inSample: { returns: inSample } },
        outOfSample: { returns: outOfSample },
      })),
    };
    expect(walkForwardVerdict(missing)).toMatchObject({
      status: 'insufficient',
      explanation: 'Fold 2 has no returns on one side.',
    });
  });

  it('reads a walk-forward result as it reads the returns of its folds', () => {
    const given = folds(6, 0.002, 0.002);
    const result = {
      folds: given.map(({ inSample, outOfSample }) => ({
        choice: { inSample: { returns: inSample } },
        outOfSample: { returns: outOfSample },
      })),
    };
    expect(walkForwardVerdict(result)).toEqual(walkForwardVerdict(given));
  });

  it('is undefined for tests without spread', () => {
    const flat = folds(6, 0.002, 0).map((fold) => ({ ...fold, outOfSample: new Float64Array(50) }));
    expect(walkForwardVerdict(flat).status).toBe('undefined');
  });

  it('refuses what cannot be meant', () => {
    expect(() => walkForwardVerdict([{ inSample: [Number.NaN], outOfSample: [1] }])).toThrow('folds[0].inSample');
    expect(() => walkForwardVerdict([], { minEfficiency: -1 })).toThrow(ParameterError);
    expect(() => walkForwardVerdict([], { minProfitable: 2 })).toThrow(ParameterError);
    expect(() => walkForwardVerdict([], { minFolds: 1 })).toThrow(ParameterError);
  });
});
