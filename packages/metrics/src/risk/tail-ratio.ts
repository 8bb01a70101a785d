import { quantileSorted } from '@quantblocks/core';
import { divide, sortedNumbers } from '../checks.ts';
import { outcomeMeasures } from '../outcomes/outcome-measures.ts';

/**
 * Tail ratio: size of the 95 % quantile of returns over that of the 5 % quantile; above 1 the good tail is the longer one.
 *
 * @param returns - Simple returns per period, fractions.
 * @returns A ratio >= 0; NaN for no returns or a 5 % quantile of 0.
 * @throws a {@link ParameterError} if a return is not finite.
 *
 * @example
 * ```ts
 * import { tailRatio } from '@quantblocks/metrics';
 *
 * tailRatio([-0.25, -0.25, 0.5, 0.5]); // => 2
 * ```
 */
export function tailRatio(returns: ArrayLike<number>): number {
  return tailRatioOf(sortedNumbers(returns));
}

/**
 * How far the best returns stand out: 99 % quantile over the mean of the returns that are not negative.
 *
 * @returns A ratio; NaN if there are none or all are zero.
 *
 * @example
 * ```ts
 * import { outlierWinRatio } from '@quantblocks/metrics';
 *
 * outlierWinRatio([0.25, 0.25, -0.5, 0.25]); // => 1
 * ```
 */
export function outlierWinRatio(returns: ArrayLike<number>): number {
  return outlierRatiosOf(sortedNumbers(returns)).win;
}

/**
 * How far the worst returns stand out: 1 % quantile over the mean of the negative returns.
 *
 * @returns A ratio; NaN without a loss.
 *
 * @example
 * ```ts
 * import { outlierLossRatio } from '@quantblocks/metrics';
 *
 * outlierLossRatio([-0.25, -0.25, 0.5, -0.25]); // => 1
 * ```
 */
export function outlierLossRatio(returns: ArrayLike<number>): number {
  return outlierRatiosOf(sortedNumbers(returns)).loss;
}

export function tailRatioOf(sorted: Float64Array): number {
  return Math.abs(divide(quantileSorted(sorted, 0.95), quantileSorted(sorted, 0.05)));
}

export function outlierRatiosOf(sorted: Float64Array): { win: number; loss: number } {
  const { averageNotLost, averageLoss } = outcomeMeasures(sorted);
  return {
    win: divide(quantileSorted(sorted, 0.99), averageNotLost),
    loss: divide(quantileSorted(sorted, 0.01), averageLoss),
  };
}
