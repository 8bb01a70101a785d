/** Mean position in a window, and the sum of squared distances of the positions from it. */
export function positions(period: number): { middle: number; spread: number } {
  return { middle: (period - 1) / 2, spread: (period * (period * period - 1)) / 12 };
}

/**
 * Least-squares line through the last `period` values, defined from bar `period - 1`: its value at the last bar, its slope per bar,
 * and its value at the oldest bar of the window.
 *
 * The series is cut into blocks of `period` bars. A window is the end of the last block, whose sums are taken from its end backwards
 * and wait in the outputs, and the beginning of this block, whose sums run along. Nothing is ever taken out of a sum, so no error grows
 * and a spike is gone with its bar. All sums are of distances from the first value of this block, which every window that ends in the
 * block contains: where all values are equal the distances are exactly 0. Returns NaN if any value is.
 */
export function movingRegression(
  x: Float64Array,
  period: number,
  value: Float64Array,
  slope: Float64Array,
  intercept: Float64Array,
): number {
  const n = x.length;
  const { middle, spread } = positions(period);
  const share = 1 / period;
  let check = 0;
  for (let start = 0; start < n; start += period) {
    const end = Math.min(start + period, n);
    const center = x[start];
    // `weighted` is a sum with weights that fall from the newest value on: 0 for the newest of a block, or 0 for the oldest of a tail.
    let sum = 0;
    let weighted = 0;
    if (start === 0) {
      value.fill(0, 0, end);
      slope.fill(0, 0, end);
    } else {
      for (let i = start + period - 1; i >= end; i--) {
        weighted += sum;
        sum += x[i - period] - center;
      }
      for (let i = end - 1; i >= start; i--) {
        value[i] = sum;
        slope[i] = weighted - middle * sum;
        weighted += sum;
        sum += x[i - period] - center;
      }
    }
    sum = 0;
    weighted = 0;
    for (let i = start; i < end; i++) {
      weighted += sum;
      sum += x[i] - center;
      const tilt = (slope[i] + (middle * sum - weighted)) / spread;
      const mean = center + (value[i] + sum) * share;
      const rise = middle * tilt;
      value[i] = mean + rise;
      slope[i] = tilt;
      intercept[i] = mean - rise;
    }
    check += sum;
  }
  return check;
}
