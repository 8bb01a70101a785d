/** JSON has no NaN: unknown values are written as null. */
export function fromNumbers(values: ArrayLike<number>): (number | null)[] {
  return Array.from(values, (value) => (Number.isNaN(value) ? null : value));
}

/** Reads {@link fromNumbers}. */
export function toNumbers(values: readonly (number | null)[]): number[] {
  return values.map((value) => value ?? Number.NaN);
}
