import { createRng, type Rng, type Verdict } from '@quantblocks/core';
import { riskReturnRatio } from '@quantblocks/metrics';
import { describe, expect, it } from 'vitest';
import { bootstrapMeanTest } from '../../src/bootstrap/bootstrap-mean-test.ts';
import { bootstrapSharpe } from '../../src/bootstrap/bootstrap-sharpe.ts';
import { sharpeDifference } from '../../src/bootstrap/sharpe-difference.ts';
import { realityCheck } from '../../src/multiple/reality-check.ts';
import { romanoWolf } from '../../src/multiple/romano-wolf.ts';
import { superiorPredictiveAbility } from '../../src/multiple/superior-predictive-ability.ts';
import { timingTest } from '../../src/multiple/timing-test.ts';
import { probabilityOfBacktestOverfitting } from '../../src/overfitting/probability-of-backtest-overfitting.ts';
import { maxSharpePValue } from '../../src/sharpe/max-sharpe-p-value.ts';
import { probabilisticSharpe } from '../../src/sharpe/probabilistic-sharpe.ts';
import { autoregressive, GARCH_T, INDEPENDENT, panelOf } from '../noise.ts';
import { RateTable } from './rate.ts';
import { isSlow, outside, rateTable, writeSection } from './report.ts';

const NOISES = isSlow
  ? [INDEPENDENT, autoregressive(0.1), autoregressive(0.2), autoregressive(0.3), GARCH_T]
  : [INDEPENDENT, autoregressive(0.2), GARCH_T];
/** A quarter of a year to 11 years of days, with as many simulations as time allows: a standard error of at most 1 %. */
const LENGTHS = isSlow
  ? [
      { bars: 250, simulations: 1000 },
      { bars: 1000, simulations: 800 },
      { bars: 4000, simulations: 500 },
    ]
  : [{ bars: 250, simulations: 50 }];
const TRIALS = 10;
/** A p value counts the sample itself, so its size at 5 % is the same for 199 and for 1999 resamples. */
const RESAMPLES = 199;
const LOW = 0.03;
const HIGH = 0.08;

interface Sample {
  /** Independent, without an edge. */
  readonly series: readonly Float64Array[];
  readonly positions: Int8Array;
  readonly seed: number;
}

/** Long and short in turns of random length, ten bars on average, whatever the returns. */
function randomPositions(rng: Rng, n: number): Int8Array {
  let side = 1;
  return Int8Array.from({ length: n }, () => {
    if (rng.next() < 0.1) side = -side;
    return side;
  });
}

function bestOf(series: readonly Float64Array[]): Float64Array {
  return series.reduce((best, other) => (riskReturnRatio(other) > riskReturnRatio(best) ? other : best));
}

const TESTS: Readonly<Record<string, (sample: Sample) => Verdict>> = {
  probabilisticSharpe: ({ series }) => probabilisticSharpe(series[0]),
  bootstrapMeanTest: ({ series, seed }) => bootstrapMeanTest(series[0], { resamples: RESAMPLES, seed }),
  bootstrapSharpe: ({ series, seed }) => bootstrapSharpe(series[0], { resamples: RESAMPLES, seed }),
  sharpeDifference: ({ series }) => sharpeDifference(series[0], series[1]),
  timingTest: ({ series, positions, seed }) => timingTest(positions, series[0], { shifts: RESAMPLES, seed }),
  maxSharpePValue: ({ series }) => maxSharpePValue(bestOf(series), { trials: TRIALS }),
  superiorPredictiveAbility: ({ series, seed }) => superiorPredictiveAbility(series, { resamples: RESAMPLES, seed }),
  realityCheck: ({ series, seed }) => realityCheck(series, { resamples: RESAMPLES, seed }),
  romanoWolf: ({ series, seed }) => romanoWolf(series, { resamples: RESAMPLES, seed }),
  probabilityOfBacktestOverfitting: ({ series, seed }) =>
    probabilityOfBacktestOverfitting(series, { simulations: RESAMPLES, seed }),
};

const names = Object.keys(TESTS);
const tables = LENGTHS.map(({ bars, simulations }) => ({
  bars,
  simulations,
  rates: new RateTable(
    names,
    NOISES.map(({ name }) => name),
  ),
}));

/** Written after each length, so that a run that is cut short leaves what it knows. */
function report(): void {
  if (!isSlow) return;
  const done = tables.filter(({ rates }) => rates.cells().length > 0);
  writeSection('Single tests on noise', [
    `Share rejected at a nominal 5 %; the goal is ${100 * LOW} to ${100 * HIGH} %. Tests of one series see one; those of many, and \`maxSharpePValue\` of the best, see ${TRIALS} independent ones; \`timingTest\` holds random positions of ten bars on average. ${RESAMPLES} resamples, shifts or simulated nulls each.`,
    ...done.flatMap(({ bars, simulations, rates }) => [
      `${bars} bars, ${simulations} simulations per cell:`,
      rateTable('rejected, %', rates),
      outside(rates, LOW, HIGH),
    ]),
    'Tests of many strategies reject most where memory is strong: their blocks and standard errors see only part of it, and the maximum picks the series for which they miss most. Tests of one series, and those that compare with shifts or reordered series, stay near their level.',
  ]);
}

describe('tests at 5 % on returns without an edge', () => {
  it.each(tables)(
    'reject about 5 % over $bars bars',
    ({ bars, simulations, rates }) => {
      for (const noise of NOISES) {
        for (let seed = 0; seed < simulations; seed++) {
          const rng = createRng('single tests', noise.name, bars, seed);
          const series = panelOf(noise, rng, TRIALS, bars);
          const sample = { series, positions: randomPositions(rng, bars), seed };
          for (const name of names) rates.at(name, noise.name).add(TESTS[name](sample).status === 'pass');
        }
      }
      report();
      for (const name of names) {
        // Pooled over the processes; 4 standard errors of the reduced form are 5 %, 3 of the full form 1 %.
        const pooled = rates.pooled(name);
        expect(pooled.isWithin(LOW, HIGH, isSlow ? 3 : 2), `${name}: ${pooled}`).toBe(true);
      }
    },
    3_600_000,
  );
});
