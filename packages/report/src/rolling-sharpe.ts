/** Window used by the report: 90 days, or a quarter of a shorter sample. */
export function sharpeWindow(length: number, timeframeMs: number): number {
  const ninetyDays = Math.round((90 * 864e5) / timeframeMs);
  return Math.max(2, Math.min(ninetyDays, Math.floor(length / 4)));
}

/**
 * Annualised Sharpe ratio of the last `window` bar returns (sample standard deviation, no risk-free rate).
 *
 * @returns One value per bar; NaN until `window` returns exist and where equity did not move.
 */
export function rollingSharpe(
  equity: ArrayLike<number>,
  initialCapital: number,
  window: number,
  periodsPerYear: number,
): Float64Array {
  const n = equity.length;
  const out = new Float64Array(n).fill(Number.NaN);
  const returns = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const before = i === 0 ? initialCapital : equity[i - 1];
    returns[i] = before > 0 ? equity[i] / before - 1 : 0;
  }
  let active = 0;
  let total = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const entering = returns[i];
    total += entering;
    squares += entering * entering;
    if (entering !== 0) active++;
    if (i >= window) {
      const leaving = returns[i - window];
      total -= leaving;
      squares -= leaving * leaving;
      if (leaving !== 0) active--;
    }
    // Counting movements keeps rounding residue of a quiet window from posing as a huge ratio.
    if (active === 0) {
      total = 0;
      squares = 0;
    }
    if (i < window - 1 || active === 0) continue;
    const mean = total / window;
    const variance = (squares - total * mean) / (window - 1);
    if (variance > 0) out[i] = (mean / Math.sqrt(variance)) * Math.sqrt(periodsPerYear);
  }
  return out;
}
