/** One fall from a peak, from the last bar at the peak until equity is back at it. */
export interface DrawdownEpisode {
  /** Last bar at the old peak; `-1` = the starting capital. */
  readonly peak: number;
  readonly trough: number;
  /** First bar back at the old peak; `-1` if never. */
  readonly recovery: number;
  /** Non-positive fraction. */
  readonly depth: number;
}

/** Equity at each close as a non-positive fraction of the highest value so far, the starting capital included. */
export function underwater(equity: ArrayLike<number>, initialCapital: number): Float64Array {
  const out = new Float64Array(equity.length);
  let peak = initialCapital;
  for (let i = 0; i < out.length; i++) {
    if (equity[i] > peak) peak = equity[i];
    out[i] = equity[i] / peak - 1;
  }
  return out;
}

/** All falls from a peak, deepest first. */
export function drawdownEpisodes(equity: ArrayLike<number>, initialCapital: number): DrawdownEpisode[] {
  const episodes: DrawdownEpisode[] = [];
  let peakValue = initialCapital;
  let peak = -1;
  let trough = -1;
  let depth = 0;
  const close = (recovery: number): void => {
    if (depth < 0) episodes.push({ peak, trough, recovery, depth });
    depth = 0;
  };
  for (let i = 0; i < equity.length; i++) {
    const fall = equity[i] / peakValue - 1;
    if (fall >= 0) {
      close(i);
      peakValue = equity[i];
      peak = i;
    } else if (fall < depth) {
      depth = fall;
      trough = i;
    }
  }
  close(-1);
  return episodes.sort((a, b) => a.depth - b.depth || a.peak - b.peak);
}
