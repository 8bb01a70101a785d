import { createRng, normalQuantile } from '@quantblocks/core';
import { afterAll, describe, expect, it } from 'vitest';
import { bootstrapSharpe } from '../../src/bootstrap/bootstrap-sharpe.ts';
import { sharpe } from '../../src/sharpe/sharpe-estimate.ts';
import { sharpeStandardError } from '../../src/sharpe/sharpe-standard-error.ts';
import { autoregressive, GARCH_T, INDEPENDENT, returnsOf } from '../noise.ts';
import { RateTable } from './rate.ts';
import { isSlow, rateTable, writeSection } from './report.ts';

const NOISES = [INDEPENDENT, autoregressive(0.2), GARCH_T];
const LENGTHS = isSlow
  ? [
      { bars: 250, simulations: 1000 },
      { bars: 1000, simulations: 500 },
    ]
  : [{ bars: 250, simulations: 60 }];
const RESAMPLES = isSlow ? 499 : 199;
/** Ratio per bar: one per year of 250 days is 0.063. */
const TRUE_SHARPE = 0.1;
const DEFAULT = 'studentised (default)';
const METHODS = ['percentile', 'basic', 'bca', DEFAULT, 'HAC normal'] as const;

const tables = LENGTHS.map(({ bars, simulations }) => ({
  bars,
  simulations,
  rates: new RateTable(
    METHODS,
    NOISES.map(({ name }) => name),
  ),
}));

function intervalOf(
  method: (typeof METHODS)[number],
  returns: Float64Array,
  seed: number,
): { lower: number; upper: number } {
  if (method === 'HAC normal') {
    const { perBar } = sharpe(returns);
    const half = normalQuantile(0.975) * sharpeStandardError(returns);
    return { lower: perBar - half, upper: perBar + half };
  }
  return bootstrapSharpe(returns, {
    ...(method !== DEFAULT && { method }),
    resamples: RESAMPLES,
    seed,
  });
}

describe('95 % intervals of a Sharpe ratio', () => {
  it.each(tables)(
    'cover it about as often over $bars bars',
    ({ bars, simulations, rates }) => {
      for (const noise of NOISES) {
        for (let seed = 0; seed < simulations; seed++) {
          const returns = returnsOf(noise.start(createRng('intervals', noise.name, bars, seed)), bars, TRUE_SHARPE);
          for (const method of METHODS) {
            const { lower, upper } = intervalOf(method, returns, seed);
            rates.at(method, noise.name).add(lower <= TRUE_SHARPE && TRUE_SHARPE <= upper);
          }
        }
      }
      for (const { name } of NOISES) {
        const goal = name === INDEPENDENT.name ? 0.93 : 0.91;
        const rate = rates.at(DEFAULT, name);
        expect(rate.isWithin(goal, 1, 2), `${name}: ${rate}`).toBe(true);
      }
    },
    3_600_000,
  );
});

afterAll(() => {
  if (!isSlow || tables.some(({ rates }) => rates.cells().length === 0)) return;
  writeSection('Intervals of a Sharpe ratio', [
    `Share of 95 % intervals that hold the true ratio of ${TRUE_SHARPE} per bar; ${RESAMPLES} resamples. The goal for the default: at least 93 % on independent returns and 91 % on AR(1) 0.2 over 250 bars.`,
    ...tables.flatMap(({ bars, simulations, rates }) => [
      `${bars} bars, ${simulations} simulations per cell:`,
      rateTable('covered, %', rates),
    ]),
    `Over 250 bars the default covers ${NOISES.map(({ name }) => `${tables[0].rates.at(DEFAULT, name)} % on ${name}`).join(', ')}.`,
  ]);
});
