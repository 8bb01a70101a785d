/** Round tick values covering `[low, high]`, about `wanted` of them. */
export function niceTicks(low: number, high: number, wanted: number): number[] {
  // A range of a few rounding errors has no round values in it: as if it were a point.
  const isWide = high - low > 1e-9 * Math.max(Math.abs(low), Math.abs(high));
  const span = (isWide && high - low) || Math.abs(high) || 1;
  const raw = span / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 2.5, 5, 10].find((m) => m * power >= raw) ?? 10) * power;
  const ticks: number[] = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) ticks.push(k * step + 0);
  return ticks;
}

/** Linear map from a domain to pixels, rounded to tenths so that the markup stays short. */
export function linear(domain: readonly [number, number], range: readonly [number, number]): (value: number) => number {
  const slope = (range[1] - range[0]) / (domain[1] - domain[0] || 1);
  return (value) => Math.round((range[0] + (value - domain[0]) * slope) * 10) / 10;
}
