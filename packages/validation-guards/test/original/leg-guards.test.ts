import { createRng, normalQuantile, ParameterError } from '@quantblocks/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ORIGINAL_FALSE_PASS_RATES } from '../../src/original/false-pass-rates.ts';
import { originalBootstrap } from '../../src/original/original-bootstrap.ts';
import { originalConcentration } from '../../src/original/original-concentration.ts';
import {
  equityChanges,
  type OriginalLegs,
  originalLegs,
  originalSharpe,
  realisedEquity,
} from '../../src/original/original-legs.ts';
import { originalMonteCarlo } from '../../src/original/original-monte-carlo.ts';
import { originalRegime } from '../../src/original/original-regime.ts';
import { bestOfNoise, legsOf } from './noise-strategies.ts';

const pnlList = fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 1, maxLength: 40 });

describe('originalLegs', () => {
  const legs = {
    length: 2,
    position: Int32Array.of(0, 1),
    exitBar: Int32Array.of(4, 6),
    quantity: Float64Array.of(1, 2),
    netPnl: Float64Array.of(10, -5),
  };
  const positions = { length: 1, entryBar: Int32Array.of(3), side: Int8Array.of(-1) };
  type Result = Parameters<typeof originalLegs>[0];

  it('legs of the position that is still open take its side and entry', () => {
    const open = { entryBar: 5, side: 1 };
    const columns = originalLegs({ legs, positions, open } as unknown as Result);
    expect([Array.from(columns.entryBar), Array.from(columns.side)]).toEqual([
      [3, 5],
      [-1, 1],
    ]);
  });

  it('refuses legs without a position', () => {
    expect(() => originalLegs({ legs, positions, open: null } as unknown as Result)).toThrow(ParameterError);
  });
});

describe('realisedEquity', () => {
  it('a leg counts from its exit bar on', () => {
    const legs = { length: 2, entryBar: [0, 0], exitBar: [1, 3], side: [1, 1], quantity: [1, 1], netPnl: [5, -2] };
    expect([...realisedEquity(legs, 5, 100)]).toEqual([100, 105, 105, 103, 103]);
    expect(equityChanges(Float64Array.of(100, 105, 105)).length).toBe(2);
  });

  it('the Sharpe ratio of no change is 0', () => {
    expect(originalSharpe(new Float64Array(10), 8766)).toBe(0);
  });
});

describe('originalMonteCarlo', () => {
  const close = [100, 110, 100, 90];
  const one = (side: 1 | -1): OriginalLegs => ({
    length: 1,
    entryBar: [0],
    exitBar: [1],
    side: [side],
    quantity: [1],
    netPnl: [10],
  });

  it('moves a leg to int(u * (bars - duration)) and books it at the exit', () => {
    // u = 0.5 enters at bar 1 and loses 10 less costs of 7 bps on 110 + 100; p = (0 + 1) / 2.
    const { sharpes, value } = originalMonteCarlo(one(1), close, { draws: [0.5], simulations: 1, periodsPerYear: 1 });
    const change = (-10 - 7e-4 * 210) / 10_000;
    const deviation = Math.sqrt((change ** 2 * (2 / 3)) / 3);
    expect(sharpes[0]).toBeCloseTo(change / 3 / deviation, 12);
    expect(value).toBe(0.5);
  });

  it('simulates a short as a long; trueSides does not', () => {
    const long = originalMonteCarlo(one(1), close, { draws: [0.5], simulations: 1 });
    const short = originalMonteCarlo(one(-1), close, { draws: [0.5], simulations: 1 });
    expect(short.sharpes).toEqual(long.sharpes);
    expect(short.trueSides.sharpes[0]).toBeGreaterThan(0);
    expect(short.value).toBe(0.5);
  });

  it('legs of a single bar take no draw', () => {
    const legs = { length: 2, entryBar: [0, 0], exitBar: [0, 1], side: [1, 1], quantity: [1, 1], netPnl: [1, 10] };
    expect(originalMonteCarlo(legs, close, { draws: [0.5], simulations: 1 }).n).toBe(1);
    const only = { ...legs, length: 1 };
    expect(originalMonteCarlo(only, close).status).toBe('insufficient');
  });

  it('p is never 0 and rises as the strategy falls', () => {
    const rng = createRng(2);
    const walk = Float64Array.from({ length: 500 }, () => 100 + rng.normal());
    const at = (shift: number): number =>
      originalMonteCarlo(
        legsOf(
          new Float64Array(40).map((_, i) => shift + (i % 5)),
          500,
        ),
        walk,
        { simulations: 99 },
      ).value;
    expect(at(50)).toBe(0.01);
    expect(at(-50)).toBe(1);
  });

  it('an equity of exactly nothing is bad luck, not an error', () => {
    const ruin = { ...one(1), netPnl: [-10_000] };
    const { sharpe, pass } = originalMonteCarlo(ruin, close, { draws: [0.5], simulations: 1 });
    expect([sharpe < 0, pass]).toEqual([true, false]);
    expect(() => originalMonteCarlo(ruin, close, { initialCapital: 0 })).toThrow('initialCapital');
  });

  it('misuse: draws of another length or outside [0, 1), legs beyond the bars', () => {
    expect(() => originalMonteCarlo(one(1), close, { draws: [0.5, 0.5], simulations: 1 })).toThrow('draws');
    expect(() => originalMonteCarlo(one(1), close, { draws: [1], simulations: 1 })).toThrow('draws');
    expect(() => originalMonteCarlo({ ...one(1), exitBar: [4] }, close)).toThrow('legs.exitBar');
    expect(() => originalMonteCarlo({ ...one(1), side: [0] }, close)).toThrow('legs.side');
    expect(() => originalMonteCarlo({ ...one(1), quantity: [] }, close)).toThrow('legs.quantity');
    expect(() => originalMonteCarlo({ ...one(1), netPnl: [Number.NaN] }, close)).toThrow('legs.netPnl');
    expect(() => originalMonteCarlo(one(1), close, { simulations: 0 })).toThrow('simulations');
  });
});

