import { mean } from '@quantblocks/core';

/** Each series less its mean, in place. */
export function centre(columns: Float64Array[]): void {
  for (const column of columns) {
    const average = mean(column);
    for (let t = 0; t < column.length; t++) column[t] -= average;
  }
}

/** Sums of products of all pairs of series over a divisor, as a full matrix. */
export function crossProducts(columns: readonly Float64Array[], divisor: number): Float64Array {
  const n = columns.length;
  const values = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) values[i * n + j] = values[j * n + i] = dot(columns[i], columns[j]) / divisor;
  }
  return values;
}

// Four sums, since one would make each addition wait for the last.
function dot(a: Float64Array, b: Float64Array): number {
  const n = a.length;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let t = 0;
  for (; t + 3 < n; t += 4) {
    s0 += a[t] * b[t];
    s1 += a[t + 1] * b[t + 1];
    s2 += a[t + 2] * b[t + 2];
    s3 += a[t + 3] * b[t + 3];
  }
  for (; t < n; t++) s0 += a[t] * b[t];
  return s0 + s1 + (s2 + s3);
}
