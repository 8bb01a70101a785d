/**
 * Extremes of sliding windows after van Herk and Gil-Werman: the series is cut into blocks as long as the window, so that a window
 * is the end of one block (`tail`: extremes taken backwards from its end) and the beginning of the next (a running extreme).
 * Three comparisons per bar, whatever the window and the data. Before the window is full: the extreme of all values so far.
 * Outputs share no memory with inputs.
 */

/** Maximum of the last `period` values. */
export function slidingMax(x: Float64Array, period: number, out: Float64Array): void {
  const n = x.length;
  const tail = new Float64Array(Math.min(period, n) + 1).fill(Number.NEGATIVE_INFINITY);
  for (let block = 0; block < n; block += period) {
    const end = Math.min(block + period, n);
    let max = Number.NEGATIVE_INFINITY;
    for (let i = block, t = 1; i < end; i++, t++) {
      const value = x[i];
      if (value > max) max = value;
      let highest = tail[t];
      if (max > highest) highest = max;
      out[i] = highest;
    }
    max = Number.NEGATIVE_INFINITY;
    for (let i = end - 1, t = end - 1 - block; t > 0; i--, t--) {
      const value = x[i];
      if (value > max) max = value;
      tail[t] = max;
    }
  }
}

/** Minimum of the last `period` values. */
export function slidingMin(x: Float64Array, period: number, out: Float64Array): void {
  const n = x.length;
  const tail = new Float64Array(Math.min(period, n) + 1).fill(Number.POSITIVE_INFINITY);
  for (let block = 0; block < n; block += period) {
    const end = Math.min(block + period, n);
    let min = Number.POSITIVE_INFINITY;
    for (let i = block, t = 1; i < end; i++, t++) {
      const value = x[i];
      if (value < min) min = value;
      let lowest = tail[t];
      if (min < lowest) lowest = min;
      out[i] = lowest;
    }
    min = Number.POSITIVE_INFINITY;
    for (let i = end - 1, t = end - 1 - block; t > 0; i--, t--) {
      const value = x[i];
      if (value < min) min = value;
      tail[t] = min;
    }
  }
}

/** {@link slidingMax} of `high` and {@link slidingMin} of `low` in one pass. */
export function slidingRange(
  high: Float64Array,
  low: Float64Array,
  period: number,
  upper: Float64Array,
  lower: Float64Array,
): void {
  const n = high.length;
  const tailHigh = new Float64Array(Math.min(period, n) + 1).fill(Number.NEGATIVE_INFINITY);
  const tailLow = new Float64Array(Math.min(period, n) + 1).fill(Number.POSITIVE_INFINITY);
  for (let block = 0; block < n; block += period) {
    const end = Math.min(block + period, n);
    let max = Number.NEGATIVE_INFINITY;
    let min = Number.POSITIVE_INFINITY;
    for (let i = block, t = 1; i < end; i++, t++) {
      const h = high[i];
      const l = low[i];
      if (h > max) max = h;
      if (l < min) min = l;
      let highest = tailHigh[t];
      let lowest = tailLow[t];
      if (max > highest) highest = max;
      if (min < lowest) lowest = min;
      upper[i] = highest;
      lower[i] = lowest;
    }
    max = Number.NEGATIVE_INFINITY;
    min = Number.POSITIVE_INFINITY;
    for (let i = end - 1, t = end - 1 - block; t > 0; i--, t--) {
      const h = high[i];
      const l = low[i];
      if (h > max) max = h;
      if (l < min) min = l;
      tailHigh[t] = max;
      tailLow[t] = min;
    }
  }
}

/** Half the sum of the two series of {@link slidingRange}, in one pass. */
export function slidingMiddle(high: Float64Array, low: Float64Array, period: number, out: Float64Array): void {
  const n = high.length;
  const tailHigh = new Float64Array(Math.min(period, n) + 1).fill(Number.NEGATIVE_INFINITY);
  const tailLow = new Float64Array(Math.min(period, n) + 1).fill(Number.POSITIVE_INFINITY);
  for (let block = 0; block < n; block += period) {
    const end = Math.min(block + period, n);
    let max = Number.NEGATIVE_INFINITY;
    let min = Number.POSITIVE_INFINITY;
    for (let i = block, t = 1; i < end; i++, t++) {
      const h = high[i];
      const l = low[i];
      if (h > max) max = h;
      if (l < min) min = l;
      let highest = tailHigh[t];
      let lowest = tailLow[t];
      if (max > highest) highest = max;
      if (min < lowest) lowest = min;
      out[i] = (highest + lowest) / 2;
    }
    max = Number.NEGATIVE_INFINITY;
    min = Number.POSITIVE_INFINITY;
    for (let i = end - 1, t = end - 1 - block; t > 0; i--, t--) {
      const h = high[i];
      const l = low[i];
      if (h > max) max = h;
      if (l < min) min = l;
      tailHigh[t] = max;
      tailLow[t] = min;
    }
  }
}
