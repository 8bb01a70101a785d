import { ParameterError } from '@quantblocks/core';

/** @throws a {@link ParameterError} if the option is not an integer of at least `least`. */
export function requireInteger(name: string, value: unknown, least: number): void {
  if (!(Number.isSafeInteger(value) && (value as number) >= least)) {
    throw new ParameterError(name, `an integer >= ${least}`, value);
  }
}
