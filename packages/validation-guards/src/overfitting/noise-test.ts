import { type Bars, createVerdict, ParameterError, quantile, type Verdict } from '@quantblocks/core';
import { requireBars, requireDraws, requireFunction, requireSeed, requireWhole } from '../checks.ts';
import { percent, short } from '../words.ts';
import { inTurn, type RunOptions } from './in-turn.ts';
import { type NoisyBarsOptions, noisyBars } from './noisy-bars.ts';

const MIN_BARS = 100;

/** Options of {@link noiseTest}. */
export interface NoiseTestOptions extends Omit<NoisyBarsOptions, 'level'>, RunOptions {
  /** Standard deviations of the noise in average true ranges, each in (0, 1]. @defaultValue `[0.1]` */
  levels?: readonly number[];
  /** Noisy markets per level. @defaultValue `20` */
  repetitions?: number;
  /** Share of the score that the median noisy market must keep at every level. @defaultValue `0.5` */
  minRetained?: number;
}

/** What is left of the score at one level of noise. */
export interface NoiseLevel {
  readonly level: number;
  /** One per noisy market, in the order of their making; 0 for a run without a finite score. */
  readonly scores: Float64Array;
  readonly median: number;
  /** Median over the score without noise. */
  readonly retained: number;
}

/** Answer of {@link noiseTest}; `value` is the smallest share retained and `n` the number of noisy markets. */
export interface NoiseTest extends Verdict {
  /** Without noise. */
  readonly score: number;
  /** In the order of the option. */
  readonly levels: readonly NoiseLevel[];
}

/**
 * How much of a result is left if every price had been a little different: the strategy runs again on {@link noisyBars}.
 *
 * Passes if at every level the median noisy market keeps at least `minRetained` of the score. A score that is not positive
 * fails, for there is nothing to keep; one that is not finite is `undefined`; fewer than 100 bars are `insufficient`, and
 * nothing runs. A noisy run without a finite score counts as 0.
 *
 * @param run - Runs the chosen strategy, without searching again, and returns its score, more being better. May be asynchronous.
 * @param bars - The market.
 * @param options - Levels, repetitions and what has to be left.
 * @throws a {@link ParameterError} if an option is out of range or a score is not a number; what `run` throws; the signal's
 * reason.
 * @remarks Says whether a result hangs on exact prices, not whether there is an edge: holding a rising market passes.
 *
 * @example
 * ```ts
 * import { createBars } from '@quantblocks/core';
 * import { noiseTest } from '@quantblocks/validation-guards';
 *
 * const price = Array.from({ length: 200 }, (_, i) => 100 + i + (i % 2));
 * const bars = createBars({ time: price.map((_, i) => 1000 * i), open: price, high: price, low: price, close: price });
 * const hold = await noiseTest(({ close }) => close[199] / close[0] - 1, bars);
 * [hold.status, hold.value.toFixed(1)]; // => ['pass', '1.0']
 * const exact = await noiseTest(({ close }) => (close[10] === 110 ? 1 : 0), bars);
 * [exact.status, exact.value]; // => ['fail', 0]
 * ```
 */
export async function noiseTest(
  run: (bars: Bars) => number | Promise<number>,
  bars: Bars,
  options: NoiseTestOptions = {},
): Promise<NoiseTest> {
  const { levels = [0.1], repetitions = 20, minRetained = 0.5, seed = 0, period = 14 } = options;
  requireFunction('run', run);
  requireBars(bars);
  requireSeed(seed);
  if (!(levels.length > 0 && levels.every((level) => level > 0 && level <= 1))) {
    throw new ParameterError('levels', 'numbers in (0, 1]', levels);
  }
  requireDraws('repetitions', repetitions);
  requireWhole('period', period, 1);
  if (!(minRetained > 0 && minRetained <= 1))
    throw new ParameterError('minRetained', 'a number in (0, 1]', minRetained);
  const base = { name: 'noiseTest', question: 'Does the result survive if prices are a little different?' };
  const without = (status: 'insufficient' | 'undefined' | 'fail', score: number, explanation: string): NoiseTest => ({
    ...createVerdict({ ...base, status, explanation }),
    score,
    levels: [],
  });
  if (bars.length < MIN_BARS) {
    return without('insufficient', Number.NaN, `At least ${MIN_BARS} bars are needed; there are ${bars.length}.`);
  }
  const scoreOf = async (market: Bars): Promise<number> => {
    const score = await run(market);
    if (typeof score !== 'number') throw new ParameterError('run', 'a number as the score', score);
    return score;
  };
  const [score] = await inTurn(1, () => scoreOf(bars), { signal: options.signal });
  if (!Number.isFinite(score)) return without('undefined', score, 'The strategy has no finite score without noise.');
  if (score <= 0)
    return without('fail', score, `Without noise the score is ${short(score)}: there is nothing to keep.`);

  const noisy = await inTurn(
    levels.length * repetitions,
    (index) => {
      const level = levels[Math.floor(index / repetitions)];
      return scoreOf(noisyBars(bars, { level, period, seed: `${seed}/${index}` }));
    },
    options,
  );
  const results = levels.map((level, i): NoiseLevel => {
    const scores = Float64Array.from(noisy.slice(i * repetitions, (i + 1) * repetitions), finiteOr0);
    const median = quantile(scores, 0.5);
    return { level, scores, median, retained: median / score };
  });
  const worst = results.reduce((least, result) => (result.retained < least.retained ? result : least));
  const missing = noisy.filter((value) => !Number.isFinite(value)).length;
  const verdict = createVerdict({
    ...base,
    value: worst.retained,
    n: noisy.length,
    status: worst.retained >= minRetained ? 'pass' : 'fail',
    assumptions: ['Errors of prices are independent from bar to bar and in proportion to the range of bars.'],
    warnings: missing > 0 ? [`${missing} of ${noisy.length} noisy runs have no finite score and count as 0.`] : [],
    explanation:
      `With noise of ${short(worst.level)} average true ranges on every price the median of ${repetitions} runs keeps ` +
      `${percent(worst.retained)} of the score; ${percent(minRetained)} are asked for.`,
  });
  return { ...verdict, score, levels: results };
}

function finiteOr0(value: number): number {
  return Number.isFinite(value) ? value : 0;
}
