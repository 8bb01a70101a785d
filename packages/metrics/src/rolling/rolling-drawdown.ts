import { requireInteger, requireNumbers } from '../checks.ts';
import type { WindowOptions } from './rolling-sharpe.ts';

/**
 * Maximum drawdown within the last `window` returns, at every period; the value before the first of them is the first maximum.
 *
 * @param returns - Simple returns per period, fractions.
 * @returns As many fractions in [-1, 0] as returns; NaN until the window is full, -1 from ruin on.
 * @throws a {@link ParameterError} if a return is not finite or the window is not an integer >= 1.
 * @remarks O(n) for any window: highest, lowest and deepest of a stretch follow from those of its two halves.
 *
 * @example
 * ```ts
 * import { rollingMaxDrawdown } from '@quantblocks/metrics';
 *
 * [...rollingMaxDrawdown([-0.5, 1, -0.25, 0], { window: 2 })]; // => [NaN, -0.5, -0.25, -0.25]
 * ```
 */
export function rollingMaxDrawdown(returns: ArrayLike<number>, options: WindowOptions): Float64Array {
  const window = requireInteger(options.window, 'window', 1);
  const values = requireNumbers(returns);
  const n = values.length;
  // The last point before each window belongs to it, so a window has one point more than returns.
  const points = window + 1;
  const wealth = new Float64Array(n + 1);
  wealth[0] = 1;
  for (let i = 0; i < n; i++) wealth[i + 1] = wealth[i] > 0 ? Math.max(0, wealth[i] * (1 + values[i])) : 0;

  const out = new Float64Array(n).fill(Number.NaN);
  // Of points k .. points - 1 of the previous block: the highest, and the lowest value over an earlier maximum among them.
  const highest = new Float64Array(points + 1);
  const deepest = new Float64Array(points + 1).fill(1);
  for (let block = 0; block <= n; block += points) {
    let low = Number.POSITIVE_INFINITY;
    let high = 0;
    let ratio = 1;
    for (let i = block; i < Math.min(block + points, n + 1); i++) {
      const value = wealth[i];
      if (value < low) low = value;
      if (value > high) high = value;
      if (value < ratio * high) ratio = value / high;
      if (i < window) continue;
      const k = i - block + 1;
      const before = k < points ? highest[k] : 0;
      const across = before > 0 ? low / before : 1;
      out[i - 1] = before === 0 && high === 0 ? -1 : Math.min(ratio, deepest[k], across) - 1;
    }
    if (block + points > n) break;
    low = Number.POSITIVE_INFINITY;
    high = 0;
    ratio = 1;
    for (let k = points - 1; k >= 0; k--) {
      const value = wealth[block + k];
      if (value < low) low = value;
      if (low < ratio * value) ratio = low / value;
      if (value > high) high = value;
      highest[k] = high;
      deepest[k] = ratio;
    }
  }
  return out;
}
