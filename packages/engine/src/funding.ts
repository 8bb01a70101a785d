import { type Bars, ParameterError } from '@quantblocks/core';

/** Options of {@link alignFunding}. */
export interface AlignFundingOptions {
  /** How late after a bar's open a stamp still belongs to that open; venues stamp up to some ms late. @defaultValue `1000` */
  readonly toleranceMs?: number;
}

/**
 * Funding payments as one rate per bar, due at the bar's open from positions held into it.
 *
 * A stamp belongs to the first bar that opens at or after it (less the tolerance); several in one bar are added up. Stamps before
 * the first bar and after the last are left out.
 *
 * @param time - Epoch milliseconds of the payments, ascending.
 * @param rate - Fractions of position value that longs pay to shorts.
 * @returns One value per bar, 0 where nothing is due: the `funding` of a {@link SimulationConfig}.
 * @throws a {@link ParameterError} if lengths differ, stamps descend or a rate is not finite.
 * @remarks On bars longer than the funding interval a payment inside the bar is charged at the next open, on what is held then.
 *
 * @example
 * ```ts
 * import { createBars } from '@quantblocks/core';
 * import { alignFunding } from '@quantblocks/engine';
 *
 * const price = [1, 1, 1];
 * const hour = 3_600_000;
 * const bars = createBars({ time: [0, hour, 2 * hour], open: price, high: price, low: price, close: price });
 * alignFunding(bars, [hour + 17], [0.0001]); // => Float64Array.of(0, 0.0001, 0)
 * ```
 */
export function alignFunding(
  bars: Pick<Bars, 'time' | 'length'>,
  time: ArrayLike<number>,
  rate: ArrayLike<number>,
  options: AlignFundingOptions = {},
): Float64Array {
  const { toleranceMs = 1000 } = options;
  if (time.length !== rate.length)
    throw new ParameterError('rate', `one value per stamp (${time.length})`, rate.length);
  const aligned = new Float64Array(bars.length);
  let bar = 0;
  for (let k = 0; k < time.length; k++) {
    if (!Number.isFinite(rate[k])) throw new ParameterError(`rate[${k}]`, 'a finite fraction', rate[k]);
    if (k > 0 && time[k] < time[k - 1]) throw new ParameterError(`time[${k}]`, 'ascending stamps', time[k]);
    const due = time[k] - toleranceMs;
    if (time[k] < bars.time[0]) continue;
    while (bar < bars.length && bars.time[bar] < due) bar++;
    if (bar === bars.length) break;
    aligned[bar] += rate[k];
  }
  return aligned;
}
