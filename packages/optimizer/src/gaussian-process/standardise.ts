/** Values shifted and scaled to mean 0 and variance 1: `value = offset + scale * standardised`. */
export interface StandardisedValues {
  readonly standardised: Float64Array;
  readonly offset: number;
  /** Standard deviation, 1 if all values are equal. */
  readonly scale: number;
}

/**
 * Standardises values of an objective that is minimised. Values that are not finite count as the worst finite one, so that one
 * broken trial does not hide the differences between the others; if none is finite, all count as 0.
 */
export function standardise(values: ArrayLike<number>): StandardisedValues {
  const n = values.length;
  const standardised = new Float64Array(n);
  let worst = Number.NEGATIVE_INFINITY;
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(values[i])) continue;
    worst = Math.max(worst, values[i]);
    best = Math.min(best, values[i]);
  }
  if (!(worst > best)) return { standardised, offset: Number.isFinite(worst) ? worst : 0, scale: 1 };
  // In units of the largest value neither a sum nor a square overflows.
  const unit = Math.max(Math.abs(worst), Math.abs(best));
  let mean = 0;
  for (let i = 0; i < n; i++) {
    standardised[i] = (Number.isFinite(values[i]) ? values[i] : worst) / unit;
    mean += standardised[i] / n;
  }
  let variance = 0;
  for (let i = 0; i < n; i++) variance += (standardised[i] - mean) ** 2 / n;
  const deviation = Math.sqrt(variance);
  for (let i = 0; i < n; i++) standardised[i] = (standardised[i] - mean) / deviation;
  return { standardised, offset: unit * mean, scale: unit * deviation };
}
