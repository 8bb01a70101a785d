import { requireNumbers } from '../checks.ts';

/**
 * Drawdown at the end of each period: value over its running maximum, minus 1. The INITIAL capital is the first maximum, so a
 * loss in the first period counts.
 *
 * @param returns - Simple returns per period, fractions.
 * @returns As many fractions in [-1, 0]; 0 at a high, -1 from ruin on.
 * @throws a {@link ParameterError} if a return is not finite.
 *
 * @example
 * ```ts
 * import { drawdownSeries } from '@quantblocks/metrics';
 *
 * [...drawdownSeries([-0.5, 1, 0.5, -0.25])]; // => [-0.5, 0, 0, -0.25]
 * ```
 */
export function drawdownSeries(returns: ArrayLike<number>): Float64Array {
  const values = requireNumbers(returns);
  const drawdown = new Float64Array(values.length);
  let wealth = 1;
  let peak = 1;
  for (let i = 0; i < values.length; i++) {
    if (wealth > 0) wealth *= 1 + values[i];
    if (wealth > peak) peak = wealth;
    drawdown[i] = wealth > 0 ? wealth / peak - 1 : -1;
  }
  return drawdown;
}

/**
 * Deepest value of the {@link drawdownSeries}.
 *
 * @returns A fraction in [-1, 0]; 0 if there was no drawdown.
 *
 * @example
 * ```ts
 * import { maxDrawdown } from '@quantblocks/metrics';
 *
 * maxDrawdown([-0.5, 1, 0.5, -0.25]); // => -0.5
 * ```
 */
export function maxDrawdown(returns: ArrayLike<number>): number {
  return deepest(drawdownSeries(returns));
}

/**
 * Most periods in a row below an earlier high, whether or not it was regained at the end.
 *
 * @example
 * ```ts
 * import { longestDrawdown } from '@quantblocks/metrics';
 *
 * longestDrawdown([-0.5, 0.5, 1, -0.25, 0, 0]); // => 3
 * ```
 */
export function longestDrawdown(returns: ArrayLike<number>): number {
  return longestRun(drawdownSeries(returns));
}

export function deepest(drawdown: Float64Array): number {
  let worst = 0;
  for (let i = 0; i < drawdown.length; i++) if (drawdown[i] < worst) worst = drawdown[i];
  return worst;
}

export function longestRun(drawdown: Float64Array): number {
  let longest = 0;
  let run = 0;
  for (let i = 0; i < drawdown.length; i++) {
    run = drawdown[i] < 0 ? run + 1 : 0;
    if (run > longest) longest = run;
  }
  return longest;
}
