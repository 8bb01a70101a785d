import { createRng, ParameterError } from '@quantblocks/core';
import { REGIMES, regimeLabels } from '@quantblocks/final-trigger';
import { describeGolden } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { ORIGINAL_FALSE_PASS_RATES } from '../../src/original/false-pass-rates.ts';
import { type OriginalGuardsInput, originalGuards } from '../../src/original/original-guards.ts';
import { originalWalkForward } from '../../src/original/original-walk-forward.ts';
import { GoldenSuite } from './golden-suite.ts';
import { legsOf } from './noise-strategies.ts';

const BARS = 9000;
const few = { monteCarloSimulations: 200, bootstrapResamples: 500 };

/** A strategy that every guard of the earlier system likes: each of its trades earns, and its costs are nothing. */
function blessed(): OriginalGuardsInput {
  const rng = createRng(4);
  let price = 100;
  const close = Float64Array.from({ length: BARS }, () => {
    price *= 1 + 0.004 * rng.normal();
    return price;
  });
  const trend = (drift: number): Float64Array => Float64Array.from({ length: BARS }, () => drift + 0.01 * rng.normal());
  return {
    legs: legsOf(
      Float64Array.from({ length: 300 }, () => 5 + rng.normal()),
      BARS,
    ),
    close,
    sensitivity: { around: { tenkan: 9, kijun: 26 }, sharpe: ({ tenkan, kijun }) => 2 + tenkan / 100 + kijun / 100 },
    runAtCosts: (feeBps) => ({ sharpe: 3 - feeBps / 20, totalReturn: 0.3 - feeBps / 200 }),
    regimes: { labels: close.map((value) => (value > 100 ? 0 : 1)), names: ['above', 'below'] },
    trialReturns: [trend(0), trend(0.002), trend(0.0005)],
    walkForward: { inSampleSharpe: 2, outOfSampleSharpe: 1.9 },
    trials: 300,
  };
}

describe('originalGuards', () => {
  it('passes what all eight guards pass, in the order of their numbers', () => {
    const { pass, status, guards } = originalGuards(blessed(), few);
    expect([pass, status]).toEqual([true, 'pass']);
    expect(guards.map(({ id }) => id)).toEqual(['001', '002', '003', '005', '006', '007', '008', 'WFE']);
  });

  it('one guard that fails, fails all', () => {
    const { pass, status } = originalGuards(
      { ...blessed(), walkForward: { inSampleSharpe: 2, outOfSampleSharpe: 1.19 } },
      few,
    );
    expect([pass, status]).toEqual([false, 'fail']);
  });

  it('a guard without its input is insufficient, and then nothing passes', () => {
    const { legs, close } = blessed();
    const { pass, status, guards, report } = originalGuards({ legs, close }, few);
    expect([pass, status]).toEqual([false, 'insufficient']);
    expect(guards.map((guard) => guard.status)).toEqual([
      'pass',
      'insufficient',
      'pass',
      'pass',
      ...new Array<string>(4).fill('insufficient'),
    ]);
    expect(Object.keys(report)).toEqual(['probabilisticSharpe', 'multiPeriod']);
  });

  it('without legs nothing passes', () => {
    const { guards, pass } = originalGuards({ legs: legsOf([], 100), close: new Float64Array(100).fill(1) }, few);
    expect(pass).toBe(false);
    expect(guards.some((guard) => guard.pass)).toBe(false);
  });

  it('every guard says what it compared, its fault, its false-pass rate and its replacement', () => {
    for (const guard of originalGuards(blessed(), few).guards) {
      expect(guard.fault).toMatch(/\.$/);
      expect(guard.correct.length).toBeGreaterThan(0);
      for (const name of guard.correct) expect(name).toMatch(/^[a-z][a-zA-Z]+$/);
      expect(guard.falsePassRate).toBeGreaterThan(0.2);
      expect(guard.warnings.join(' ')).toContain(`${Number((100 * guard.falsePassRate).toPrecision(3))} %`);
      expect(guard.explanation).toMatch(/\.$/);
      expect(guard.threshold).toBeGreaterThan(0);
    }
  });

  it('the report of what decided nothing is there when its input is', () => {
    const { report } = originalGuards(blessed(), few);
    expect(report.cscvDeflatedSharpe?.pass).toBe(true);
    expect(report.legDeflatedSharpe?.tier).toBe('strong');
    expect(report.legacyPbo?.pass).toBe(true);
    expect(report.cpcv?.tier).toBe('pass');
    expect(report.probabilisticSharpe.dsr).toBeLessThanOrEqual(report.probabilisticSharpe.psr);
  });

  it('the same seed gives the same answer, another seed another', () => {
    const run = (seed: number): object => {
      const { guards } = originalGuards(blessed(), { ...few, seed });
      return [guards[0].sharpes, guards[2].sharpe];
    };
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
  });

  it('refuses closes and legs that do not belong together', () => {
    const input = blessed();
    expect(() => originalGuards({ ...input, close: [100, 101, 102] }, few)).toThrow(ParameterError);
    expect(() => originalGuards({ ...input, close: [1, Number.NaN] }, few)).toThrow('close');
  });
});

