/**
 * How wide the kernels are.
 *
 * - `neighbour`: the gaps to the neighbouring observations, as in Optuna 5; equal observations share the larger gap. On grids,
 *   where observations are often equal, this finds good points sooner than the split below.
 * - `neighbour-split`: of equal observations one is given the gap to the left, one the gap to the right, the others none. These
 *   are the widths of Optuna 5; which observation is given which depends on an unstable sort there, here on their age.
 * - `scott`: one width for all, which shrinks with their number; the multivariate rule of Optuna 4.
 */
export type Bandwidth = 'neighbour' | 'neighbour-split' | 'scott';

export const BANDWIDTHS: readonly Bandwidth[] = ['neighbour', 'neighbour-split', 'scott'];

/** Keeps a width within bounds, which narrow with the number `n` of observations on a range of length `range`. */
export function clip(width: number, n: number, range: number): number {
  return Math.min(range, Math.max(range / Math.min(100, n + 2), width));
}

/** Width of every kernel under `scott`, before {@link clip}. */
export function scottWidth(n: number, range: number, dimensions: number): number {
  return 0.2 * Math.max(n, 1) ** (-1 / (dimensions + 4)) * range;
}

/**
 * Width of a kernel by the gaps to its neighbours, before {@link clip}: the larger one, which at the ends is the inner one.
 *
 * @param left - The observation before in sorted order, NaN if there is none.
 * @param right - The one after, NaN if there is none.
 */
export function gapWidth(value: number, left: number, right: number, n: number, low: number, high: number): number {
  if (n === 1) return Math.max(value - low, high - value);
  return Math.max(value - left || 0, right - value || 0);
}
