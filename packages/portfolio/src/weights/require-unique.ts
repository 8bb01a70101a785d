import { SingularCovarianceError } from '../errors.ts';
import type { BoxQuadratic } from '../solver/box-quadratic.ts';

/** A singular covariance may still have one answer, where floors and caps decide; refuses if it has more. */
export function requireUnique(solver: BoxQuadratic, n: number, rank: number): void {
  if (rank < n && !solver.isUnique()) {
    throw new SingularCovarianceError(`of ${n} assets it has rank ${rank}, and more than one portfolio is optimal`);
  }
}
