import type { ShrunkCovariance } from './covariance.ts';

/** Mean of the variances. */
export function meanVarianceOf(values: Float64Array, n: number): number {
  let trace = 0;
  for (let i = 0; i < n; i++) trace += values[i * n + i];
  return trace / n;
}

/** Sum of the squared entries. */
export function squaredNorm(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value * value;
  return total;
}

/** `(1 - shrinkage) S + shrinkage m I`, in place. */
export function shrink(values: Float64Array, n: number, shrinkage: number): ShrunkCovariance {
  const target = meanVarianceOf(values, n);
  for (let k = 0; k < values.length; k++) values[k] *= 1 - shrinkage;
  for (let i = 0; i < n; i++) values[i * n + i] += shrinkage * target;
  return { n, values, shrinkage };
}
