import { RESUM } from './window-sum.ts';

/**
 * Mean and variance of the last `period` values, defined from bar `period - 1`.
 *
 * The sums of the distances from a centre and of their squares slide along. They are taken afresh, from the mean of the window as the new
 * centre, where `index & RESUM === 0`, and where the spread has become {@link LOSS} of the largest sum of squares since: values have
 * drifted far from the centre, or an outlier has left, and too many digits would be lost. So the variance keeps about eleven digits whatever
 * happens, and is exactly 0 where all values are equal: there no digits would be left.
 *
 * @param divisor - `period` for the variance of a population, `period - 1` for that of a sample.
 * @param mean - May be `variance` itself: then the variance remains.
 */
export function movingMoments(
  x: Float64Array,
  period: number,
  divisor: number,
  mean: Float64Array,
  variance: Float64Array,
): void {
  const n = x.length;
  const share = 1 / period;
  const weight = 1 / divisor;
  // A local copy: the loop would read the module's every time.
  const loss = LOSS;
  const fresh = new Float64Array(MOMENTS);
  for (let i = 0; i < n; ) {
    momentsAfresh(x, -1, Math.max(0, i - period + 1), i, fresh, 0);
    const center = fresh[0];
    let sum = fresh[1];
    let squares = fresh[2];
    let spread = squares - sum * sum * share;
    let peak = squares;
    mean[i] = center + sum * share;
    variance[i] = spread > 0 ? spread * weight : 0;
    const end = Math.min((i | RESUM) + 1, n);
    for (i++; i < end; i++) {
      const value = x[i];
      const old = i < period ? center : x[i - period];
      const change = value - old;
      sum += change;
      squares += change * (value - center + (old - center));
      spread = squares - sum * sum * share;
      if (squares > peak) peak = squares;
      if (spread < loss * peak) break;
      mean[i] = center + sum * share;
      variance[i] = spread > 0 ? spread * weight : 0;
    }
  }
}

/** Share of the sum of squares below which the spread around the mean is not to be computed from it. */
export const LOSS = 0.001;

/** Numbers that {@link momentsAfresh} writes. */
export const MOMENTS = 3;

/**
 * Writes the mean of the values in slots `start & mask .. end & mask`, and the sums of the distances from it and of their squares, to
 * `into[at ..]`. The mean is found from the last value, so that it is exact for equal ones.
 */
export function momentsAfresh(
  values: Float64Array,
  mask: number,
  start: number,
  end: number,
  into: Float64Array,
  at: number,
): void {
  const last = values[end & mask];
  let sum = 0;
  for (let i = start; i < end; i++) sum += values[i & mask] - last;
  const center = last + sum / (end - start + 1);
  sum = 0;
  let squares = 0;
  for (let i = start; i <= end; i++) {
    const distance = values[i & mask] - center;
    sum += distance;
    squares += distance * distance;
  }
  into[at] = center;
  into[at + 1] = sum;
  into[at + 2] = squares;
}
