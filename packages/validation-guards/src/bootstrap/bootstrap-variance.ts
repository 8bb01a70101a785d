/**
 * Variance of `sqrt(n) mean` under the stationary bootstrap, given the data: `g_0 + 2 sum_{i=1..n-1} k_i g_i` with autocovariances `g_i` over
 * `n` and `k_i = (n-i)/n q^i + i/n q^(n-i)`, `q = 1 - 1/blockLength`.
 *
 * The second term of `k_i` is the first one of lag `n - i`, seen around the circle: the sum is `c_0 + 2 sum (1 - i/n) q^i c_i` with CIRCULAR
 * autocovariances `c_i`. Two geometric filters that run twice round the series give it at the cost of two passes, whatever the block length.
 *
 * @param deviations - Returns minus their mean.
 * @see D. N. Politis, J. P. Romano, "The stationary bootstrap", Journal of the American Statistical Association 89 (1994), lemma 1.
 */
export function bootstrapVariance(deviations: Float64Array, blockLength: number): number {
  const n = deviations.length;
  const q = 1 - 1 / blockLength;
  // At time t: plain = sum of q^i x[t-i], weighted = sum of i q^i x[t-i], over all i >= 1 since the first pass began.
  let plain = 0;
  let weighted = 0;
  let squares = 0;
  let excess = 0;
  for (let t = 0; t < n; t++) {
    const x = deviations[t];
    squares += x * x;
    excess += x * weighted;
    plain = q * (x + plain);
    weighted = plain + q * weighted;
  }
  let products = 0;
  for (let t = 0; t < n; t++) {
    const x = deviations[t];
    products += x * (plain - weighted / n);
    plain = q * (x + plain);
    weighted = plain + q * weighted;
  }
  // The second pass has also seen lags of n and more, where (1 - i/n) q^i is -(r/n) q^(n+r): the first pass knows their sum.
  return (squares + 2 * (products + (q ** n / n) * excess)) / n;
}
