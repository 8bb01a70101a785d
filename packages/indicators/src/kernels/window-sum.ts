/** Running sums are taken afresh where `index & RESUM === 0`, so that one huge value cannot spoil them for good. */
export const RESUM = 1023;

/**
 * Whether a value that leaves a running sum was so large that what is left lacks digits: the sum is then taken afresh at once.
 * A factor of 2^16 keeps 37 of 53 bits.
 */
export function dwarfs(leaving: number, sum: number): boolean {
  return Math.abs(leaving) > 65536 * Math.abs(sum);
}

/** `sums[i]` = sum of the last `period` values up to `x[i]`, or of all so far, over `divisor`. Returns NaN if any value is. */
export function windowSum(x: Float64Array, period: number, divisor: number, sums: Float64Array): number {
  const n = x.length;
  let check = 0;
  for (let i = 0; i < n; ) {
    let sum = 0;
    for (let j = Math.max(0, i - period + 1); j <= i; j++) sum += x[j];
    const end = Math.min((i | RESUM) + 1, n);
    sums[i++] = sum / divisor;
    for (; i < end && i < period; i++) {
      sum += x[i];
      sums[i] = sum / divisor;
    }
    for (; i < end; i++) {
      sum += x[i] - x[i - period];
      if (dwarfs(x[i - period], sum)) break;
      sums[i] = sum / divisor;
    }
    check += sum;
  }
  return check;
}
