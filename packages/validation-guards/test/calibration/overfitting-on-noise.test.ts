import { createRng } from '@quantblocks/core';
import { afterAll, describe, expect, it } from 'vitest';
import { probabilityOfBacktestOverfitting } from '../../src/overfitting/probability-of-backtest-overfitting.ts';
import { autoregressive, GARCH_T, INDEPENDENT, type Noise, panelOf } from '../noise.ts';
import { RateTable } from './rate.ts';
import { isSlow, rateTable, writeSection } from './report.ts';

const { simulations, trials, bars } = isSlow
  ? { simulations: 150, trials: 300, bars: 1000 }
  : { simulations: 40, trials: 20, bars: 200 };
/** The p value stays exact with fewer; 99 decide at 5 % as well as 199. */
const NULL_SIMULATIONS = 99;
const NOISES: readonly Noise[] = [INDEPENDENT, autoregressive(0.2), GARCH_T];
const OURS = 'below its null quantile';
const EARLIER = 'below 0.5';
const rates = new RateTable(
  [OURS, EARLIER],
  NOISES.map(({ name }) => name),
);

describe(`PBO of ${trials} strategies without an edge`, () => {
  it.each(NOISES.map((noise) => [noise.name, noise] as const))(
    'is below its null quantile about as often as it says on %s',
    (_, noise) => {
      for (let simulation = 0; simulation < simulations; simulation++) {
        const series = panelOf(noise, createRng('overfitting', noise.name, simulation), trials, bars);
        const options = { blocks: 10, simulations: NULL_SIMULATIONS, seed: simulation };
        const { status, value } = probabilityOfBacktestOverfitting(series, options);
        rates.at(OURS, noise.name).add(status === 'pass');
        rates.at(EARLIER, noise.name).add(value < 0.5);
      }
      expect(rates.at(OURS, noise.name).isWithin(0, 0.08, isSlow ? 2 : 3), `${rates.at(OURS, noise.name)}`).toBe(true);
    },
    3_600_000,
  );

  it('is below 0.5 half of the time', () => {
    expect(rates.pooled(EARLIER).value).toBeGreaterThan(0.3);
  });
});

afterAll(() => {
  if (!isSlow || rates.cells().length === 0) return;
  writeSection('Overfitting of the best of 300', [
    `PBO with 10 blocks of ${trials} independent series of ${bars} bars; ${simulations} simulations per column, ${NULL_SIMULATIONS} simulated nulls each.`,
    rateTable('passed, %', rates),
    `Against its own null quantile PBO passes ${rates.pooled(OURS)} % of noise over all columns, at a level of 5 %; below the limit of 0.5 are ${rates.pooled(EARLIER)} %. It decides nothing in the suite.`,
  ]);
});
