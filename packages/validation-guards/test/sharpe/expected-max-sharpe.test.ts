import { createRng, mean, ParameterError } from '@quantblocks/core';
import { errorOf, expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedMaxNormal } from '../../src/sharpe/expected-max-normal.ts';
import { expectedMaxSharpe, trialSpread } from '../../src/sharpe/expected-max-sharpe.ts';
import { sharpe, sharpeFromMoments } from '../../src/sharpe/sharpe-estimate.ts';

describe('expectedMaxNormal', () => {
  it('has closed forms for up to four', () => {
    const forms = [0, 1 / Math.sqrt(Math.PI), 1.5 / Math.sqrt(Math.PI)];
    forms.push((6 / Math.PI ** 1.5) * Math.atan(Math.SQRT2));
    for (const [index, form] of forms.entries()) expectClose(expectedMaxNormal(index + 1), form, { atol: 1e-14 });
  });

  it('is exact for any number, whole or not', () => {
    // Quadrature of mpmath with 30 digits.
    expectClose(expectedMaxNormal(2.5), 0.723184261165497);
    expectClose(
      [1e12, 1e15].map((n) => expectedMaxNormal(n)),
      [7.112463684767447, 8.011140722778743],
    );
  });

  it('is the mean of simulated maxima', () => {
    const rng = createRng(10);
    const maxima = Array.from({ length: 4000 }, () => {
      let most = Number.NEGATIVE_INFINITY;
      for (let i = 0; i < 20; i++) most = Math.max(most, rng.normal());
      return most;
    });
    // The deviation of the maximum of 20 is 0.53: three standard errors.
    expectClose(mean(maxima), expectedMaxNormal(20), { rtol: 0, atol: (3 * 0.53) / Math.sqrt(4000) });
  });

  it('rises steadily from one to any number, whole or not', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 15, noNaN: true }), (power) => {
        const n = 10 ** power;
        const here = expectedMaxNormal(n);
        expect(expectedMaxNormal(n * 1.01)).toBeGreaterThan(here);
        expect(here).toBeLessThanOrEqual(Math.sqrt(2 * Math.log(n)) + 1e-14);
      }),
      { seed: 2, numRuns: 60 },
    );
  });

  it('approximates well for hundreds, and never below zero', () => {
    for (const n of [100, 1000, 1e6]) {
      expectClose(expectedMaxNormal(n, { method: 'approximate' }), expectedMaxNormal(n), { rtol: 0.01 });
    }
    for (const n of [1, 1.0001, 1.2]) expect(expectedMaxNormal(n, { method: 'approximate' })).toBe(0);
  });

  it.each([0, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %s variables', (n) => {
    expect(errorOf(() => expectedMaxNormal(n)).message).toBe(`n: expected a finite number >= 1, got ${n}`);
  });
});

describe('expectedMaxSharpe', () => {
  const trial = (perBar: number) => sharpeFromMoments({ perBar, n: 100 });

  it('is the deviation of the ratios times the expected maximum', () => {
    const trials = [trial(0.1), trial(0.3), trial(-0.1)];
    expectClose(expectedMaxSharpe(trials), 0.2 * expectedMaxNormal(3));
    expectClose(expectedMaxSharpe({ count: 3, deviation: { perBar: 0.2 } }), expectedMaxSharpe(trials));
    expectClose(expectedMaxSharpe({ ...trialSpread(trials), count: 7.5 }), 0.2 * expectedMaxNormal(7.5));
  });

  it('counts a trial without a ratio', () => {
    const trials = [trial(0.1), trial(0.3), trial(-0.1), sharpe([0, 0, 0])];
    expectClose(expectedMaxSharpe(trials), 0.2 * expectedMaxNormal(4));
  });

  it('is 0 for one trial, and does not exist for too few ratios', () => {
    expect(expectedMaxSharpe([trial(0.5)])).toBe(0);
    expect(expectedMaxSharpe([])).toBeNaN();
    expect(expectedMaxSharpe([trial(0.5), sharpe([])])).toBeNaN();
  });

  it('refuses bars of different length, and a spread that cannot be', () => {
    const [daily, hourly] = [365, 8760].map((periodsPerYear) =>
      sharpeFromMoments({ perYear: 1, periodsPerYear, n: 99 }),
    );
    expect(errorOf(() => expectedMaxSharpe([daily, trial(0.1), hourly])).message).toBe(
      'trials[2]: expected bars of one length (365 per year), got 8760',
    );
    const spread = (count: number, perBar: number) => () => expectedMaxSharpe({ count, deviation: { perBar } });
    for (const call of [
      spread(0, 0.1),
      spread(Number.NaN, 0.1),
      spread(10, -0.1),
      spread(10, Number.POSITIVE_INFINITY),
    ]) {
      expect(errorOf(call)).toBeInstanceOf(ParameterError);
    }
    expect(errorOf(() => expectedMaxSharpe(undefined as unknown as []))).toBeInstanceOf(ParameterError);
  });
});
