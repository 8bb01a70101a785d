import { mean, standardDeviation } from '@quantblocks/core';
import { overDeviation, requireInteger, requireNumbers } from '../checks.ts';
import { type PositionColumns, positionPnl, rows } from './positions.ts';

/**
 * Expectancy: mean result of a position, losers and scratches included, in the unit of the outcomes (money or R).
 *
 * @returns NaN for no outcomes.
 * @throws a {@link ParameterError} if an outcome is not finite.
 *
 * @example
 * ```ts
 * import { expectancy } from '@quantblocks/metrics';
 *
 * expectancy([300, -100, -100, 0]); // => 25
 * ```
 */
export function expectancy(outcomes: ArrayLike<number>): number {
  return mean(requireNumbers(outcomes, 'outcomes'));
}

/**
 * R multiples: net PnL of each position over the money initially at risk, `initialRisk * quantity`.
 *
 * @returns One value per position; NaN for a position without an initial stop.
 * @throws a {@link ParameterError} if a column is too short or a PnL is not finite.
 *
 * @example
 * ```ts
 * import { rMultiples } from '@quantblocks/metrics';
 *
 * [...rMultiples({ length: 2, netPnl: [40, -10], initialRisk: [5, 2], quantity: [2, 5] })]; // => [4, -1]
 * ```
 */
export function rMultiples(positions: PositionColumns<'netPnl' | 'initialRisk' | 'quantity'>): Float64Array {
  const { length } = positions;
  const risk = rows(positions.initialRisk, length, 'positions.initialRisk');
  const quantity = rows(positions.quantity, length, 'positions.quantity');
  return positionPnl(positions).map((pnl, i) => {
    const atRisk = risk[i] * Math.abs(quantity[i]);
    return atRisk > 0 ? pnl / atRisk : Number.NaN;
  });
}

/** Options of {@link systemQualityNumber}. */
export interface SystemQualityOptions {
  /** Positions beyond this number no longer raise the result, so that frequent trading is not mistaken for quality. @defaultValue no limit */
  cap?: number;
}

/**
 * System quality number: `sqrt(n) * mean / std` (ddof 1) of R multiples or, with equal risk per position, of net PnL.
 *
 * @returns A t-statistic of the mean; NaN for fewer than two outcomes or none that differ.
 * @throws a {@link ParameterError} if an outcome is not finite (leave out positions without a stop) or `cap` is not an integer >= 1.
 * @see V. K. Tharp, "Definitive Guide to Position Sizing" (2008); there with a cap of 100.
 *
 * @example
 * ```ts
 * import { systemQualityNumber } from '@quantblocks/metrics';
 *
 * systemQualityNumber([1, 2, 3, 2]).toFixed(6); // => '4.898979'
 * ```
 */
export function systemQualityNumber(outcomes: ArrayLike<number>, options: SystemQualityOptions = {}): number {
  const values = requireNumbers(outcomes, 'outcomes');
  const count =
    options.cap === undefined ? values.length : Math.min(values.length, requireInteger(options.cap, 'cap', 1));
  return overDeviation(mean(values), standardDeviation(values)) * Math.sqrt(count);
}
