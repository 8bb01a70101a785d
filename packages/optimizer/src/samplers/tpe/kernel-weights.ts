/** The newest observations all count fully; older ones fade. */
const FULL = 25;

/**
 * Weights of the kernels over `n` observations, oldest first, and of the prior kernel, which comes last; they sum to 1.
 *
 * @param out - Receives `n + 1` weights.
 */
export function kernelWeights(n: number, out: Float64Array): void {
  const fading = Math.max(0, n - FULL);
  let total = n - fading + 1;
  for (let i = 0; i < fading; i++) {
    // A line from 1/n to 1, both included.
    out[i] = fading === 1 ? 1 / n : 1 / n + ((1 - 1 / n) * i) / (fading - 1);
    total += out[i];
  }
  for (let i = 0; i < fading; i++) out[i] /= total;
  for (let i = fading; i <= n; i++) out[i] = 1 / total;
}
