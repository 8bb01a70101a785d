import { createRng } from '@quantblocks/core';
import { riskReturnRatio } from '@quantblocks/metrics';
import { afterAll, describe, expect, it } from 'vitest';
import { realityCheck } from '../../src/multiple/reality-check.ts';
import { romanoWolf } from '../../src/multiple/romano-wolf.ts';
import { superiorPredictiveAbility } from '../../src/multiple/superior-predictive-ability.ts';
import { suite } from '../../src/suite/suite.ts';
import { autoregressive, GARCH_T, INDEPENDENT, type Noise, panelOf, returnsOf } from '../noise.ts';
import { RateTable } from './rate.ts';
import { isSlow, rateTable, writeSection } from './report.ts';

const simulations = isSlow ? 300 : 40;
const RESAMPLES = isSlow ? 499 : 199;
const FAMILY = { strategies: 30, bars: 400, edge: 0.15 };
const SEARCH = { trials: 50, bars: isSlow ? 1000 : 400 };
const NOISES: readonly Noise[] = [INDEPENDENT, autoregressive(0.2), GARCH_T];

const TESTS = { superiorPredictiveAbility, realityCheck, romanoWolf };
const OTHERS = { 'others at -0.2': -0.2, 'others at 0': 0 };
const families = new RateTable(Object.keys(TESTS), Object.keys(OTHERS));

const WHOLE = 'suite';
const IN_SAMPLE = 'suite, out of sample waived';
const T_VALUES = isSlow ? [3, 4, 5] : [5];
const suites = new RateTable(
  T_VALUES.flatMap((t) => [`t = ${t}: ${WHOLE}`, `t = ${t}: ${IN_SAMPLE}`]),
  NOISES.map(({ name }) => name),
);

describe('a true edge', () => {
  it('in one of 30 strategies is found by the tests of many', () => {
    const { strategies, bars, edge } = FAMILY;
    for (const [column, other] of Object.entries(OTHERS)) {
      for (let seed = 0; seed < simulations; seed++) {
        const rng = createRng('family', column, seed);
        const good = panelOf(INDEPENDENT, rng, 1, bars, edge);
        const series = [...good, ...panelOf(INDEPENDENT, rng, strategies - 1, bars, other)];
        for (const [row, test] of Object.entries(TESTS)) {
          families.at(row, column).add(test(series, { resamples: RESAMPLES, seed }).status === 'pass');
        }
      }
    }
    const power = families.at('superiorPredictiveAbility', 'others at -0.2');
    expect(power.isWithin(0.75, 1, isSlow ? 0 : 2), `${power}`).toBe(true);
  }, 3_600_000);

  it.each(NOISES.map((noise) => [noise.name, noise] as const))(
    'of t = 5 as one of 50 passes the suite on %s',
    async (_, noise) => {
      const { trials, bars } = SEARCH;
      for (const t of T_VALUES) {
        for (let seed = 0; seed < simulations; seed++) {
          const rng = createRng('suite power', noise.name, t, seed);
          const edge = (t * noise.longRunDeviation) / Math.sqrt(bars);
          const series = panelOf(noise, rng, trials, bars);
          const next = noise.start(rng);
          series[0] = returnsOf(next, bars, edge);
          const after = returnsOf(next, bars / 2, edge);
          const ratios = series.map(riskReturnRatio);
          const chosen = ratios.indexOf(Math.max(...ratios));
          const ledger = { counts: () => ({ trials }), series: () => ({ series }) };
          const verdict = await suite(
            ledger,
            { returns: after },
            {
              resamples: RESAMPLES,
              seed,
              chosen,
              waive: ['lookAhead', 'warmUp', 'costs', 'overfitting', 'deflatedSharpe'],
            },
          );
          const selection = verdict.lines.find(({ line }) => line === 'selection')?.details;
          // To choose a lucky other one and pass it would be no success.
          const isFound = chosen === 0;
          suites.at(`t = ${t}: ${WHOLE}`, noise.name).add(isFound && verdict.status === 'pass');
          // The only line of evidence is not corrected for another.
          suites.at(`t = ${t}: ${IN_SAMPLE}`, noise.name).add(isFound && selection?.status === 'pass');
        }
      }
      const power = suites.at(`t = 5: ${WHOLE}`, noise.name);
      expect(power.isWithin(0.8, 1, isSlow ? 0 : 2), `${power}`).toBe(true);
    },
    3_600_000,
  );
});

afterAll(() => {
  if (!isSlow || suites.cells().length === 0) return;
  const { strategies, bars, edge } = FAMILY;
  writeSection('Power', [
    `One of ${strategies} strategies has an edge of ${edge} standard deviations per bar over ${bars} independent bars; ${simulations} simulations per cell. The goal is at least 75 % for superiorPredictiveAbility with poor others.`,
    rateTable('rejected, %', families),
    `Poor others blunt the reality check, and not the test for superior predictive ability (${families.at('superiorPredictiveAbility', 'others at -0.2')} %).`,
    `The suite on the best of ${SEARCH.trials} trials over ${SEARCH.bars} bars, of which one has a true edge worth t standard errors of its mean over these bars, and keeps it for ${SEARCH.bars / 2} bars out of sample; a pass of another trial does not count. ${simulations} simulations per cell; the goal is at least 80 % at t = 5.`,
    rateTable('passed, %', suites),
    `At t = 5 the suite passes ${NOISES.map(({ name }) => `${suites.at(`t = 5: ${WHOLE}`, name)} % on ${name}`).join(', ')}. Out of sample the same edge is worth only t / sqrt(2), over half as many bars.`,
  ]);
});
