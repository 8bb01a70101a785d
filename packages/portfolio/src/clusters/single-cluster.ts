import type { Rng } from '@quantblocks/core';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { PointSet } from './point-set.ts';

/** Shape of a cloud without clusters: a normal one, or a box filled evenly. */
export type SingleClusterShape = 'gaussian' | 'uniform';

/**
 * Draws clouds of one cluster with exactly the mean and the sample covariance of given points, along the principal axes of their
 * correlations.
 *
 * Given these two, a normal sample no longer depends on the true covariance, so that a test against such clouds has its level whatever that
 * is. Clouds drawn from the estimated covariance would scatter around it once more, and look more clustered than the points ever could.
 */
export class SingleCluster {
  readonly #size: number;
  readonly #dimensions: number;
  readonly #centre: Float64Array;
  /** One per axis with spread, the longest first: what a score of length 1 over the points adds to their coordinates. */
  readonly #axes: readonly Float64Array[];

  constructor(points: PointSet) {
    const { size, dimensions } = points;
    const centre = Matrix.from1DArray(size, dimensions, points.values).mean('column');
    const units = points.standardised();
    const matrix = Matrix.from1DArray(size, dimensions, units.values);
    const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix.transpose().mmul(matrix), {
      assumeSymmetric: true,
    });
    this.#size = size;
    this.#dimensions = dimensions;
    this.#centre = Float64Array.from(centre);
    this.#axes = realEigenvalues
      .map((value, column) => ({ value, column }))
      .sort((a, b) => b.value - a.value)
      .slice(0, size - 1)
      .filter(({ value }, _, [first]) => value > 1e-12 * first.value)
      .map(({ value, column }) =>
        Float64Array.from(
          { length: dimensions },
          (_, j) => Math.sqrt(value) * eigenvectorMatrix.get(j, column) * points.deviation(j),
        ),
      );
  }

  draw(shape: SingleClusterShape, rng: Rng): PointSet {
    const dimensions = this.#dimensions;
    const values = new Float64Array(this.#size * dimensions);
    for (let at = 0; at < values.length; at += dimensions) values.set(this.#centre, at);
    const scores: Float64Array[] = [];
    for (const axis of this.#axes) {
      const score = new Float64Array(this.#size);
      for (let i = 0; i < score.length; i++) score[i] = shape === 'gaussian' ? rng.normal() : rng.next();
      orthonormalise(score, scores);
      scores.push(score);
      for (let i = 0; i < score.length; i++) {
        for (let j = 0; j < dimensions; j++) values[i * dimensions + j] += score[i] * axis[j];
      }
    }
    return new PointSet(values, this.#size, dimensions);
  }
}

/** Takes mean and earlier scores out (Gram-Schmidt, twice for precision), and scales to length 1. */
function orthonormalise(score: Float64Array, earlier: readonly Float64Array[]): void {
  for (let pass = 0; pass < 2; pass++) {
    let total = 0;
    for (let i = 0; i < score.length; i++) total += score[i];
    for (let i = 0; i < score.length; i++) score[i] -= total / score.length;
    for (const other of earlier) {
      let product = 0;
      for (let i = 0; i < score.length; i++) product += score[i] * other[i];
      for (let i = 0; i < score.length; i++) score[i] -= product * other[i];
    }
    let squares = 0;
    for (let i = 0; i < score.length; i++) squares += score[i] * score[i];
    const length = Math.sqrt(squares);
    for (let i = 0; i < score.length; i++) score[i] /= length;
  }
}
