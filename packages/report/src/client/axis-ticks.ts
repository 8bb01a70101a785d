/** Axis ticks and their labels. Runs in the browser: must not refer to anything outside itself. */
export function axisTicks(): {
  linear(low: number, high: number, wanted: number): number[];
  log(low: number, high: number, wanted: number): number[];
  compact(value: number): string;
} {
  const linear = (low: number, high: number, wanted: number): number[] => {
    const raw = (high - low) / Math.max(1, wanted);
    if (!(raw > 0)) return [low];
    const power = 10 ** Math.floor(Math.log10(raw));
    const step = ([1, 2, 2.5, 5, 10].find((m) => m * power >= raw) ?? 10) * power;
    const ticks: number[] = [];
    for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) {
      ticks.push(Number((k * step).toPrecision(12)));
    }
    return ticks;
  };
  const log = (low: number, high: number, wanted: number): number[] => {
    // Over less than a decade, powers of ten say nothing; linear steps are still legible there.
    if (!(low > 0) || high / low < 8) return linear(low, high, wanted);
    const ticks: number[] = [];
    const multiples = high / low < 300 ? [1, 2, 5] : [1];
    for (let k = Math.floor(Math.log10(low)); k <= Math.log10(high); k++) {
      for (const m of multiples) {
        const tick = m * 10 ** k;
        if (tick >= low && tick <= high) ticks.push(tick);
      }
    }
    return ticks;
  };
  const compact = (value: number): string => {
    const size = Math.abs(value);
    const [unit, name] = size >= 1e9 ? [1e9, 'B'] : size >= 1e6 ? [1e6, 'M'] : size >= 1e4 ? [1e3, 'k'] : [1, ''];
    const text = Number((value / unit).toPrecision(5)).toString();
    return (text + name).replace('-', '\u2212');
  };
  return { linear, log, compact };
}
