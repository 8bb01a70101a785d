/**
 * Kernels over gap-free series from `start` on. Van Herk and Gil-Werman: the window that ends in a block is the end of the
 * block before (`tail`: maxima taken backwards) and the beginning of this one (a running maximum).
 */

/** Maximum of the last `w` values; `out` must not share memory with `x`. */
export function slidingMax(x: Float64Array, start: number, w: number, out: Float64Array): Float64Array {
  const n = x.length;
  const tail = new Float64Array(w + 1).fill(Number.NEGATIVE_INFINITY);
  for (let block = start; block < n; block += w) {
    const end = Math.min(block + w, n);
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
  return out.fill(Number.NaN, 0, Math.min(start + w - 1, n));
}

/** Minimum of the last `w` values; `out` must not share memory with `x`. */
export function slidingMin(x: Float64Array, start: number, w: number, out: Float64Array): Float64Array {
  const n = x.length;
  const tail = new Float64Array(w + 1).fill(Number.POSITIVE_INFINITY);
  for (let block = start; block < n; block += w) {
    const end = Math.min(block + w, n);
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
  return out.fill(Number.NaN, 0, Math.min(start + w - 1, n));
}

/** Half the sum of {@link slidingMax} of `high` and {@link slidingMin} of `low` in one pass. */
export function slidingMiddle(
  high: Float64Array,
  low: Float64Array,
  start: number,
  w: number,
  out: Float64Array,
): Float64Array {
  const n = high.length;
  const tailHigh = new Float64Array(w + 1).fill(Number.NEGATIVE_INFINITY);
  const tailLow = new Float64Array(w + 1).fill(Number.POSITIVE_INFINITY);
  for (let block = start; block < n; block += w) {
    const end = Math.min(block + w, n);
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
  return out.fill(Number.NaN, 0, Math.min(start + w - 1, n));
}
