import { type Bars, createVerdict, ParameterError, type Verdict } from '@quantblocks/core';
import { requireBars, requireDraws, requireFunction, requireOpenUnit, requireSeed } from '../checks.ts';
import { short } from '../words.ts';
import { inTurn, type RunOptions } from './in-turn.ts';
import { type SurrogateOptions, surrogateBars } from './surrogate-bars.ts';

const MIN_BARS = 100;

/** Options of {@link surrogateTest}. */
export interface SurrogateTestOptions extends SurrogateOptions, RunOptions {
  /** Surrogate markets, at least `1 / alpha - 1`. @defaultValue `99` */
  simulations?: number;
  /** Largest p value that passes. @defaultValue `0.05` */
  alpha?: number;
}

/** Answer of {@link surrogateTest}; `value` is the score on the market and `n` the number of surrogates. */
export interface SurrogateTest extends Verdict {
  /** Score of the same search on each surrogate market, in the order of their making. */
  readonly surrogateScores: Float64Array;
}

/**
 * Whether a search finds more in a market than in the same bars without their order: the whole search, with all its trials,
 * runs again on every surrogate market, so that the luck of its best trial is in the null too.
 *
 * The p value is `(1 + surrogates that score at least as much) / (1 + simulations)`. A surrogate whose score is NaN counts as one that
 * does. A market score that is NaN is `undefined`; fewer than 100 bars are `insufficient`, and nothing runs.
 *
 * @param search - Everything that led to the choice: chooses on the bars it is given and returns the score of what it chose,
 * more being better. May be asynchronous; must not remember what it saw.
 * @param bars - The market the search was made on.
 * @param options - How many surrogates, of which kind.
 * @throws a {@link ParameterError} if an option is out of range or a score is not a number; what the search throws; the
 * signal's reason.
 * @remarks As long as `simulations + 1` searches. Searching only the chosen parameters again instead tests one strategy as if it
 * had been the only one, and passes noise.
 * @see T. Masters, "Permutation and Randomization Tests for Trading System Development", 2020.
 *
 * @example
 * ```ts
 * import { createBars } from '@quantblocks/core';
 * import { surrogateTest } from '@quantblocks/validation-guards';
 *
 * // Rises and falls in turns of ten bars: the sign of the last move predicts the next.
 * const price = Array.from({ length: 400 }, (_, i) => 100 + Math.abs((i % 20) - 10));
 * const bars = createBars({ time: price.map((_, i) => 1000 * i), open: price, high: price, low: price, close: price });
 * const search = ({ close }: { close: Float64Array }): number => {
 *   const trial = (lag: number): number => {
 *     let profit = 0;
 *     for (let i = lag; i + 1 < close.length; i++) {
 *       profit += Math.sign(close[i] - close[i - lag]) * Math.log(close[i + 1] / close[i]);
 *     }
 *     return profit;
 *   };
 *   return Math.max(...[1, 2, 3, 5, 8].map(trial));
 * };
 * const { status, pValue } = await surrogateTest(search, bars);
 * [status, pValue]; // => ['pass', 0.01]
 * ```
 */
export async function surrogateTest(
  search: (bars: Bars) => number | Promise<number>,
  bars: Bars,
  options: SurrogateTestOptions = {},
): Promise<SurrogateTest> {
  const { simulations = 99, alpha = 0.05, method = 'permutation', seed = 0 } = options;
  requireFunction('search', search);
  requireBars(bars);
  requireOpenUnit('alpha', alpha);
  requireSeed(seed);
  requireDraws('simulations', simulations, alpha);
  const assumptions =
    method === 'block'
      ? ['Without an edge, stretches of bars could have come in any order.']
      : ['Without an edge, bars could have come in any order: their volatility does not cluster.'];
  const base = {
    name: 'surrogateTest',
    question: 'Does the search find more than it finds in reordered bars?',
    assumptions,
  };
  const without = (status: 'insufficient' | 'undefined', explanation: string): SurrogateTest => ({
    ...createVerdict({ ...base, status, explanation }),
    surrogateScores: new Float64Array(0),
  });
  if (bars.length < MIN_BARS) {
    return without('insufficient', `At least ${MIN_BARS} bars are needed; there are ${bars.length}.`);
  }
  const scoreOf = async (market: Bars): Promise<number> => {
    const score = await search(market);
    if (typeof score !== 'number') throw new ParameterError('search', 'a number as the score', score);
    return score;
  };
  const [score] = await inTurn(1, () => scoreOf(bars), { signal: options.signal });
  if (Number.isNaN(score)) return without('undefined', 'The search has no score on the market itself.');

  const others = await inTurn(
    simulations,
    (index) => scoreOf(surrogateBars(bars, { ...options, seed: `${seed}/${index}` })),
    options,
  );
  const reached = others.filter((other) => !(other < score)).length;
  const missing = others.filter(Number.isNaN).length;
  const pValue = (1 + reached) / (simulations + 1);
  const verdict = createVerdict({
    ...base,
    value: score,
    pValue,
    n: simulations,
    status: pValue <= alpha ? 'pass' : 'fail',
    warnings: warningsOf(method, missing, simulations),
    explanation:
      `The search scores ${short(score)}; of ${simulations} markets made of the same bars in another order ${reached} ` +
      'give at least as much.',
  });
  return { ...verdict, surrogateScores: Float64Array.from(others) };
}

function warningsOf(method: SurrogateOptions['method'], missing: number, surrogates: number): string[] {
  const warnings: string[] = [];
  if (method === 'block')
    warnings.push('Patterns shorter than a stretch are in the surrogates too, and cannot be found by this test.');
  if (missing > 0) warnings.push(`${missing} of ${surrogates} surrogates have no score and count against the search.`);
  return warnings;
}
