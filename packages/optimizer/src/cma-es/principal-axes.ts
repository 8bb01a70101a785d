import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** Variances below this share of the largest are rounding errors, negative ones among them. */
const LEAST_SHARE = 1e-15;

/** Eigenvectors of a covariance matrix, and the standard deviations along them. */
export class PrincipalAxes {
  /** Unit vectors as columns, row-major. */
  declare readonly vectors: Float64Array;
  declare readonly deviations: Float64Array;
  /** `vectors` times `deviations`: takes standard normal numbers to normal ones with the covariance. */
  declare readonly transform: Float64Array;
  /** Whether variances had to be raised, so that the matrix is no longer the one of these axes. */
  declare readonly isRepaired: boolean;

  /** @param covariance - Symmetric, row-major. */
  constructor(covariance: Float64Array, n: number) {
    const matrix = Matrix.from1DArray(n, n, covariance);
    const evd = new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
    const variances = evd.realEigenvalues;
    const least = LEAST_SHARE * Math.max(...variances);
    const vectors = Float64Array.from(evd.eigenvectorMatrix.to1DArray());
    const deviations = Float64Array.from(variances, (variance) => Math.sqrt(Math.max(variance, least)));
    const transform = vectors.map((value, at) => value * deviations[at % n]);
    Object.assign(this, { vectors, deviations, transform, isRepaired: variances.some((variance) => variance < least) });
  }

  /** Writes the coordinates of `vector` along the axes, in standard deviations, into `out`. */
  whiten(vector: Float64Array, out: Float64Array): void {
    const n = this.deviations.length;
    out.fill(0);
    for (let i = 0, at = 0; i < n; i++) {
      for (let j = 0; j < n; j++, at++) out[j] += this.vectors[at] * vector[i];
    }
    for (let j = 0; j < n; j++) out[j] /= this.deviations[j];
  }
}
