import fc from 'fast-check';

/** Up to 25 points with losses 0 .. 6: few enough values for many ties and equal points. */
export function lossRows(objectives: number, maxLength = 25): fc.Arbitrary<number[][]> {
  const row = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: objectives, maxLength: objectives });
  return fc.array(row, { maxLength });
}

/** The same rows in another order, and for each new place the old one. */
export function reordered<T>(rows: readonly T[], seed: number): { rows: T[]; from: number[] } {
  const from = rows.map((_, i) => i).sort((a, b) => ((a * 7919 + seed) % 101) - ((b * 7919 + seed) % 101));
  return { rows: from.map((i) => rows[i]), from };
}

export function isDominated(point: readonly number[], other: readonly number[]): boolean {
  return other.every((loss, j) => loss <= point[j]) && other.some((loss, j) => loss < point[j]);
}
