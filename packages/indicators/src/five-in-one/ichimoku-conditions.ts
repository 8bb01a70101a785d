/**
 * The three lists of conditions, on arrays and the positions of this bar, the last one, and the ones `near` and `far` back:
 * the batch passes bar numbers, the stream ring slots. Ordered so that the ones that fail most often come first.
 */

/** All 13 bullish conditions. */
export function isBull(
  c: number,
  t: Float64Array,
  k: Float64Array,
  a: Float64Array,
  b: Float64Array,
  now: number,
  last: number,
  near: number,
  far: number,
): boolean {
  return (
    c > t[now] &&
    t[now] > t[last] &&
    k[now] > k[last] &&
    b[now] > b[last] &&
    a[now] > a[last] &&
    a[now] > b[now] &&
    c > k[now] &&
    c > a[near] &&
    c > b[near] &&
    c > a[far] &&
    c > b[far] &&
    c > k[near] &&
    c > t[near]
  );
}

/** The 3 bearish conditions. */
export function isBearLight(c: number, a: Float64Array, b: Float64Array, now: number, near: number): boolean {
  return c < b[now] && c < a[near] && c < b[near];
}

/** All 17 bearish conditions. */
export function isBearStrict(
  c: number,
  t: Float64Array,
  k: Float64Array,
  a: Float64Array,
  b: Float64Array,
  now: number,
  last: number,
  near: number,
  far: number,
): boolean {
  return (
    c < t[now] &&
    t[now] < t[last] &&
    k[now] < k[last] &&
    b[now] < b[last] &&
    a[now] < a[last] &&
    a[now] < b[now] &&
    c < k[now] &&
    c < a[near] &&
    c < b[near] &&
    k[now] < a[near] &&
    k[now] < b[near] &&
    t[now] < a[near] &&
    t[now] < b[near] &&
    c < a[far] &&
    c < b[far] &&
    c < k[near] &&
    c < t[near]
  );
}
