import { normalCdf, normalPdf, normalQuantile } from '@quantblocks/core';

/** Distance of the points at which a density is known, in standard deviations of one observation. */
const SPACING = 0.25;
/** Standard deviations beyond which a density is nothing. */
const REACH = 8;

/**
 * Level at which every look at growing data must be tested so that the probability of ever rejecting a true null
 * hypothesis is
 * `alpha`: Pocock's constant boundary, one-sided, with a look after each of the observations `first .. last`.
 *
 * The sum of `n` standard normal observations crosses at `c * sqrt(n)`. Its density over the paths that have not
 * crossed yet is carried from look to look by convolution with one more observation; `c` is where what is left at the
 * end is `1 - alpha`.
 *
 * @param alpha - Probability in (0, 1).
 * @param first - Number of observations at the first look, at least 1.
 * @param last - Number of observations at the last look; below `first` there is no look, and the level is `alpha`.
 * @remarks Error below 1e-5 in the level. About 1 ms for 10 looks, 50 ms for 100.
 * @see S. J. Pocock, "Group sequential methods in the design and analysis of clinical trials", Biometrika 64 (1977); P.
 * Armitage, C. K. McPherson, B. C. Rowe, "Repeated significance tests on accumulating data", JRSS A 132 (1969), for the
 * recursion.
 */
export function pocockLevel(alpha: number, first: number, last: number): number {
  if (last <= first) return alpha;
  // Between one look alone and Bonferroni's bound.
  let low = normalQuantile(1 - alpha);
  let high = normalQuantile(1 - alpha / (last - first + 1));
  while (high - low > 1e-7) {
    const middle = (low + high) / 2;
    if (neverCrossing(middle, first, last) < 1 - alpha) low = middle;
    else high = middle;
  }
  return normalCdf(-(low + high) / 2);
}

/** Probability that no sum of `first .. last` standard normal observations exceeds `boundary * sqrt(n)`. */
export function neverCrossing(boundary: number, first: number, last: number): number {
  // Index i of a density stands for i spacings below the boundary of its look.
  let density = new Float64Array(pointsAt(boundary, first));
  const root = Math.sqrt(first);
  for (let i = 0; i < density.length; i++) density[i] = normalPdf(boundary - (i * SPACING) / root) / root;
  const band = Math.ceil(REACH / SPACING);
  const kernel = new Float64Array(2 * band + 1);
  for (let n = first + 1; n <= last; n++) {
    const shift = boundary * (Math.sqrt(n) - Math.sqrt(n - 1));
    for (let d = -band; d <= band; d++) kernel[d + band] = normalPdf(shift + d * SPACING);
    weigh(density);
    const next = new Float64Array(pointsAt(boundary, n));
    for (let i = 0; i < next.length; i++) {
      const end = Math.min(density.length - 1, i + band);
      let sum = 0;
      for (let j = Math.max(0, i - band); j <= end; j++) sum += density[j] * kernel[j - i + band];
      next[i] = sum;
    }
    density = next;
  }
  weigh(density);
  return density.reduce((sum, mass) => sum + mass, 0);
}

/** An odd number, as Simpson's rule wants it. */
function pointsAt(boundary: number, n: number): number {
  return 2 * Math.ceil(((boundary + REACH) * Math.sqrt(n)) / (2 * SPACING)) + 1;
}

/** Turns a density into the masses of Simpson's rule, in place. */
function weigh(density: Float64Array): void {
  const last = density.length - 1;
  for (let i = 0; i <= last; i++) density[i] *= (SPACING / 3) * (i === 0 || i === last ? 1 : i % 2 === 0 ? 2 : 4);
}
