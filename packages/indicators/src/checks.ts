import { ParameterError } from '@quantblocks/core';

/** Longest window: more bars than any series here has. */
export const MAX_PERIOD: number = 1 << 24;

/** Throws a {@link ParameterError} unless `value` is an integer in `min .. max`. */
export function checkInteger(name: string, value: number, min: number, max: number = MAX_PERIOD): void {
  if (!(Number.isInteger(value) && value >= min && value <= max)) {
    throw new ParameterError(name, `an integer in ${min} .. ${max}`, value);
  }
}

/** Throws a {@link ParameterError} unless `value` is a finite number in `min .. max`. */
export function checkNumber(name: string, value: number, min: number, max: number = Number.MAX_VALUE): void {
  if (!(typeof value === 'number' && value >= min && value <= max)) {
    throw new ParameterError(name, `a number in ${min} .. ${max}`, value);
  }
}

/** Throws a {@link ParameterError} unless `value` is one of the words. */
export function checkWord<Word extends string | boolean>(name: string, value: Word, words: readonly Word[]): void {
  if (!words.includes(value))
    throw new ParameterError(name, words.map((word) => JSON.stringify(word)).join(' or '), value);
}
