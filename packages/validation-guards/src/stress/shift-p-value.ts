import { mean, type Rng } from '@quantblocks/core';

/**
 * Chance of regime means as far apart as they are if labels are shifted in time against the returns, around a circle.
 *
 * Runs of equal labels are shifted along the circle of returns; prefix sums make a shift cost one subtraction per run.
 *
 * @param labels - NaN where the regime is not known.
 * @param shifts - Random shifts; where there are no more shifts than that, each of them once.
 */
export function shiftPValue(returns: Float64Array, labels: Float64Array, shifts: number, rng: Rng): number {
  const n = returns.length;
  const centre = mean(returns);
  const prefix = new Float64Array(2 * n + 1);
  for (let i = 0; i < 2 * n; i++) prefix[i + 1] = prefix[i] + returns[i % n] - centre;
  const codes = new Map<number, number>();
  const runs: number[] = [];
  const sizes: number[] = [];
  for (let start = 0; start < n; ) {
    let end = start + 1;
    while (end < n && Object.is(labels[end], labels[start])) end++;
    if (!Number.isNaN(labels[start])) {
      const code = codes.get(labels[start]) ?? codes.size;
      codes.set(labels[start], code);
      runs.push(start, end, code);
      sizes[code] = (sizes[code] ?? 0) + end - start;
    }
    start = end;
  }
  const sums = new Float64Array(sizes.length);
  // Between-group sum of squares: sum over regimes of (sum of deviations)^2 / bars.
  const spread = (shift: number): number => {
    sums.fill(0);
    for (let run = 0; run < runs.length; run += 3) {
      sums[runs[run + 2]] += prefix[runs[run + 1] + shift] - prefix[runs[run] + shift];
    }
    let total = 0;
    for (let code = 0; code < sums.length; code++) total += (sums[code] * sums[code]) / sizes[code];
    return total;
  };
  // Differences of long running sums carry rounding: an equal spread must count as equal.
  const observed = spread(0) * (1 - 1e-9);
  const draws = Math.min(shifts, n - 1);
  let atLeast = 0;
  for (let draw = 0; draw < draws; draw++) {
    const shift = draws === n - 1 ? draw + 1 : 1 + rng.int(n - 1);
    if (spread(shift) >= observed) atLeast++;
  }
  return (1 + atLeast) / (draws + 1);
}
