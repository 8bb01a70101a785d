import { createVerdict, mean, quantile, standardDeviation, type Verdict } from '@quantblocks/core';
import { probabilisticSharpeRatio, sharpeRatio } from '@quantblocks/metrics';
import { requireMatrix, requireOpenUnit } from '../checks.ts';
import { percent, short } from '../words.ts';

const MIN_PATHS = 2;
const MIN_BARS = 30;

/** Options of {@link cpcvSharpe}. */
export interface CpcvSharpeOptions {
  /** Largest p value that passes. @defaultValue `0.05` */
  alpha?: number;
}

/** Answer of {@link cpcvSharpe}; `value` is the median Sharpe ratio per bar and `n` the number of paths. */
export interface CpcvSharpe extends Verdict {
  /** Per bar, of each path in the order given; 0 for a path that never moves. */
  readonly sharpeRatios: Float64Array;
  readonly mean: number;
  /** Between paths, ddof 1: what depends on how time was cut, not a standard error. */
  readonly standardDeviation: number;
  readonly lowest: number;
  /** Quantiles 5 % and 95 % of the paths. */
  readonly lower: number;
  readonly upper: number;
  /** Share of paths with a Sharpe ratio of at most 0. */
  readonly probabilityOfLoss: number;
}

/**
 * Distribution of the Sharpe ratio over the out-of-sample histories of combinatorial purged cross-validation.
 *
 * Paths are stitched from the same bars, so their number is no sample size. Each has the one-sided p value of its probabilistic
 * Sharpe ratio, and twice the median of them is a p value whatever their dependence: it passes at most `alpha`. Fewer than 2
 * paths or 30 bars are `insufficient`; if no path moves the answer is `undefined`.
 *
 * @param paths - Simple returns per bar of each path: `stitchReturns` of each of `backtestPaths` of walk-forward.
 * @param options - Level.
 * @throws a {@link ParameterError} if paths are not finite or differ in length, or `alpha` is not in (0, 1).
 * @remarks The search must run inside each fold. Paths of parameters that were chosen on all bars are in-sample.
 * @see M. López de Prado, "Advances in Financial Machine Learning", Wiley 2018, chapter 12 (paths); B. Rüger, "Das maximale
 * Signifikanzniveau des Tests 'Lehne H0 ab, wenn k unter n gegebenen Tests zur Ablehnung führen'", Metrika 25 (1978) (median of
 * p values).
 *
 * @example
 * ```ts
 * import { cpcvSharpe } from '@quantblocks/validation-guards';
 * import { backtestPaths, combinatorialPurgedSplits, stitchReturns } from '@quantblocks/walk-forward';
 *
 * const market = Float64Array.from({ length: 120 }, (_, i) => 0.004 + 0.01 * Math.sin(i));
 * const folds = combinatorialPurgedSplits(market.length, { groups: 6, testGroups: 2 });
 * // A real search trains on `fold.train`; here every fold holds the market.
 * const returns = folds.map(({ test }) => test.map(({ start, end }) => market.subarray(start, end)));
 * const { status, n } = cpcvSharpe(backtestPaths(folds).map((path) => stitchReturns(path, returns)));
 * [status, n]; // => ['pass', 5]
 * ```
 */
export function cpcvSharpe(paths: readonly ArrayLike<number>[], options: CpcvSharpeOptions = {}): CpcvSharpe {
  const { alpha = 0.05 } = options;
  requireOpenUnit('alpha', alpha);
  const rows = requireMatrix('paths', paths);
  const moves = rows.map((row) => row.some((value) => value !== row[0]));
  const flat = moves.filter((isMoving) => !isMoving).length;
  const perBar = { periodsPerYear: 1 };
  const sharpeRatios = Float64Array.from(rows, (row, i) => (moves[i] ? sharpeRatio(row, perBar) : 0));
  const median = quantile(sharpeRatios, 0.5);
  const probabilityOfLoss = sharpeRatios.filter((value) => value <= 0).length / rows.length;
  const figures = {
    sharpeRatios,
    mean: mean(sharpeRatios),
    standardDeviation: standardDeviation(sharpeRatios),
    lowest: Math.min(...sharpeRatios),
    lower: quantile(sharpeRatios, 0.05),
    upper: quantile(sharpeRatios, 0.95),
    probabilityOfLoss,
  };
  const base = {
    name: 'cpcvSharpe',
    question: 'Is the Sharpe ratio positive however time is cut into training and test?',
    value: median,
    n: rows.length,
    assumptions: ['Every fold chose on its own training.', 'Returns of a path do not depend on each other.'],
  };
  const bars = rows[0].length;
  if (rows.length < MIN_PATHS || bars < MIN_BARS) {
    const explanation = `At least ${MIN_PATHS} paths of ${MIN_BARS} bars are needed; there are ${rows.length} of ${bars}.`;
    return { ...createVerdict({ ...base, status: 'insufficient', explanation }), ...figures };
  }
  if (flat === rows.length) {
    return {
      ...createVerdict({ ...base, status: 'undefined', explanation: 'No path has returns that differ.' }),
      ...figures,
    };
  }
  const pValues = rows.map((row) => {
    const probability = probabilisticSharpeRatio(row, perBar);
    // A path that never moves has none, and is no evidence for an edge.
    return Number.isNaN(probability) ? 1 : 1 - probability;
  });
  const pValue = Math.min(1, 2 * quantile(pValues, 0.5));
  const verdict = createVerdict({
    ...base,
    pValue,
    status: pValue <= alpha ? 'pass' : 'fail',
    warnings: flat > 0 ? [`${flat} of ${rows.length} paths never move.`] : [],
    explanation:
      `The Sharpe ratio per bar of ${rows.length} paths has the median ${short(median)}, from ${short(figures.lowest)} up; ` +
      `${percent(probabilityOfLoss)} of paths are not above 0.`,
  });
  return { ...verdict, ...figures };
}
