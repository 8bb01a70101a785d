import { createVerdict, type KeyPart, type Verdict } from '@quantblocks/core';
import { requireDraws, requireMatrix, requireOpenUnit } from '../checks.ts';
import { percent } from '../words.ts';
import { type Cscv, type CscvOptions, cscv, resolveCscv } from './cscv.ts';
import { pboNull } from './pbo-null.ts';

/** With fewer strategies PBO has too few ranks to tell skill from luck: even strong skill hardly leaves its null. */
const MIN_STRATEGIES = 10;
const MIN_BARS_PER_BLOCK = 10;

/** Options of {@link probabilityOfBacktestOverfitting}. */
export interface PboOptions extends CscvOptions {
  /** Largest p value that passes. @defaultValue `0.05` */
  alpha?: number;
  /** Matrices without skill to compare with; at least `1 / alpha - 1`. @defaultValue `199` */
  simulations?: number;
  /** Everything random follows from it. @defaultValue `0` */
  seed?: KeyPart;
}

/** Answer of {@link probabilityOfBacktestOverfitting}; `value` is PBO and `n` the number of splits. */
export interface PboTest extends Verdict {
  /** PBO must be below this value to pass: the `alpha` quantile of PBO without skill. NaN if nothing was simulated. */
  readonly nullQuantile: number;
  /** Simulated PBO of strategies without skill, ascending. */
  readonly nullValues: Float64Array;
  /** What stands behind PBO; `undefined` if there are fewer than two strategies or two bars per block. */
  readonly cscv: Cscv | undefined;
}

/**
 * Probability of backtest overfitting: how often the strategy that is best on one half of time is at or below the median on the
 * other.
 *
 * Noise has a PBO of 0.5 on average but anything from 0.1 to 0.9 by chance, so no fixed limit separates it from skill. PBO
 * passes if it is below the `alpha` quantile of {@link pboNull}, which is the same as a p value `(1 + count of null <= PBO) /
 * (1 + simulations)` of at most `alpha`. Fewer than 10 strategies or 10 bars per block are `insufficient`; strategies that never move are
 * `undefined`.
 *
 * @param series - Returns per bar of EVERY strategy that was tried, of equal length. Dropping the bad ones hides what the test
 * is about.
 * @param options - Blocks, metric, ties, level and simulations.
 * @throws a {@link ParameterError} if series are not finite or differ in length, or an option is out of range.
 * @remarks A question about selection, not about profit: near copies of one good strategy rank at random among themselves and
 * fail, and the best of many losers may pass.
 * @see D. H. Bailey, J. M. Borwein, M. López de Prado, Q. J. Zhu, "The probability of backtest overfitting", Journal of
 * Computational Finance 20 (2017).
 *
 * @example
 * ```ts
 * import { createRng } from '@quantblocks/core';
 * import { probabilityOfBacktestOverfitting } from '@quantblocks/validation-guards';
 *
 * const rng = createRng(7, 'trials');
 * const trials = Array.from({ length: 12 }, (_, trial) =>
 *   Float64Array.from({ length: 400 }, () => 0.01 * rng.normal() + (trial === 3 ? 0.004 : 0)),
 * );
 * const { status, value } = probabilityOfBacktestOverfitting(trials);
 * [status, value]; // => ['pass', 0]
 * ```
 */
export function probabilityOfBacktestOverfitting(
  series: readonly ArrayLike<number>[],
  options: PboOptions = {},
): PboTest {
  const { alpha = 0.05, simulations = 199, seed = 0 } = options;
  requireOpenUnit('alpha', alpha);
  requireDraws('simulations', simulations, alpha);
  const settings = resolveCscv(options);
  const { blocks } = settings;
  const rows = requireMatrix('series', series);
  const bars = rows[0].length;
  const flat = rows.filter((row) => row.every((value) => value === row[0])).length;
  const statistic = rows.length >= 2 && bars >= 2 * blocks ? cscv(rows, settings) : undefined;
  const base = {
    name: 'probabilityOfBacktestOverfitting',
    question: 'Does being the best in sample say anything about rank out of sample?',
    value: statistic?.pbo ?? Number.NaN,
    n: statistic?.logits.length ?? 0,
    assumptions: [
      'The series hold every strategy that was tried.',
      'Returns depend on each other over much less than a block.',
    ],
  };
  const without = (status: 'insufficient' | 'undefined', explanation: string): PboTest => ({
    ...createVerdict({ ...base, status, explanation }),
    nullQuantile: Number.NaN,
    nullValues: new Float64Array(0),
    cscv: statistic,
  });
  if (rows.length < MIN_STRATEGIES || bars < MIN_BARS_PER_BLOCK * blocks) {
    const floor = `${MIN_STRATEGIES} strategies and ${MIN_BARS_PER_BLOCK * blocks} bars`;
    return without('insufficient', `At least ${floor} are needed; there are ${rows.length} and ${bars}.`);
  }
  if (statistic === undefined || flat === rows.length) {
    return without('undefined', 'No strategy has returns that differ, so none ranks above another.');
  }
  const nullValues = pboNull(rows, { ...settings, seed, simulations });
  const atMost = nullValues.filter((value) => value <= statistic.pbo).length;
  const pValue = (1 + atMost) / (simulations + 1);
  const nullQuantile = nullValues[Math.floor(alpha * (simulations + 1) + 1e-9) - 1];
  return {
    ...createVerdict({
      ...base,
      pValue,
      status: statistic.pbo < nullQuantile ? 'pass' : 'fail',
      warnings: warningsOf(statistic, flat, rows.length),
      explanation:
        `The strategy that is best on one half of time is at or below the median on the other in ${percent(statistic.pbo)} of ` +
        `${base.n} splits; without skill, ${percent(alpha)} of such families get below ${percent(nullQuantile)} by luck.`,
    }),
    nullQuantile,
    nullValues,
    cscv: statistic,
  };
}

function warningsOf({ probabilityOfLoss }: Cscv, flat: number, strategies: number): string[] {
  const warnings: string[] = [];
  if (flat > 0) warnings.push(`${flat} of ${strategies} strategies never move; nothing can be said of them.`);
  if (probabilityOfLoss > 0.5)
    warnings.push(`The winner loses out of sample in ${percent(probabilityOfLoss)} of splits.`);
  return warnings;
}
