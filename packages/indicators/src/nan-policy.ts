import { checkWord } from './checks.ts';

/**
 * What a NaN after the first number does. Numbers missing at the start never count: the series has not begun yet.
 *
 * - `'window'`: a windowed value is NaN exactly while the gap is inside its window; a recursive one is NaN on the bar of the gap
 *   and goes on from where it was.
 * - `'poison'`: every value from the gap on is NaN (TA-Lib).
 * - `'throw'`: a `DataError` names the bar and the column.
 */
export type NanPolicy = 'window' | 'poison' | 'throw';

/** The option that every indicator has. */
export interface NanOptions {
  /** What a gap does. @defaultValue `'window'` */
  nan?: NanPolicy;
}

/** The policy, checked. */
export function nanPolicy(nan: NanPolicy = 'window'): NanPolicy {
  checkWord('nan', nan, ['window', 'poison', 'throw']);
  return nan;
}
