import { normalCdf, normalQuantile, ParameterError } from '@quantblocks/core';
import { errorOf, expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HaircutCorrection, haircutSharpe } from '../../src/sharpe/haircut-sharpe.ts';
import { type SharpeEstimate, sharpe, sharpeFromMoments } from '../../src/sharpe/sharpe-estimate.ts';
import { autoregression } from '../noise.ts';

const corrections: HaircutCorrection[] = ['bonferroni', 'holm', 'bhy'];
/** An estimate whose two-sided p value is `p`. */
const withP = (p: number): SharpeEstimate => sharpeFromMoments({ perBar: -normalQuantile(p / 2) / 10, n: 100 });

describe('haircutSharpe', () => {
  it('corrects as by hand', () => {
    const trials = [0.5, 0.01, 0.02, 0.03].map(withP);
    const corrected = (p: number, correction: HaircutCorrection): number =>
      haircutSharpe(withP(p), { trials, correction }).pValue;
    const rtol = 1e-9;
    expectClose(corrected(0.02, 'bonferroni'), 4 * 0.02, { rtol });
    // Holm: 4 * 0.01, 3 * 0.02, 2 * 0.03, each at least the one before.
    expectClose(
      [0.01, 0.02, 0.03, 0.5].map((p) => corrected(p, 'holm')),
      [0.04, 0.06, 0.06, 0.5],
      { rtol },
    );
    // Yekutieli: p n / rank is 0.04, 0.04, 0.04, 0.5, each at most the one behind, times 1 + 1/2 + 1/3 + 1/4.
    const harmonic = 25 / 12;
    expectClose(
      [0.01, 0.02, 0.03].map((p) => corrected(p, 'bhy')),
      [0.04, 0.04, 0.04].map((p) => p * harmonic),
      { rtol },
    );
    expect(corrected(0.5, 'bhy')).toBe(1);
  });

  it('leaves the ratio whose own p value is the corrected one', () => {
    const trials = Array.from({ length: 200 }, (_, i) => withP((i + 1) / 201));
    const chosen = sharpeFromMoments({ perYear: 0.75, periodsPerYear: 12, n: 240 });
    const { value, pValue, haircut, singlePValue, status } = haircutSharpe(chosen, { trials });
    const t = 0.75 * Math.sqrt(20);
    expectClose(singlePValue, 2 * normalCdf(-t));
    expectClose(pValue, 201 * singlePValue);
    expectClose(2 * normalCdf(-value * Math.sqrt(240)), pValue);
    // Twenty years at 0.75 lose more than half of it to two hundred trials.
    expectClose(haircut, 1 - value / chosen.perBar);
    expectClose(haircut, 0.58, { rtol: 0.01 });
    expect(status).toBe('fail');
  });

  it('cuts nothing from a single trial, and all from a corrected p value of 1', () => {
    const [one] = [0.01].map(withP);
    for (const correction of corrections) {
      expectClose(haircutSharpe(one, { trials: [one], correction }).haircut, 0, { atol: 1e-12 });
    }
    const trials = Array.from({ length: 200 }, (_, i) => withP(0.01 + i / 1000));
    expect(haircutSharpe(one, { trials, correction: 'bonferroni' })).toMatchObject({ value: 0, haircut: 1, pValue: 1 });
  });

  it('counts trials without a ratio, and adds the chosen one if it is missing', () => {
    const chosen = withP(0.01);
    const trials = [withP(0.5), sharpe([0, 0]), withP(0.2)];
    expect(haircutSharpe(chosen, { trials }).trials).toBe(4);
    expect(haircutSharpe(chosen, { trials: [...trials, chosen] }).trials).toBe(4);
    const returns = autoregression(60, 0, 31, 0.5);
    expect(haircutSharpe(returns, { trials: [sharpe(returns), ...trials] }).trials).toBe(4);
  });

  it('is between the single p value and Bonferroni for Holm, and never above one', () => {
    const p = fc.double({ min: 1e-12, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(p, fc.array(p, { maxLength: 30 }), (own, others) => {
        const chosen = withP(own);
        const trials = others.map(withP);
        const [bonferroni, holm, bhy] = corrections.map((correction) => haircutSharpe(chosen, { trials, correction }));
        expect(holm.pValue).toBeGreaterThanOrEqual(holm.singlePValue);
        expect(holm.pValue).toBeLessThanOrEqual(bonferroni.pValue);
        for (const { pValue, haircut } of [bonferroni, holm, bhy]) {
          expect(pValue).toBeLessThanOrEqual(1);
          expect(haircut).toBeLessThanOrEqual(1);
          expect(haircut).toBeGreaterThan(-1e-9);
        }
      }),
      { seed: 6 },
    );
  });

  it('fails a loss however significant, and is insufficient or undefined as any test', () => {
    const loss = haircutSharpe(sharpeFromMoments({ perBar: -0.5, n: 400 }), { trials: [] });
    expect(loss).toMatchObject({ status: 'fail', value: Number.NaN, haircut: Number.NaN });
    expect(haircutSharpe(withP(0.001), { trials: [] }).status).toBe('pass');
    expect(haircutSharpe([0.1, 0.2], { trials: [] }).status).toBe('insufficient');
    expect(haircutSharpe(new Float64Array(30), { trials: [] })).toMatchObject({
      status: 'undefined',
      pValue: Number.NaN,
    });
    const huge = haircutSharpe(sharpeFromMoments({ perBar: 3, n: 1000 }), { trials: [withP(0.5)] });
    expect(huge).toMatchObject({ status: 'pass', pValue: 0, haircut: 0 });
  });

  it('refuses corrections it does not know, and a count in place of the trials', () => {
    const error = errorOf(() => haircutSharpe([0.1], { trials: [], correction: 'toString' as 'holm' }));
    expect(error.message).toBe('correction: expected bonferroni, holm or bhy, got "toString"');
    expect(errorOf(() => haircutSharpe([0.1], { trials: 100 as unknown as [] }))).toBeInstanceOf(ParameterError);
  });
});
