import { requireNumbers } from '../checks.ts';

/**
 * Most winners in a row; an outcome of zero ends the run.
 *
 * @example
 * ```ts
 * import { consecutiveWins } from '@quantblocks/metrics';
 *
 * consecutiveWins([1, 2, 0, 1, -1]); // => 2
 * ```
 */
export function consecutiveWins(outcomes: ArrayLike<number>): number {
  return longest(requireNumbers(outcomes, 'outcomes'), 1);
}

/**
 * Most losers in a row; an outcome of zero ends the run.
 *
 * @example
 * ```ts
 * import { consecutiveLosses } from '@quantblocks/metrics';
 *
 * consecutiveLosses([1, -2, -1, -3, 4]); // => 3
 * ```
 */
export function consecutiveLosses(outcomes: ArrayLike<number>): number {
  return longest(requireNumbers(outcomes, 'outcomes'), -1);
}

/**
 * Largest outcome; NaN for none.
 *
 * @example
 * ```ts
 * import { best } from '@quantblocks/metrics';
 *
 * best([0.25, -0.5]); // => 0.25
 * ```
 */
export function best(outcomes: ArrayLike<number>): number {
  return extreme(requireNumbers(outcomes, 'outcomes'), 1);
}

/**
 * Smallest outcome; NaN for none.
 *
 * @example
 * ```ts
 * import { worst } from '@quantblocks/metrics';
 *
 * worst([0.25, -0.5]); // => -0.5
 * ```
 */
export function worst(outcomes: ArrayLike<number>): number {
  return extreme(requireNumbers(outcomes, 'outcomes'), -1);
}

function longest(outcomes: Float64Array, sign: 1 | -1): number {
  let most = 0;
  let run = 0;
  for (let i = 0; i < outcomes.length; i++) {
    run = outcomes[i] * sign > 0 ? run + 1 : 0;
    if (run > most) most = run;
  }
  return most;
}

function extreme(outcomes: Float64Array, sign: 1 | -1): number {
  let found = Number.NaN;
  for (let i = 0; i < outcomes.length; i++) if (i === 0 || (outcomes[i] - found) * sign > 0) found = outcomes[i];
  return found;
}
