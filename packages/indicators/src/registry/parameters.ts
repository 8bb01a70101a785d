import { MAX_PERIOD } from '../checks.ts';
import type { Parameter } from './entry.ts';

/** A length in bars. */
export function bars(
  defaultValue: number,
  search: readonly [number, number],
  description = 'bars in the window',
  min = 1,
): Parameter {
  return { type: 'int', min, max: MAX_PERIOD, default: defaultValue, search, scale: 'log', description };
}

/** A real number. */
export function number(
  defaultValue: number,
  [min, max]: readonly [number, number],
  search: readonly [number, number],
  description: string,
): Parameter {
  return { type: 'float', min, max, default: defaultValue, search, description };
}

/** One of several words; the first one is the default. */
export function choice(values: readonly (string | boolean)[], description: string): Parameter {
  return { type: 'choice', values, default: values[0], description };
}

/** Bars until a weight `1 - alpha` per bar has shrunk the past to `10^-digits`. */
export function decay(alpha: number, digits: number): number {
  return alpha >= 1 ? 0 : (-digits * Math.LN10) / Math.log1p(-alpha);
}

/** {@link decay} of an EMA. */
export function emaMemory(period: number, digits: number): number {
  return decay(2 / (period + 1), digits);
}

/** {@link decay} of Wilder's average. */
export function rmaMemory(period: number, digits: number): number {
  return decay(1 / period, digits);
}
