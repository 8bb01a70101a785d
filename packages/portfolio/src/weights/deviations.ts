import type { Covariance } from '../covariance/covariance.ts';
import { SingularCovarianceError } from '../errors.ts';

/** Standard deviations of the assets, all of which have one. */
export function requireDeviations({ n, values }: Covariance): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => {
    const variance = values[i * n + i];
    if (variance === 0) throw new SingularCovarianceError(`asset ${i} has no variance`);
    return Math.sqrt(variance);
  });
}
