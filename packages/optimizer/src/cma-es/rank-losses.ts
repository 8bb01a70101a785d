/** Indices of the losses, the lowest first; of equal ones the earlier first, NaN as if it were +Infinity. */
export function rankLosses(losses: ArrayLike<number>): Uint32Array {
  const key = (i: number): number => (Number.isNaN(losses[i]) ? Number.POSITIVE_INFINITY : losses[i]);
  return Uint32Array.from({ length: losses.length }, (_, i) => i).sort((a, b) => {
    const x = key(a);
    const y = key(b);
    return x < y ? -1 : x > y ? 1 : a - b;
  });
}
