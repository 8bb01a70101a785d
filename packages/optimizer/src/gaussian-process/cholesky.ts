/*
 * Dense factorisations of up to a few hundred rows, in place over row-major arrays, four rows or columns at a time so that a
 * value once loaded is used four times. Our own because a fit is made of little else: at 200 rows factor and inverse take
 * 3 ms here and 50 ms in ml-matrix (the factor alone 0.9 and 4.3 ms), and a fit needs them thirty times.
 */

/**
 * Replaces the lower triangle of a symmetric positive definite matrix by its Cholesky factor. The upper triangle is neither
 * read nor written.
 *
 * @returns Whether the matrix is positive definite; if not, its lower triangle is spoilt.
 */
export function factorise(a: Float64Array, n: number): boolean {
  for (let j = 0; j < n; j++) {
    const rowJ = j * n;
    let pivot = a[rowJ + j];
    for (let k = 0; k < j; k++) pivot -= a[rowJ + k] * a[rowJ + k];
    if (!(pivot > 0 && pivot < Number.POSITIVE_INFINITY)) return false;
    const root = Math.sqrt(pivot);
    a[rowJ + j] = root;
    let i = j + 1;
    for (; i + 3 < n; i += 4) {
      const r0 = i * n;
      const r1 = r0 + n;
      const r2 = r1 + n;
      const r3 = r2 + n;
      let s0 = a[r0 + j];
      let s1 = a[r1 + j];
      let s2 = a[r2 + j];
      let s3 = a[r3 + j];
      for (let k = 0; k < j; k++) {
        const x = a[rowJ + k];
        s0 -= a[r0 + k] * x;
        s1 -= a[r1 + k] * x;
        s2 -= a[r2 + k] * x;
        s3 -= a[r3 + k] * x;
      }
      a[r0 + j] = s0 / root;
      a[r1 + j] = s1 / root;
      a[r2 + j] = s2 / root;
      a[r3 + j] = s3 / root;
    }
    for (; i < n; i++) {
      const row = i * n;
      let s = a[row + j];
      for (let k = 0; k < j; k++) s -= a[row + k] * a[rowJ + k];
      a[row + j] = s / root;
    }
  }
  return true;
}

/** Writes the inverse of the lower triangular `factor` into `out`, zeros above its diagonal. */
export function invertFactor(factor: Float64Array, n: number, out: Float64Array): void {
  out.fill(0, 0, n * n);
  for (let i = 0; i < n; i++) {
    const row = i * n;
    let k = 0;
    // Row i of the inverse is a combination of the rows above it; their zeros make blocks of four rows safe.
    for (; k + 3 < i; k += 4) addFourRows(out, row, k + 4, out, k * n, n, factor, row + k, 1);
    for (; k < i; k++) {
      const x = factor[row + k];
      for (let j = 0; j <= k; j++) out[row + j] += x * out[k * n + j];
    }
    const scale = 1 / factor[row + i];
    for (let j = 0; j < i; j++) out[row + j] *= -scale;
    out[row + i] = scale;
  }
}

/** Writes the lower triangle of the inverse of the whole matrix, `inverseFactor' * inverseFactor`, into `out`. */
export function invertFromFactor(inverseFactor: Float64Array, n: number, out: Float64Array): void {
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let j = 0; j <= i; j++) out[row + j] = 0;
    let k = i;
    for (; k + 3 < n; k += 4) addFourRows(out, row, i + 1, inverseFactor, k * n, n, inverseFactor, k * n + i, n);
    for (; k < n; k++) {
      const x = inverseFactor[k * n + i];
      for (let j = 0; j <= i; j++) out[row + j] += x * inverseFactor[k * n + j];
    }
  }
}

/** Adds to `length` values of `out` four rows of `source`, n apart, each times a coefficient. */
function addFourRows(
  out: Float64Array,
  at: number,
  length: number,
  source: Float64Array,
  from: number,
  n: number,
  coefficients: Float64Array,
  first: number,
  stride: number,
): void {
  const c0 = coefficients[first];
  const c1 = coefficients[first + stride];
  const c2 = coefficients[first + 2 * stride];
  const c3 = coefficients[first + 3 * stride];
  const r1 = from + n;
  const r2 = r1 + n;
  const r3 = r2 + n;
  for (let j = 0; j < length; j++) {
    out[at + j] += c0 * source[from + j] + c1 * source[r1 + j] + c2 * source[r2 + j] + c3 * source[r3 + j];
  }
}
