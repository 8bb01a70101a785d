/** Bars in which two states are both on, and in which at least one is. */
export function jointBars(a: Uint8Array, b: Uint8Array): { both: number; either: number } {
  let both = 0;
  let either = 0;
  for (let i = 0; i < a.length; i++) {
    both += a[i] & b[i];
    either += a[i] | b[i];
  }
  return { both, either };
}

/** Jaccard index of every two states, `|both| / |either|`; NaN for two that are never on. */
export function jaccardMatrix(states: readonly Uint8Array[]): Float64Array[] {
  return pairwise(states, (a, b) => {
    const { both, either } = jointBars(a, b);
    return both / either;
  });
}

/** A symmetric matrix from a function of two. */
export function pairwise<T>(items: readonly T[], measure: (a: T, b: T) => number): Float64Array[] {
  const matrix = items.map(() => new Float64Array(items.length));
  for (const [i, a] of items.entries()) {
    for (let j = 0; j <= i; j++) {
      const value = measure(items[j], a);
      matrix[i][j] = value;
      matrix[j][i] = value;
    }
  }
  return matrix;
}
