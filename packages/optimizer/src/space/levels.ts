/** By dimension: the ascending values in [0, 1] that a coordinate may take, `null` if it is continuous. */
export type Levels = readonly (Float64Array | null)[];

/** Index of the level nearest to `u`, the lower one of two. */
export function nearestLevel(levels: Float64Array, u: number): number {
  let low = 0;
  let high = levels.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (u - levels[middle] <= levels[middle + 1] - u) high = middle;
    else low = middle + 1;
  }
  return low;
}
