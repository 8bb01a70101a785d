import { outcomeMeasures } from './outcome-measures.ts';

/** Options of {@link winRate}. */
export interface WinRateOptions {
  /** What an outcome of exactly zero is: not counted (a flat period), or counted as no win (a closed position). @defaultValue `'ignored'` */
  zeros?: 'ignored' | 'counted';
}

/**
 * Share of winners among outcomes: returns of periods, or net PnL of positions (not legs).
 *
 * @param outcomes - Returns or profits.
 * @returns A fraction in [0, 1]; NaN if nothing is counted.
 * @throws a {@link ParameterError} if an outcome is not finite.
 *
 * @example
 * ```ts
 * import { winRate } from '@quantblocks/metrics';
 *
 * winRate([0.5, -0.25, 0, 0]); // => 0.5
 * winRate([120, -80, 0, 0], { zeros: 'counted' }); // => 0.25
 * ```
 */
export function winRate(outcomes: ArrayLike<number>, options: WinRateOptions = {}): number {
  const measures = outcomeMeasures(outcomes);
  return options.zeros === 'counted' ? measures.winRateOfAll : measures.winRate;
}

/**
 * Mean of the outcomes above zero; NaN if there is none.
 *
 * @example
 * ```ts
 * import { averageWin } from '@quantblocks/metrics';
 *
 * averageWin([0.5, 0.25, 0, -1]); // => 0.375
 * ```
 */
export function averageWin(outcomes: ArrayLike<number>): number {
  return outcomeMeasures(outcomes).averageWin;
}

/**
 * Mean of the outcomes below zero, a negative number; NaN if there is none.
 *
 * @example
 * ```ts
 * import { averageLoss } from '@quantblocks/metrics';
 *
 * averageLoss([0.5, -0.25, 0, -0.75]); // => -0.5
 * ```
 */
export function averageLoss(outcomes: ArrayLike<number>): number {
  return outcomeMeasures(outcomes).averageLoss;
}

/**
 * Mean of the outcomes that are not zero; NaN if there is none.
 *
 * @example
 * ```ts
 * import { averageReturn } from '@quantblocks/metrics';
 *
 * averageReturn([0.5, 0, 0, -0.25]); // => 0.125
 * ```
 */
export function averageReturn(outcomes: ArrayLike<number>): number {
  return outcomeMeasures(outcomes).averageReturn;
}