describe('originalBootstrap', () => {
  it('computes mean / std * sqrt(n) of the legs it is told to draw', () => {
    const { sharpe, totalReturn, profitFactor } = originalBootstrap(legsOf([30, -10, 0], 30), {
      resamples: 1,
      indices: [0, 0, 1],
      initialCapital: 100,
    });
    // Draws 30, 30, -10: mean 50/3, population variance 3200/9.
    expect(sharpe.lower).toBeCloseTo((50 / 3 / Math.sqrt(3200 / 9)) * Math.sqrt(3), 12);
    expect([totalReturn.mean, profitFactor.mean]).toEqual([0.5, 6]);
  });

  it('without a loss the profit factor is infinite, and equal legs have a Sharpe ratio of 0', () => {
    const { sharpe, profitFactor } = originalBootstrap(legsOf([5, 5], 30), { resamples: 10 });
    expect([sharpe.upper, profitFactor.lower]).toEqual([0, Number.POSITIVE_INFINITY]);
  });

  it('legs of one entry count once by signal, so that splitting positions cannot help', () => {
    const pnl = Array.from({ length: 40 }, (_, i) => (i % 10 < 7 ? 10 : -10));
    const whole = legsOf(pnl, 400);
    const thrice = Array.from({ length: 120 }, (_, i) => Math.floor(i / 3));
    const split: OriginalLegs = {
      length: 120,
      entryBar: thrice.map((i) => whole.entryBar[i]),
      exitBar: thrice.map((i) => whole.exitBar[i]),
      side: thrice.map(() => 1),
      quantity: thrice.map(() => 1 / 3),
      netPnl: thrice.map((i) => pnl[i] / 3),
    };
    const options = { resamples: 2000 };
    const one = originalBootstrap(whole, options);
    const three = originalBootstrap(split, options);
    // Lower bounds of t around 2.76 and 2.76 * sqrt(3).
    expect(three.sharpe.lower).toBeGreaterThan(one.sharpe.lower + 1.5);
    expect(three.bySignal.sharpe.lower).toBeCloseTo(one.bySignal.sharpe.lower, 9);
  });

  it('misuse: indices of another length or beyond the legs', () => {
    const legs = legsOf([1, 2], 30);
    expect(() => originalBootstrap(legs, { resamples: 1, indices: [0] })).toThrow('indices');
    expect(() => originalBootstrap(legs, { resamples: 1, indices: [0, 2] })).toThrow('2 at 1');
  });

  it('there is nothing to resample without legs', () => {
    expect(originalBootstrap(legsOf([], 30), { resamples: 5 }).status).toBe('insufficient');
  });
});

