import { normalCdf, normalPdf } from '@quantblocks/core';

const LOG_SQRT_2PI = 0.5 * Math.log(2 * Math.PI);
/** Below, the sum that gives the improvement cancels, and a continued fraction takes over. */
const TAIL = -1.5;

/**
 * Logarithm of the expected improvement on `best`, minimising, where the objective is normal: what is left to rank by where
 * the improvement itself is too small for a number, and a gradient to follow there.
 *
 * @param deviation - Standard deviation, > 0.
 * @see S. Ament, S. Daulton, D. Eriksson, M. Balandat, E. Bakshy, "Unexpected Improvements to Expected Improvement for
 * Bayesian Optimization", NeurIPS 2023, section 4.1.
 */
export function logExpectedImprovement(mean: number, deviation: number, best: number): number {
  return logImprovement((best - mean) / deviation) + Math.log(deviation);
}

/** `log(pdf(z) + z * cdf(z))`: the logarithm of the expected improvement in deviations, `z` deviations above the mean. */
export function logImprovement(z: number): number {
  if (z > TAIL) return Math.log(normalPdf(z) + z * normalCdf(z));
  const rest = tailFraction(-z);
  return -0.5 * z * z - LOG_SQRT_2PI + Math.log(rest / (rest - z));
}

/** Derivative of {@link logImprovement}, `cdf(z) / (pdf(z) + z * cdf(z))`. */
export function logImprovementSlope(z: number): number {
  if (z > TAIL) return normalCdf(z) / (normalPdf(z) + z * normalCdf(z));
  return 1 / tailFraction(-z);
}

/**
 * The part behind t of the continued fraction of the Mills ratio, `cdf(-t) / pdf(t) = 1 / (t + 1 / (t + 2 / (t + ...)))`.
 *
 * With f for it, the improvement is `pdf(t) * (1 - t / (t + f)) = pdf(t) * f / (t + f)`: nothing is left to cancel, and no
 * scaled error function is needed.
 *
 * @see M. Abramowitz, I. Stegun, "Handbook of Mathematical Functions", 26.2.14.
 */
function tailFraction(t: number): number {
  let fraction = t;
  // As many levels as double precision needs at t.
  for (let k = Math.ceil(12 + 400 / (t * t)); k >= 2; k--) fraction = t + k / fraction;
  return 1 / fraction;
}
