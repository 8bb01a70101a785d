/** Below this many observations a test of one series is `insufficient`, whatever it says: its distribution is one of large samples. */
export const LEAST_OBSERVATIONS = 20;

/**
 * Returns that say something: a strategy that was flat on all bars but five has five observations, however many bars there are. With five trades
 * among five hundred flat bars a test at 5 % would pass 16 % of noise.
 */
export function countActive(returns: Float64Array): number {
  let active = 0;
  for (const value of returns) if (value !== 0) active++;
  return active;
}