describe('originalConcentration', () => {
  it('shares are of the total, the ten best of twenty equal legs earn half', () => {
    const { value, byLeg, status } = originalConcentration(legsOf(new Array<number>(20).fill(3), 100));
    expect([value, byLeg.top5, status]).toEqual([0.5, 0.25, 'fail']);
  });

  it('a losing strategy passes, and so does one that earned nothing: the fault', () => {
    const alternating = (loss: number) => Array.from({ length: 30 }, (_, i) => (i % 2 === 0 ? 10 : -loss));
    const loser = originalConcentration(legsOf(alternating(30), 100));
    expect([loser.value, loser.pass]).toEqual([-100 / 300, true]);
    const nothing = originalConcentration(legsOf(alternating(10), 100));
    expect([nothing.value, nothing.pass]).toEqual([0, true]);
  });

  it('by signal the share is never lower than by leg for a winning strategy', () => {
    fc.assert(
      fc.property(pnlList, fc.integer({ min: 1, max: 4 }), (pnl, together) => {
        fc.pre(pnl.reduce((total, value) => total + value, 0) > 0);
        const gains = pnl.map(Math.abs);
        const legs = legsOf(gains, 1000);
        const entryBar = gains.map((_, i) => together * Math.floor(i / together));
        const { byLeg, bySignal } = originalConcentration({ ...legs, entryBar, exitBar: gains.map(() => 999) });
        expect(bySignal.top10).toBeGreaterThanOrEqual(byLeg.top10 - 1e-12);
        expect(bySignal.top5).toBeLessThanOrEqual(1 + 1e-12);
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  it('passes as much noise as the table says', () => {
    const rng = createRng(1, 'noise');
    const sims = 60;
    let passes = 0;
    for (let k = 0; k < sims; k++) if (originalConcentration(legsOf(bestOfNoise(rng, 300, 400), 4000)).pass) passes++;
    const [{ rate }] = ORIGINAL_FALSE_PASS_RATES.concentration;
    // Four standard errors of 60 simulations.
    expect(Math.abs(passes / sims - rate)).toBeLessThan(4 * Math.sqrt((rate * (1 - rate)) / sims));
  });
});

describe('originalCostStress on noise', () => {
  it('passes as much noise as the table says', () => {
    const rng = createRng(1, 'noise at costs');
    const sims = 60;
    const bars = 17_532;
    const perTrade = 0.006 * Math.sqrt(24);
    let passes = 0;
    for (let k = 0; k < sims; k++) {
      // Chosen at 7 bps per fill, judged at 15; a stake of a tenth of the capital.
      const best = bestOfNoise(rng, 300, 130, (2 * 7e-4) / perTrade);
      const pnl = best.map((value) => 1000 * (value * perTrade - 2 * 8e-4));
      const returns = equityChanges(realisedEquity(legsOf(pnl, bars), bars, 10_000));
      if (originalSharpe(returns, 8766) > 1) passes++;
    }
    const [{ rate }] = ORIGINAL_FALSE_PASS_RATES.costStress;
    expect(Math.abs(passes / sims - rate)).toBeLessThan(4 * Math.sqrt((rate * (1 - rate)) / sims));
  });

  it('the best of many has about the Sharpe ratio that its number promises', () => {
    // The median of the best of 300 is the quantile 2^(-1/300).
    const best = bestOfNoise(createRng(3), 300, 400);
    const t = (best.reduce((sum, value) => sum + value, 0) / best.length) * Math.sqrt(best.length);
    expect(Math.abs(t - normalQuantile(2 ** (-1 / 300)))).toBeLessThan(1.2);
  });
});

describe('originalRegime', () => {
  it('is 0 for any labels: the fault', () => {
    fc.assert(
      fc.property(pnlList, fc.integer({ min: 1, max: 5 }), (pnl, count) => {
        const labels = Array.from({ length: 1000 }, (_, i) => i % count);
        const names = Array.from({ length: count }, (_, i) => `regime ${i}`);
        const { value, pass } = originalRegime(legsOf(pnl, 1000), { labels, names });
        expect(value).toBeLessThan(1e-12);
        expect(pass).toBe(true);
      }),
      { seed: 7, numRuns: 100 },
    );
  });

  it('only a bar without a label makes a difference', () => {
    const legs = legsOf([30, 10], 10);
    const labels = [0, 0, 0, 0, 0, Number.NaN, 0, 0, 0, 0];
    const { value, pass, regimes } = originalRegime(legs, { labels, names: ['all'] });
    expect([value, pass, regimes[0].share]).toEqual([0.25, false, 0.75]);
  });

  it('a total of 0 has no shares; no legs are insufficient', () => {
    const input = { labels: new Uint8Array(10), names: ['all', 'none'] };
    expect(originalRegime(legsOf([5, -5], 10), input).regimes).toEqual([
      { regime: 'all', legs: 2, netPnl: 0, share: 0, average: 0 },
      { regime: 'none', legs: 0, netPnl: 0, share: 0, average: 0 },
    ]);
    expect(originalRegime(legsOf([], 10), input).status).toBe('insufficient');
  });

  it('misuse: a leg beyond the labels', () => {
    expect(() => originalRegime(legsOf([1, 2], 10), { labels: [0], names: ['all'] })).toThrow('labels');
  });
});
