import { ParameterError } from '@quantblocks/core';
import { requireAligned, requireNumbers } from '../checks.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * Mean return by block of the UTC day.
 *
 * @param returns - Simple returns per bar, fractions.
 * @param time - Epoch milliseconds of each return.
 * @param options - `blockHours`: length of a block, a divisor of 24. Default 4.
 * @returns `24 / blockHours` means from midnight on; NaN for a block without a bar.
 * @throws a {@link ParameterError} if a return is not finite, lengths differ or `blockHours` does not divide 24.
 *
 * @example
 * ```ts
 * import { hourBlockAverages } from '@quantblocks/metrics';
 *
 * const time = [0, 6, 18].map((hour) => Date.UTC(2024, 0, 1, hour));
 * [...hourBlockAverages([0.25, 0.75, -0.5], time, { blockHours: 12 })]; // => [0.5, -0.5]
 * ```
 */
export function hourBlockAverages(
  returns: ArrayLike<number>,
  time: ArrayLike<number>,
  options: { blockHours?: number } = {},
): Float64Array {
  const { blockHours = 4 } = options;
  if (!(Number.isInteger(blockHours) && blockHours >= 1 && 24 % blockHours === 0)) {
    throw new ParameterError('blockHours', 'a divisor of 24', blockHours);
  }
  const length = blockHours * HOUR;
  return averageBy(returns, time, 24 / blockHours, (stamp) => Math.floor(modulo(stamp, DAY) / length));
}

/**
 * Mean return by UTC weekday.
 *
 * @param returns - Simple returns per bar, fractions.
 * @param time - Epoch milliseconds of each return.
 * @returns Seven means, MONDAY first; NaN for a weekday without a bar.
 * @throws a {@link ParameterError} if a return is not finite or lengths differ.
 *
 * @example
 * ```ts
 * import { weekdayAverages } from '@quantblocks/metrics';
 *
 * weekdayAverages([0.5, 0.25], [Date.UTC(2024, 0, 1), Date.UTC(2024, 0, 8)])[0]; // => 0.375
 * ```
 */
export function weekdayAverages(returns: ArrayLike<number>, time: ArrayLike<number>): Float64Array {
  // The epoch began on a Thursday, three days after Monday.
  return averageBy(returns, time, 7, (stamp) => modulo(Math.floor(stamp / DAY) + 3, 7));
}

function averageBy(
  returns: ArrayLike<number>,
  time: ArrayLike<number>,
  groups: number,
  groupOf: (stamp: number) => number,
): Float64Array {
  const values = requireNumbers(returns);
  const stamps = requireAligned(time, values.length, 'time');
  const totals = new Float64Array(groups);
  const counts = new Float64Array(groups);
  for (let i = 0; i < values.length; i++) {
    const group = groupOf(stamps[i]);
    totals[group] += values[i];
    counts[group]++;
  }
  return totals.map((total, group) => total / counts[group]);
}

function modulo(value: number, divisor: number): number {
  return value - Math.floor(value / divisor) * divisor;
}
