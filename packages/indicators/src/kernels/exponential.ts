/**
 * Recursive average `y = (1 - alpha) * y + alpha * x` of `x[from ..]`, started by the mean of its first `seedLength` values, from which
 * bar on it is written; before that, sums. Returns the last value, which is NaN if any before it was.
 */
export function exponential(
  x: Float64Array,
  from: number,
  alpha: number,
  seedLength: number,
  out: Float64Array,
): number {
  const n = x.length;
  const first = Math.min(from + seedLength - 1, n - 1);
  let y = 0;
  for (let i = from; i <= first; i++) {
    y += x[i];
    out[i] = y;
  }
  y /= seedLength;
  if (first >= from) out[first] = y;
  const beta = 1 - alpha;
  for (let i = first + 1; i < n; i++) {
    y = beta * y + alpha * x[i];
    out[i] = y;
  }
  return y;
}
