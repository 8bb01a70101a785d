import { quantile } from '@quantblocks/core';

/** Deviations beyond the median from which on values are compressed. */
const KEPT = 2;

/**
 * Compresses values that are far worse than most, keeping their order: what lies more than two deviations beyond the median
 * counts by its logarithm. The deviation is that of the better half from the median. Values of an objective that is minimised.
 *
 * A search wants to tell good points from better ones; a process that must also tell bad ones from disastrous ones has no
 * variance left for that. Where bad values are not far off, nothing changes.
 *
 * @see X. Song et al., "The Vizier Gaussian Process Bandit Algorithm", arXiv 2408.11527 (the worse half by ranks; this rule is
 * milder).
 */
export function softenWorst(values: ArrayLike<number>): Float64Array {
  const softened = Float64Array.from(values);
  const finite = softened.filter(Number.isFinite);
  if (finite.length === 0) return softened;
  const median = quantile(finite, 0.5);
  const better = finite.filter((value) => value < median);
  let variance = 0;
  for (const value of better) variance += (median - value) ** 2 / better.length;
  const deviation = Math.sqrt(variance);
  if (!(deviation > 0)) return softened;
  return softened.map((value) => {
    const excess = (value - median) / deviation - KEPT;
    return excess > 0 ? Math.min(value, median + deviation * (KEPT + Math.log1p(excess))) : value;
  });
}
