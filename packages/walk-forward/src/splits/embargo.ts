import { ParameterError } from '@quantblocks/core';
import { requireInteger } from './checks.ts';

/** A number of bars, or a share of all bars, rounded down. */
export type Embargo = number | { readonly fraction: number };

/** The embargo in bars of a series of `length` bars. */
export function embargoBars(embargo: Embargo, length: number): number {
  if (typeof embargo === 'number') return requireInteger(embargo, 'embargo', 0);
  const { fraction } = embargo;
  if (!(fraction >= 0 && fraction < 1)) throw new ParameterError('embargo.fraction', 'a share in [0, 1)', fraction);
  return Math.floor(fraction * length + 1e-6);
}
