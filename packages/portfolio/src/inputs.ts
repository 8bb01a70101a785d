import { ParameterError } from '@quantblocks/core';
import { requireFinite, requireSeries } from './checks.ts';
import type { Covariance } from './covariance/covariance.ts';
import { InfeasibleError } from './errors.ts';

/** Floors and caps on the weights. */
export interface WeightBounds {
  /** Smallest weight, one for all assets or one for each. Below 0 it allows short positions. @defaultValue `0` */
  floor?: number | ArrayLike<number>;
  /** Largest weight, one for all assets or one for each. @defaultValue `1` */
  cap?: number | ArrayLike<number>;
}

/** Bounds as the solvers want them: one per asset, together feasible. */
export interface Box {
  readonly floor: Float64Array;
  readonly cap: Float64Array;
}

/** What rounding may leave of bounds that sum to exactly 1, such as three caps of 1/3. */
const SUM_ROUNDING = 1e-12;

/** Checks a list of return series, one per asset, and copies it. */
export function requireColumns(name: string, columns: readonly ArrayLike<number>[]): Float64Array[] {
  const series = requireSeries(name, columns);
  if (series[0].length < 2) throw new ParameterError(name, 'series of at least 2 values', series[0].length);
  return series.map((column) => column.slice());
}

/** Checks one number per asset and copies them. */
export function requireVector(name: string, values: ArrayLike<number>, n: number): Float64Array {
  if (values?.length !== n) throw new ParameterError(name, `${n} numbers, one per asset`, values);
  return requireFinite(name, values).slice();
}

/** Checks floors and caps for `n` assets. */
export function requireBox(bounds: WeightBounds, n: number): Box {
  const floor = expand('floor', bounds.floor ?? 0, n);
  const cap = expand('cap', bounds.cap ?? 1, n);
  let floors = 0;
  let caps = 0;
  for (let i = 0; i < n; i++) {
    if (floor[i] > cap[i]) throw new ParameterError('floor', `at most the cap ${cap[i]} of asset ${i}`, floor[i]);
    floors += floor[i];
    caps += cap[i];
  }
  if (floors > 1 + SUM_ROUNDING) throw new InfeasibleError('floor', floors);
  if (caps < 1 - SUM_ROUNDING) throw new InfeasibleError('cap', caps);
  return { floor, cap };
}

function expand(name: string, bound: number | ArrayLike<number>, n: number): Float64Array {
  return requireVector(name, typeof bound === 'number' ? new Float64Array(n).fill(bound) : bound, n);
}

/** Rounding of entries that are computed twice, and of eigenvalues at 0, relative to the variances. */
const ENTRY_ROUNDING = 1e-10;

/**
 * Checks that a covariance matrix is finite, symmetric and positive semidefinite.
 *
 * @returns Its rank.
 */
export function requireCovariance({ n, values }: Covariance): number {
  if (!(Number.isInteger(n) && n >= 1)) throw new ParameterError('covariance.n', 'a whole number >= 1', n);
  requireVector('covariance.values', values, n * n);
  const deviation = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    if (values[i * n + i] < 0) throw indefinite(`a variance of ${values[i * n + i]} at asset ${i}`);
    deviation[i] = Math.sqrt(values[i * n + i]);
  }
  // Correlations, so that neither the unit of an asset nor of all matters. Without variance nothing may be correlated.
  const rest = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const entry = values[i * n + j];
      const scale = deviation[i] * deviation[j];
      if (Math.abs(entry - values[j * n + i]) > ENTRY_ROUNDING * Math.max(scale, Math.abs(entry))) {
        throw new ParameterError('covariance', 'a symmetric matrix', `${entry} and ${values[j * n + i]} at ${i}, ${j}`);
      }
      if (Math.abs(entry) > scale * (1 + ENTRY_ROUNDING)) throw indefinite(`a correlation beyond 1 at ${i}, ${j}`);
      rest[j * n + i] = scale > 0 ? entry / scale : 0;
    }
  }
  return semidefiniteRank(rest, n);
}

/** Cholesky decomposition with diagonal pivoting, in place of the upper triangle; what is left below the rank has to be nothing. */
function semidefiniteRank(rest: Float64Array, n: number): number {
  for (let rank = 0; rank < n; rank++) {
    let best = rank;
    for (let k = rank; k < n; k++) {
      const diagonal = rest[k * n + k];
      if (diagonal < -ENTRY_ROUNDING) throw indefinite('a negative eigenvalue');
      if (diagonal > rest[best * n + best]) best = k;
    }
    exchange(rest, n, rank, best);
    const pivot = rank * n;
    const diagonal = rest[pivot + rank];
    if (diagonal <= ENTRY_ROUNDING) {
      for (let i = rank; i < n; i++) {
        for (let j = i; j < n; j++) {
          if (Math.abs(rest[i * n + j]) > n * ENTRY_ROUNDING) throw indefinite('a negative eigenvalue');
        }
      }
      return rank;
    }
    for (let i = rank + 1; i < n; i++) {
      const factor = rest[pivot + i] / diagonal;
      if (factor === 0) continue;
      const row = i * n;
      for (let j = i; j < n; j++) rest[row + j] -= factor * rest[pivot + j];
    }
  }
  return n;
}

/** Rows and columns `a < b` of what is left, in the upper triangle. */
function exchange(rest: Float64Array, n: number, a: number, b: number): void {
  if (a === b) return;
  swap(rest, a * n + a, b * n + b);
  for (let k = a + 1; k < b; k++) swap(rest, a * n + k, k * n + b);
  for (let k = b + 1; k < n; k++) swap(rest, a * n + k, b * n + k);
}

function swap(values: Float64Array, i: number, j: number): void {
  const kept = values[i];
  values[i] = values[j];
  values[j] = kept;
}

function indefinite(found: string): ParameterError {
  return new ParameterError('covariance', 'a positive semidefinite matrix', found);
}
