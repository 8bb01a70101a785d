/** Running sums are taken afresh where `index & RESUM === 0`, so that one huge value cannot spoil them for good. */
export const RESUM = 1023;

/** `sums[i]` = sum of the last `period` values up to `x[i]`, or of all so far, over `divisor`. Returns NaN if any value is. */
export function windowSum(x: Float64Array, period: number, divisor: number, sums: Float64Array): number {
  const n = x.length;
  let check = 0;
  for (let i = 0; i < n; ) {
    let sum = 0;
    for (let j = Math.max(0, i - period + 1); j <= i; j++) sum += x[j];
    sums[i++] = sum / divisor;
    const end = Math.min((i | RESUM) + 1, n);
    for (; i < end && i < period; i++) {
      sum += x[i];
      sums[i] = sum / divisor;
    }
    for (; i < end; i++) {
      sum += x[i] - x[i - period];
      sums[i] = sum / divisor;
    }
    check += sum;
  }
  return check;
}
