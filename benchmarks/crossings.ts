/** Rolling mean by a running sum; NaN until the window is full. */
export function movingAverage(values: Float64Array, period: number): Float64Array {
  const out = new Float64Array(values.length).fill(Number.NaN);
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    total += values[i];
    if (i >= period) total -= values[i - period];
    if (i >= period - 1) out[i] = total / period;
  }
  return out;
}

/**
 * +1 on the bar that closes with `fast` newly above `slow`, -1 where it no longer is, written into `signal`. The first bar on which
 * both are defined only says on which side they start.
 */
export function crossings(fast: Float64Array, slow: Float64Array, signal: Int8Array): Int8Array {
  const n = fast.length;
  let start = 0;
  while (start < n && Number.isNaN(fast[start] - slow[start])) signal[start++] = 0;
  let was = fast[start] > slow[start] ? 1 : 0;
  for (let i = start; i < n; i++) {
    const is = fast[i] > slow[i] ? 1 : 0;
    signal[i] = is - was;
    was = is;
  }
  return signal;
}
