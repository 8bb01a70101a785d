/**
 * The value that more than half of the entries share, if there is one.
 *
 * @see R. S. Boyer, J. S. Moore, "MJRTY: a fast majority vote algorithm" (1981).
 */
export function majority(length: number, valueAt: (i: number) => number): number | undefined {
  let candidate = Number.NaN;
  let lead = 0;
  for (let i = 0; i < length; i++) {
    const value = valueAt(i);
    if (lead === 0) {
      candidate = value;
      lead = 1;
    } else lead += value === candidate ? 1 : -1;
  }
  let votes = 0;
  for (let i = 0; i < length; i++) if (valueAt(i) === candidate) votes++;
  return 2 * votes > length ? candidate : undefined;
}

/** Lower median of the positive steps between neighbours of a series in any state, or undefined if there is none. */
export function commonStep(time: ArrayLike<number>): number | undefined {
  const length = Math.max(0, time.length - 1);
  const step = (i: number): number => time[i + 1] - time[i];
  const common = majority(length, step);
  if (common !== undefined && common > 0 && common < Number.POSITIVE_INFINITY) return common;
  const steps = Float64Array.from({ length }, (_, i) => step(i)).filter(
    (ms) => ms > 0 && ms < Number.POSITIVE_INFINITY,
  );
  return steps.length === 0 ? undefined : steps.sort()[(steps.length - 1) >> 1];
}
