import { ParameterError } from '@quantblocks/core';
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
  if (!(Array.isArray(columns) && columns.length > 0)) throw new ParameterError(name, 'one series per asset', columns);
  const length = columns[0]?.length;
  return columns.map((column, asset) => {
    if (!(column?.length === length && length >= 2)) {
      throw new ParameterError(name, 'series of one length, at least 2', `${column?.length} and ${length} values`);
    }
    const copy = Float64Array.from(column);
    const hole = copy.findIndex((value) => !Number.isFinite(value));
    if (hole >= 0) throw new ParameterError(name, 'finite numbers', `${copy[hole]} at ${hole} of asset ${asset}`);
    return copy;
  });
}

/** Checks one number per asset and copies them. */
export function requireVector(name: string, values: ArrayLike<number>, n: number): Float64Array {
  if (values?.length !== n) throw new ParameterError(name, `${n} numbers, one per asset`, values);
  const copy = Float64Array.from(values);
  const hole = copy.findIndex((value) => !Number.isFinite(value));
  if (hole >= 0) throw new ParameterError(name, 'finite numbers', `${copy[hole]} at ${hole}`);
  return copy;
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
      rest[i * n + j] = rest[j * n + i] = scale > 0 ? entry / scale : 0;
    }
  }
  return semidefiniteRank(rest, n);
}

/** Cholesky decomposition with diagonal pivoting, in place; what is left below the rank has to be nothing. */
function semidefiniteRank(rest: Float64Array, n: number): number {
  const open = Int32Array.from({ length: n }, (_, i) => i);
  for (let rank = 0; rank < n; rank++) {
    let best = rank;
    for (let k = rank; k < n; k++) {
      const diagonal = rest[open[k] * n + open[k]];
      if (diagonal < -ENTRY_ROUNDING) throw indefinite('a negative eigenvalue');
      if (diagonal > rest[open[best] * n + open[best]]) best = k;
    }
    const pivot = open[best];
    open[best] = open[rank];
    open[rank] = pivot;
    const diagonal = rest[pivot * n + pivot];
    if (diagonal <= ENTRY_ROUNDING) {
      for (const i of open.subarray(rank)) {
        for (const j of open.subarray(rank)) {
          if (Math.abs(rest[i * n + j]) > n * ENTRY_ROUNDING) throw indefinite('a negative eigenvalue');
        }
      }
      return rank;
    }
    for (let a = rank + 1; a < n; a++) {
      const row = open[a] * n;
      const factor = rest[row + pivot] / diagonal;
      if (factor === 0) continue;
      for (let b = rank + 1; b < n; b++) rest[row + open[b]] -= factor * rest[pivot * n + open[b]];
    }
  }
  return n;
}

function indefinite(found: string): ParameterError {
  return new ParameterError('covariance', 'a positive semidefinite matrix', found);
}
