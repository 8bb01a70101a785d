import { lagProduct } from './hac.ts';

/** Largest singular value of an autoregression: near a unit root, recolouring would multiply noise. */
const MOST_PERSISTENT = 0.97;

/** Relative size below which a pivot is rounding: its column repeats others and gets no coefficient. */
const NO_PIVOT = 1e-12;

/** Residuals of an autoregression, and the way back. */
export interface Prewhitened {
  /** One observation shorter. */
  readonly columns: Float64Array[];
  /** Weights of the residuals with the long-run variance that the given weights of the columns have: `(I - A')^-1 weights`. */
  readonly recolour: (weights: readonly number[]) => number[];
}

/**
 * Takes a first-order vector autoregression without constant out of mean-free columns, its singular values kept to 0.97.
 *
 * @see D. W. K. Andrews, J. C. Monahan, "An improved heteroskedasticity and autocorrelation consistent covariance matrix estimator",
 * Econometrica 60 (1992), 3.
 */
export function prewhiten(columns: readonly Float64Array[]): Prewhitened {
  const n = columns[0].length;
  const size = columns.length;
  const matrix = boundSingularValues(autoregression(columns), MOST_PERSISTENT);
  const residuals = columns.map((column, row) => {
    const left = column.slice(1);
    for (let k = 0; k < size; k++) {
      for (let t = 1; t < n; t++) left[t - 1] -= matrix[row][k] * columns[k][t - 1];
    }
    return left;
  });
  const transposed = matrix.map((_, i) => matrix.map((row, k) => (i === k ? 1 : 0) - row[i]));
  return { columns: residuals, recolour: (weights) => solve(transposed, weights) };
}

/** Row `i`: coefficients of column `i` on all columns one observation before. */
function autoregression(columns: readonly Float64Array[]): number[][] {
  const n = columns[0].length;
  // Unit columns: returns and their squares are of very different size.
  const scales = columns.map((column) => Math.sqrt(lagProduct(column, 0)) || 1);
  const product = (a: Float64Array, b: Float64Array, lag: number): number => {
    let total = 0;
    for (let t = 1; t < n; t++) total += a[t - 1 + lag] * b[t - 1];
    return total;
  };
  const gram = columns.map((a, i) => columns.map((b, k) => product(a, b, 0) / (scales[i] * scales[k])));
  return columns.map((column, i) => {
    const cross = columns.map((before, k) => product(column, before, 1) / (scales[i] * scales[k]));
    return solve(gram, cross).map((coefficient, k) => (coefficient * scales[i]) / scales[k]);
  });
}

/** Gauss-Jordan elimination with row pivots. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const size = right.length;
  const rows = matrix.map((row, i) => [...row, right[i]]);
  const largest = Math.max(...matrix.flat().map(Math.abs));
  const solution = new Array<number>(size).fill(0);
  const pivotOf: number[] = [];
  for (let column = 0; column < size; column++) {
    const top = pivotOf.length;
    let best = top;
    for (let i = top + 1; i < size; i++) if (Math.abs(rows[i][column]) > Math.abs(rows[best][column])) best = i;
    if (!(Math.abs(rows[best][column]) > NO_PIVOT * largest)) continue;
    [rows[top], rows[best]] = [rows[best], rows[top]];
    pivotOf.push(column);
    for (let i = 0; i < size; i++) {
      if (i === top) continue;
      const factor = rows[i][column] / rows[top][column];
      for (let k = column; k <= size; k++) rows[i][k] -= factor * rows[top][k];
    }
  }
  for (const [i, column] of pivotOf.entries()) solution[column] = rows[i][size] / rows[i][column];
  return solution;
}

/** The matrix with singular values above `most` set to it: `A V diag(min(1, most / s)) V'`, with `V` and `s^2` of `A'A`. */
function boundSingularValues(matrix: number[][], most: number): number[][] {
  const size = matrix.length;
  const { values, vectors } = symmetricEigen(
    matrix.map((_, i) => matrix.map((_, k) => matrix.reduce((total, row) => total + row[i] * row[k], 0))),
  );
  if (values.every((value) => value <= most * most)) return matrix;
  const factors = values.map((value) => Math.min(1, most / Math.sqrt(Math.max(0, value))));
  return matrix.map((row) => {
    const bounded = new Array<number>(size).fill(0);
    for (let j = 0; j < size; j++) {
      const along = factors[j] * row.reduce((total, value, k) => total + value * vectors[k][j], 0);
      for (let k = 0; k < size; k++) bounded[k] += along * vectors[k][j];
    }
    return bounded;
  });
}

/** Cyclic Jacobi rotations; eigenvectors are the columns of `vectors`. */
function symmetricEigen(matrix: number[][]): { values: number[]; vectors: number[][] } {
  const size = matrix.length;
  const a = matrix.map((row) => [...row]);
  const vectors: number[][] = matrix.map((_, i) => matrix.map((_, k) => (i === k ? 1 : 0)));
  for (let sweep = 0; sweep < 30; sweep++) {
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        if (a[p][q] === 0) continue;
        const theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        const tangent = Math.sign(theta || 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const cosine = 1 / Math.hypot(tangent, 1);
        const sine = tangent * cosine;
        for (let k = 0; k < size; k++) {
          [a[k][p], a[k][q]] = [cosine * a[k][p] - sine * a[k][q], sine * a[k][p] + cosine * a[k][q]];
        }
        for (let k = 0; k < size; k++) {
          [a[p][k], a[q][k]] = [cosine * a[p][k] - sine * a[q][k], sine * a[p][k] + cosine * a[q][k]];
          [vectors[k][p], vectors[k][q]] = [
            cosine * vectors[k][p] - sine * vectors[k][q],
            sine * vectors[k][p] + cosine * vectors[k][q],
          ];
        }
      }
    }
  }
  return { values: a.map((row, i) => row[i]), vectors };
}
