/** Squared difference of two coordinates; of categorical ones 1 if they differ: their codes have no order. */
export function squaredDifference(a: number, b: number, isCategorical: boolean): number {
  if (isCategorical) return a === b ? 0 : 1;
  return (a - b) * (a - b);
}
