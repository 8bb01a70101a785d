import { windowSum } from './window-sum.ts';

/**
 * Place of the close between the lowest low and the highest high of the last `period` bars, 0 .. 100; 50 where they are at most `flat`
 * apart. Van Herk and Gil-Werman for both at once: the window is the end of the last block (its extremes taken backwards, `tail`)
 * and the beginning of this one (running extremes).
 */
export function rangePosition(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
  flat: number,
  y: Float64Array,
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
      y[i] = position(highest, lowest, close[i], flat);
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

/** One bar of {@link rangePosition}. */
export function position(highest: number, lowest: number, close: number, flat: number): number {
  const range = highest - lowest;
  return range > flat ? (100 * (close - lowest)) / range : 50;
}

/** Mean of the last `slowing` values of `raw` from bar `first` on, and mean of the last `signal` of those means. */
export function smoothTwice(
  raw: Float64Array,
  first: number,
  slowing: number,
  signal: number,
  k: Float64Array,
  d: Float64Array,
): void {
  windowSum(raw.subarray(first), slowing, slowing, k.subarray(first));
  const firstK = first + slowing - 1;
  windowSum(k.subarray(firstK), signal, signal, d.subarray(firstK));
}
