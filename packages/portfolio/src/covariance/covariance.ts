import { ParameterError } from '@quantblocks/core';

/** A covariance matrix of returns per bar. */
export interface Covariance {
  /** Number of assets. */
  readonly n: number;
  /** `n * n` entries, row by row: the covariance of assets i and j is at `i * n + j`. */
  readonly values: Float64Array;
}

/** A covariance matrix that was pulled towards equal variances without correlation. */
export interface ShrunkCovariance extends Covariance {
  /** Weight of the target, in [0, 1]. */
  readonly shrinkage: number;
}

/**
 * A covariance matrix from its rows.
 *
 * @param rows - `n` rows of `n` numbers.
 * @throws a {@link ParameterError} if the rows do not form a square of finite numbers.
 *
 * @example
 * ```ts
 * import { covarianceMatrix } from '@quantblocks/portfolio';
 *
 * [...covarianceMatrix([[0.04, 0.01], [0.01, 0.09]]).values]; // => [0.04, 0.01, 0.01, 0.09]
 * ```
 */
export function covarianceMatrix(rows: readonly ArrayLike<number>[]): Covariance {
  const n = rows?.length;
  if (!(n >= 1)) throw new ParameterError('rows', 'at least one row', rows);
  const values = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    if (rows[i]?.length !== n) throw new ParameterError('rows', `${n} rows of ${n} numbers`, rows[i]);
    for (let j = 0; j < n; j++) {
      if (!Number.isFinite(rows[i][j]))
        throw new ParameterError('rows', 'finite numbers', `${rows[i][j]} at ${i}, ${j}`);
      values[i * n + j] = rows[i][j];
    }
  }
  return { n, values };
}
