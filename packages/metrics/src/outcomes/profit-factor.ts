import { tailRatio } from '../risk/tail-ratio.ts';
import { outcomeMeasures } from './outcome-measures.ts';

/**
 * Profit factor: sum of gains over the size of the sum of losses, of returns or of net PnL per position.
 *
 * @param outcomes - Returns or profits.
 * @returns A ratio >= 0; NaN without a loss.
 * @throws a {@link ParameterError} if an outcome is not finite.
 *
 * @example
 * ```ts
 * import { profitFactor } from '@quantblocks/metrics';
 *
 * profitFactor([300, -100, 100, -100]); // => 2
 * ```
 */
export function profitFactor(outcomes: ArrayLike<number>): number {
  return outcomeMeasures(outcomes).profitFactor;
}

/**
 * Payoff ratio: average win over the size of the average loss.
 *
 * @returns A ratio > 0; NaN without a win or without a loss.
 *
 * @example
 * ```ts
 * import { payoffRatio } from '@quantblocks/metrics';
 *
 * payoffRatio([300, -100, -200]); // => 2
 * ```
 */
export function payoffRatio(outcomes: ArrayLike<number>): number {
  return outcomeMeasures(outcomes).payoffRatio;
}

/**
 * Profit ratio: mean per count of the outcomes that are not negative, over that of the losses: `(gain / n+^2) / (loss / n-^2)`.
 *
 * @returns A ratio >= 0; NaN without a loss.
 * @see QuantStats, `profit_ratio`.
 *
 * @example
 * ```ts
 * import { profitRatio } from '@quantblocks/metrics';
 *
 * profitRatio([300, -100, 100, -100]); // => 2
 * ```
 */
export function profitRatio(outcomes: ArrayLike<number>): number {
  return outcomeMeasures(outcomes).profitRatio;
}

/**
 * Kelly criterion: share of capital `(payoff * winRate - lossRate) / payoff` that maximises log growth for bets of two outcomes.
 *
 * @returns A fraction, negative for a losing game; NaN without a win or without a loss.
 * @see J. L. Kelly, "A new interpretation of information rate", Bell System Technical Journal 35 (1956).
 *
 * @example
 * ```ts
 * import { kellyCriterion } from '@quantblocks/metrics';
 *
 * kellyCriterion([1, -1, 1, 1]); // => 0.5
 * ```
 */
export function kellyCriterion(outcomes: ArrayLike<number>): number {
  return outcomeMeasures(outcomes).kelly;
}

/**
 * CPC index: profit factor times win rate times payoff ratio.
 *
 * @returns A number >= 0; NaN without a win or without a loss.
 *
 * @example
 * ```ts
 * import { cpcIndex } from '@quantblocks/metrics';
 *
 * cpcIndex([300, -100, 100, -100]); // => 2
 * ```
 */
export function cpcIndex(outcomes: ArrayLike<number>): number {
  return outcomeMeasures(outcomes).cpcIndex;
}

/**
 * Common sense ratio: profit factor times tail ratio.
 *
 * @returns A number >= 0; NaN without a loss.
 *
 * @example
 * ```ts
 * import { commonSenseRatio } from '@quantblocks/metrics';
 *
 * commonSenseRatio([0.5, -0.25, 0.5, -0.25]); // => 4
 * ```
 */
export function commonSenseRatio(returns: ArrayLike<number>): number {
  return profitFactor(returns) * tailRatio(returns);
}

/**
 * Chance to lose everything in a long run of equal bets: `((1 - winRate) / (1 + winRate))^n`, `n` outcomes.
 *
 * A rule of thumb without stakes or payoffs, kept for comparison with QuantStats; nearly 0 for any long series.
 *
 * @returns A probability; NaN if there is no outcome besides zero.
 *
 * @example
 * ```ts
 * import { riskOfRuin } from '@quantblocks/metrics';
 *
 * riskOfRuin([1, -1]).toFixed(12); // => '0.111111111111'
 * ```
 */
export function riskOfRuin(outcomes: ArrayLike<number>): number {
  return outcomeMeasures(outcomes).riskOfRuin;
}
