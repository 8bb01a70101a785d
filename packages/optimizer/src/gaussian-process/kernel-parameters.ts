/** What a Gaussian process learns besides its observations, for points in the unit cube and standardised values. */
export interface KernelParameters {
  /** Variance of the process. */
  readonly kernelScale: number;
  readonly noiseVariance: number;
  /** By dimension: how fast the process changes along it; near 0, the dimension hardly matters. */
  readonly inverseSquaredLengthScales: Float64Array;
}

/** Part of the noise variance that is always there: it keeps repeated points from making a matrix singular. */
export const MINIMUM_NOISE = 1e-6;
