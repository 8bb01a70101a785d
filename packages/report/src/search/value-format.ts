import { formatNumber } from '../format.ts';

/**
 * Four significant digits, whole numbers as they are, powers of ten for the very small and large: `1,234`, `0.01235`, `3e−5`.
 *
 * @param spread - Width of the range the value is compared in: more digits where it is narrow. @defaultValue none
 */
export function formatValue(value: number, spread = 0): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || size === 0) return formatNumber(value, 0);
  const power = Math.floor(Math.log10(size));
  const digits = spread > 0 ? Math.min(12, Math.max(3, power - Math.floor(Math.log10(spread)) + 2)) : 3;
  if (size < 1e-3 || size >= 1e9) return scientific(value, digits);
  if (Number.isInteger(value)) return formatNumber(value, 0);
  const text = formatNumber(value, Math.max(0, digits - power));
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** A parameter's value as its user writes it: {@link formatValue} without commas, since 2018 may be a year. */
export function formatParameter(value: string | number | boolean | undefined): string {
  if (value === undefined) return formatNumber(Number.NaN);
  return typeof value === 'number' ? formatValue(value).replaceAll(',', '') : String(value);
}

/** Labels of evenly spaced ticks, with just the digits that tell them apart. */
export function formatTicks(ticks: readonly number[]): string[] {
  const step = ticks.length > 1 ? ticks[1] - ticks[0] : Math.abs(ticks[0]) || 1;
  const largest = Math.max(...ticks.map(Math.abs));
  if (largest >= 1e6 || step < 1e-4) {
    const digits = Math.min(12, Math.ceil(Math.log10(largest / step) - 1e-9) + 1);
    return ticks.map((tick) => (tick === 0 ? '0' : scientific(tick, digits)));
  }
  let digits = 0;
  while (digits < 6 && Math.abs(Math.round(step * 10 ** digits) / 10 ** digits - step) > step * 1e-6) digits++;
  return ticks.map((tick) => formatNumber(tick, digits));
}

function scientific(value: number, digits: number): string {
  const [mantissa, power] = value.toExponential(digits).split('e');
  const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  return `${short}e${power.replace('+', '')}`.replaceAll('-', '\u2212');
}
