/** Weights of autocovariances: `parzen` ends at the bandwidth; `quadraticSpectral` is the most efficient and uses every lag. */
export type HacKernel = 'parzen' | 'quadraticSpectral';

/** Weight of the autocovariance at `share` bandwidths. */
export function kernelWeight(kernel: HacKernel, share: number): number {
  if (kernel === 'quadraticSpectral') {
    const z = (6 * Math.PI * share) / 5;
    // The difference cancels near zero, where the weight is 1 - z^2/10.
    return z < 1e-3 ? 1 - (z * z) / 10 : (3 / (z * z)) * (Math.sin(z) / z - Math.cos(z));
  }
  if (share >= 1) return 0;
  return share <= 0.5 ? 1 - 6 * share * share * (1 - share) : 2 * (1 - share) ** 3;
}

/** Autocovariances of a mean-free series over its length, added up with their weights. */
export function kernelVariance(x: Float64Array, kernel: HacKernel, bandwidth: number): number {
  const n = x.length;
  let total = lagProduct(x, 0);
  if (!(bandwidth > 0)) return total / n;
  const last = kernel === 'parzen' ? Math.min(n - 1, Math.ceil(bandwidth) - 1) : n - 1;
  for (let lag = 1; lag <= last; lag++) total += 2 * kernelWeight(kernel, lag / bandwidth) * lagProduct(x, lag);
  return total / n;
}

/**
 * `alpha(2)` of D. W. K. Andrews, "Heteroskedasticity and autocorrelation consistent covariance matrix estimation", Econometrica 59 (1991),
 * 6.4, with a first-order autoregression for each column: how much memory a bandwidth has to cover.
 */
export function memoryOf(columns: readonly Float64Array[]): number {
  let above = 0;
  let below = 0;
  for (const column of columns) {
    const { slope, residualVariance } = autoregression(column);
    const weight = residualVariance ** 2 / (1 - slope) ** 4;
    if (!(weight > 0)) continue;
    above += (4 * slope * slope * weight) / (1 - slope) ** 4;
    below += weight;
  }
  return below > 0 ? above / below : 0;
}

/** The bandwidth that minimises the asymptotic mean squared error (the same paper, 6.2). */
export function automaticBandwidth(kernel: HacKernel, memory: number, n: number): number {
  return (kernel === 'parzen' ? 2.6614 : 1.3221) * (memory * n) ** 0.2;
}

/** Sum of products at a distance of `lag`. Four sums side by side: one alone would wait for its own last addition. */
export function lagProduct(x: Float64Array, lag: number): number {
  const n = x.length - lag;
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = 0;
  for (; i + 3 < n; i += 4) {
    a += x[i] * x[i + lag];
    b += x[i + 1] * x[i + 1 + lag];
    c += x[i + 2] * x[i + 2 + lag];
    d += x[i + 3] * x[i + 3 + lag];
  }
  for (; i < n; i++) a += x[i] * x[i + lag];
  return a + b + (c + d);
}

/** Least squares of each value on the one before and a constant. */
function autoregression(x: Float64Array): { slope: number; residualVariance: number } {
  const rows = x.length - 1;
  let before = 0;
  let after = 0;
  for (let i = 0; i < rows; i++) {
    before += x[i];
    after += x[i + 1];
  }
  before /= rows;
  after /= rows;
  let cross = 0;
  let square = 0;
  for (let i = 0; i < rows; i++) {
    cross += (x[i] - before) * (x[i + 1] - after);
    square += (x[i] - before) ** 2;
  }
  const slope = cross / square;
  let residual = 0;
  for (let i = 0; i < rows; i++) residual += (x[i + 1] - after - slope * (x[i] - before)) ** 2;
  return { slope, residualVariance: residual / rows };
}
