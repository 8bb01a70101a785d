/** Values of a formula: the same in any language, to the last digit or two. */
export function series(n: number, at: (i: number) => number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => at(i));
}

/** Park and Miller's generator, whose products are exact in doubles: resamples that another language draws as well. */
export function blocksOf(n: number, resamples: number, longest: number): number[][] {
  let state = 12345;
  const next = (): number => {
    state = (16807 * state) % 2147483647;
    return state / 2147483647;
  };
  return Array.from({ length: resamples }, () => {
    const row: number[] = [];
    while (row.length < n) {
      const start = Math.floor(next() * n);
      const length = 1 + Math.floor(next() * longest);
      for (let k = 0; k < length; k++) row.push((start + k) % n);
    }
    return row.slice(0, n);
  });
}