describe('originalWalkForward', () => {
  it('0.6 passes exactly, an in-sample loss counts as no efficiency', () => {
    expect(originalWalkForward({ inSampleSharpe: 2, outOfSampleSharpe: 1.2 }).status).toBe('pass');
    expect(originalWalkForward({ inSampleSharpe: 2, outOfSampleSharpe: 1.19 }).status).toBe('fail');
    const lucky = originalWalkForward({ inSampleSharpe: -1, outOfSampleSharpe: 3 });
    expect([lucky.value, lucky.status, lucky.degradation]).toEqual([0, 'fail', 1]);
  });

  it('a missing figure is insufficient', () => {
    expect(originalWalkForward({ inSampleSharpe: Number.NaN, outOfSampleSharpe: 2 }).status).toBe('insufficient');
  });

  it('the ratio of total returns is not annualised: equal performance on 60 % and 20 % of the bars gives a third', () => {
    const { returnEfficiency } = originalWalkForward({
      inSampleSharpe: 1,
      outOfSampleSharpe: 1,
      inSampleReturn: 0.6,
      outOfSampleReturn: 0.2,
    });
    expect(returnEfficiency).toBeCloseTo(1 / 3, 12);
  });
});

describe('ORIGINAL_FALSE_PASS_RATES', () => {
  it('are rates with a design', () => {
    for (const rates of Object.values(ORIGINAL_FALSE_PASS_RATES)) {
      expect(rates.length).toBeGreaterThan(0);
      for (const { rate, design } of rates) {
        expect(rate).toBeGreaterThanOrEqual(0);
        expect(rate).toBeLessThanOrEqual(1);
        expect(design).not.toBe('');
      }
    }
  });
});

describeGolden('final-trigger/guards', {}, ({ path }) => {
  const suite = new GoldenSuite(path);
  const run = suite.runner();
  const wfe = suite.json<{ is: { sharpe: number }; oos: { sharpe: number }; wfe_pardo: number }>('wfe');
  const stress = suite.json<{ scenarios: { fees_bps: number; sharpe: number }[] }>('stress');
  const { guards, report } = originalGuards(
    {
      legs: suite.storedLegs(),
      close: suite.bars.close,
      runAtCosts: (feeBps, slippageBps) => run({ feeBps, slippageBps }),
      regimes: { labels: regimeLabels(suite.bars), names: REGIMES },
      walkForward: { inSampleSharpe: wfe.is.sharpe, outOfSampleSharpe: wfe.oos.sharpe },
    },
    { ...few, initialCapital: suite.base.backtest.initial_capital },
  );
  expect(guards[4].value).toBeCloseTo(stress.scenarios.find((row) => row.fees_bps === 10)?.sharpe ?? Number.NaN, 9);
  expect(guards[5].status).toBe('pass');
  expect(guards[7].value).toBeCloseTo(wfe.wfe_pardo, 9);
  expect(guards[7].pass).toBe(wfe.wfe_pardo >= 0.6);
  expect(report.multiPeriod.verdict).toBe(suite.json<{ verdict: string }>('multi_period').verdict);
});
