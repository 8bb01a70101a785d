import { type Bars, createBars, createRng } from '@quantblocks/core';
import { afterAll, describe, expect, it } from 'vitest';
import { surrogateTest } from '../../src/overfitting/surrogate-test.ts';
import { GARCH_T, INDEPENDENT, type Noise, returnsOf } from '../noise.ts';
import { RateTable } from './rate.ts';
import { isSlow, outside, rateTable, writeSection } from './report.ts';

const LENGTHS = isSlow
  ? [
      { bars: 250, simulations: 500 },
      { bars: 1000, simulations: 500 },
      { bars: 4000, simulations: 500 },
    ]
  : [{ bars: 250, simulations: 100 }];
/** The fewest with a level of exactly 5 % and some choice of p values. */
const SURROGATES = 39;
const LAGS = [1, 2, 3, 5, 8, 13];
const LOW = 0.03;
const HIGH = 0.08;
const METHODS = ['permutation', 'block'] as const;
const NOISES: readonly Noise[] = [INDEPENDENT, GARCH_T];

/** Bars that open at the last close. */
function marketOf(returns: Float64Array): Bars {
  const close = new Float64Array(returns.length);
  let price = 100;
  for (const [i, change] of returns.entries()) {
    price *= Math.exp(change);
    close[i] = price;
  }
  const open = close.map((_, i) => (i === 0 ? 100 : close[i - 1]));
  const high = close.map((value, i) => Math.max(value, open[i]));
  const low = close.map((value, i) => Math.min(value, open[i]));
  return createBars({ time: close.map((_, i) => 60_000 * i), open, high, low, close });
}

/** The most that following, or opposing, the move of some bars earns. */
function search({ close }: Bars): number {
  const log = close.map(Math.log);
  let most = 0;
  for (const lag of LAGS) {
    let profit = 0;
    for (let i = lag; i + 1 < log.length; i++) profit += Math.sign(log[i] - log[i - lag]) * (log[i + 1] - log[i]);
    most = Math.max(most, Math.abs(profit));
  }
  return most;
}

const tables = LENGTHS.map(({ bars, simulations }) => ({
  bars,
  simulations,
  rates: new RateTable(
    METHODS,
    NOISES.map(({ name }) => name),
  ),
}));

describe('a search of a dozen rules', () => {
  it.each(tables)(
    'finds more than in reordered bars in about 5 % of markets of $bars bars',
    async ({ bars, simulations, rates }) => {
      for (const noise of NOISES) {
        for (let seed = 0; seed < simulations; seed++) {
          const rng = createRng('surrogates', noise.name, bars, seed);
          const market = marketOf(returnsOf(noise.start(rng), bars));
          for (const method of METHODS) {
            const { status } = await surrogateTest(search, market, { method, simulations: SURROGATES, seed });
            rates.at(method, noise.name).add(status === 'pass');
          }
        }
      }
      for (const { row, column, rate } of rates.cells()) {
        // Patterns within a stretch are in its surrogates too, so the rules earn much the same there.
        const low = row === 'block' ? 0 : LOW;
        expect(rate.isWithin(low, HIGH, isSlow ? 3 : 2), `${row} on ${column}: ${rate}`).toBe(true);
      }
    },
    3_600_000,
  );
});

afterAll(() => {
  if (!isSlow || tables.some(({ rates }) => rates.cells().length === 0)) return;
  writeSection('Surrogate markets', [
    `The best of ${2 * LAGS.length} rules (with or against the move of ${LAGS.join(', ')} bars), searched again on ${SURROGATES} surrogates; share rejected at a nominal 5 %. An autoregression is left out: for such a search it is an edge.`,
    ...tables.flatMap(({ bars, simulations, rates }) => [
      `${bars} bars, ${simulations} simulations per cell:`,
      rateTable('rejected, %', rates),
      outside(rates, LOW, HIGH),
    ]),
    'Surrogates of the block method keep whatever happens within a stretch of bars, and with it most of what rules as short as these found: their test of such rules is conservative, as its warning says. Permutation is at its level also where volatility clusters, since a cluster gives no rule of signs an edge.',
  ]);
});
