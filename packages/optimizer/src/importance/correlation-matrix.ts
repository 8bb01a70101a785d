/** Bars of all series that are multiplied while they are in the cache. */
const BARS = 512;

/**
 * Correlations of series with each other, row by row.
 *
 * @param series - Of equal length, none constant.
 */
export function correlationMatrix(series: readonly Float64Array[]): Float64Array {
  const n = series.length;
  const unit = series.map(standardised);
  const matrix = new Float64Array(n * n);
  for (let start = 0; start < unit[0].length; start += BARS) {
    const part = unit.map((values) => values.subarray(start, start + BARS));
    for (let i = 0; i < n; i += 2) {
      for (let j = 0; j <= i; j += 4) addProducts(part, i, j, matrix);
    }
  }
  for (let i = 0; i < n; i++) {
    matrix[i * n + i] = 1;
    for (let j = 0; j < i; j++) {
      matrix[i * n + j] = Math.min(1, Math.max(-1, matrix[i * n + j]));
      matrix[j * n + i] = matrix[i * n + j];
    }
  }
  return matrix;
}

// Two rows times four columns at once: eight products for six loads. What lies beyond the last row is not kept.
function addProducts(part: readonly Float64Array[], i: number, j: number, matrix: Float64Array): void {
  const n = part.length;
  const last = n - 1;
  const a0 = part[i];
  const a1 = part[Math.min(i + 1, last)];
  const b0 = part[j];
  const b1 = part[Math.min(j + 1, last)];
  const b2 = part[Math.min(j + 2, last)];
  const b3 = part[Math.min(j + 3, last)];
  let s00 = 0;
  let s01 = 0;
  let s02 = 0;
  let s03 = 0;
  let s10 = 0;
  let s11 = 0;
  let s12 = 0;
  let s13 = 0;
  for (let t = 0; t < a0.length; t++) {
    const x = a0[t];
    const y = a1[t];
    const p = b0[t];
    const q = b1[t];
    const r = b2[t];
    const s = b3[t];
    s00 += x * p;
    s01 += x * q;
    s02 += x * r;
    s03 += x * s;
    s10 += y * p;
    s11 += y * q;
    s12 += y * r;
    s13 += y * s;
  }
  const row = i * n + j;
  const kept = Math.min(4, n - j);
  matrix[row] += s00;
  if (kept > 1) matrix[row + 1] += s01;
  if (kept > 2) matrix[row + 2] += s02;
  if (kept > 3) matrix[row + 3] += s03;
  if (i === last) return;
  matrix[row + n] += s10;
  if (kept > 1) matrix[row + n + 1] += s11;
  if (kept > 2) matrix[row + n + 2] += s12;
  if (kept > 3) matrix[row + n + 3] += s13;
}

/** Less its mean, and of length 1. */
function standardised(series: Float64Array): Float64Array {
  const n = series.length;
  const unit = new Float64Array(n);
  let mean = 0;
  for (let t = 0; t < n; t++) mean += series[t] / n;
  let largest = 0;
  for (let t = 0; t < n; t++) {
    unit[t] = series[t] - mean;
    largest = Math.max(largest, Math.abs(unit[t]));
  }
  // Scaled first: squares of tiny returns would vanish.
  let squares = 0;
  for (let t = 0; t < n; t++) squares += (unit[t] / largest) ** 2;
  const length = largest * Math.sqrt(squares);
  for (let t = 0; t < n; t++) unit[t] /= length;
  return unit;
}
