import { createRng, type Rng } from '@quantblocks/core';
import { riskReturnRatio } from '@quantblocks/metrics';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { bootstrapMeanTest } from '../../src/bootstrap/bootstrap-mean-test.ts';
import { bootstrapSharpe } from '../../src/bootstrap/bootstrap-sharpe.ts';
import { romanoWolf } from '../../src/multiple/romano-wolf.ts';
import { superiorPredictiveAbility } from '../../src/multiple/superior-predictive-ability.ts';
import { type HaircutCorrection, haircutSharpe } from '../../src/sharpe/haircut-sharpe.ts';
import { probabilisticSharpe } from '../../src/sharpe/probabilistic-sharpe.ts';
import { sharpe } from '../../src/sharpe/sharpe-estimate.ts';
import { suite } from '../../src/suite/suite.ts';

const BARS = 250;
const noise = (rng: Rng, mean = 0): Float64Array =>
  Float64Array.from({ length: BARS }, () => mean + 0.01 * rng.normal());
/** Noise strategies, the luckiest first. */
const search = (seed: number, trials: number): Float64Array[] => {
  const rng = createRng(seed, 'attacks');
  return Array.from({ length: trials }, () => noise(rng)).sort((a, b) => riskReturnRatio(b) - riskReturnRatio(a));
};

describe('a pass cannot be bought', () => {
  it('from a haircut with clear losers', () => {
    // Each loser at t = -6: counted as discoveries they would lower the corrected p value of `bhy` about thirtyfold.
    const rng = createRng(1, 'losers');
    const losers = Array.from({ length: 200 }, () => sharpe(noise(rng, -0.004)));
    for (const correction of ['bonferroni', 'holm', 'bhy'] satisfies HaircutCorrection[]) {
      for (let seed = 0; seed < 10; seed++) {
        const trials = search(seed, 50).map((returns) => sharpe(returns));
        const before = haircutSharpe(trials[0], { trials, correction }).pValue;
        const after = haircutSharpe(trials[0], { trials: [...trials, ...losers], correction }).pValue;
        expect(after).toBeGreaterThanOrEqual(before);
      }
    }
  });

  it('from a maximum test with losers or copies', () => {
    const rng = createRng(2, 'losers');
    const losers = Array.from({ length: 20 }, () => noise(rng, -0.003));
    for (let seed = 0; seed < 5; seed++) {
      const series = search(seed, 10);
      // Equal block lengths: the default one follows the strategy with the longest memory, which may be one of those added.
      const options = { resamples: 299, blockLength: 3 };
      const { adjustedPValues } = romanoWolf(series, options);
      const { pValue, upperPValue } = superiorPredictiveAbility(series, options);
      for (const added of [losers, new Array<Float64Array>(20).fill(series[9]), [new Float64Array(BARS)]]) {
        expect(romanoWolf([...series, ...added], options).adjustedPValues[0]).toBeGreaterThanOrEqual(
          adjustedPValues[0],
        );
        const larger = superiorPredictiveAbility([...series, ...added], options);
        expect(larger.pValue).toBeGreaterThanOrEqual(pValue);
        expect(larger.upperPValue).toBeGreaterThanOrEqual(upperPValue);
      }
    }
  });

  it('with another unit of returns', () => {
    const series = search(3, 8);
    // A power of two changes no digit of a mantissa, hence no comparison.
    const scaled = series.map((returns) => returns.map((value) => value / 1024));
    expect(romanoWolf(scaled, { resamples: 199 }).adjustedPValues).toEqual(
      romanoWolf(series, { resamples: 199 }).adjustedPValues,
    );
    expect(bootstrapMeanTest(scaled[0]).pValue).toBe(bootstrapMeanTest(series[0]).pValue);
    expect(bootstrapSharpe(scaled[0]).pValue).toBe(bootstrapSharpe(series[0]).pValue);
    expectClose(sharpe(scaled[0]).perBar, sharpe(series[0]).perBar, { rtol: 1e-15 });
  });

  it('by a few positions among flat bars', () => {
    const returns = new Float64Array(500);
    for (let position = 0; position < 19; position++) {
      returns[25 * position] = 0.05 + 0.001 * (position % 4);
      expect(bootstrapMeanTest(returns).status).not.toBe('pass');
      expect(probabilisticSharpe(returns).status).not.toBe('pass');
      expect(bootstrapSharpe(returns, { resamples: 99 }).status).not.toBe('pass');
    }
  });

  it('by memory that begins after the first lag', () => {
    // Each return comes twice, two bars apart: half of the information there seems to be.
    let passes = 0;
    for (let seed = 0; seed < 400; seed++) {
      const rng = createRng(seed, 'echo');
      const shocks = Float64Array.from({ length: 252 }, () => rng.normal());
      const echoed = Float64Array.from({ length: 250 }, (_, i) => 0.01 * (shocks[i + 2] + shocks[i]));
      if (bootstrapMeanTest(echoed, { resamples: 199 }).status === 'pass') passes++;
    }
    // 15 % without the bootstrap's variance; three standard errors above 8 % is 12 %.
    expect(passes / 400).toBeLessThan(0.115);
  });
});

describe('suite', () => {
  const waive = ['lookAhead', 'warmUp', 'costs', 'overfitting'] as const;
  const judge = (series: readonly Float64Array[], trials: number) =>
    suite(
      { counts: () => ({ trials }), series: () => ({ series }) },
      { returns: series[0] },
      { waive, resamples: 199 },
    );

  it('deflates by every trial, with or without returns', async () => {
    const series = search(4, 20);
    const value = async (trials: number): Promise<number> =>
      (await judge(series, trials)).lines.find(({ line }) => line === 'deflatedSharpe')?.value ?? Number.NaN;
    expect(await value(200)).toBeLessThan(await value(20));
  });

  it('raises the p value of the selection by the trials without returns', async () => {
    const series = search(4, 20);
    const p = async (trials: number): Promise<number> =>
      (await judge(series, trials)).lines.find(({ line }) => line === 'selection')?.pValue ?? Number.NaN;
    expectClose(await p(80), 1 - (1 - (await p(20))) ** 4, { rtol: 1e-12 });
  });
});
