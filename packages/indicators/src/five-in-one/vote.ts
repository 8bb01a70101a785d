import { ParameterError } from '@quantblocks/core';

/** What an indicator votes before its windows are full: what the earlier system (FINAL TRIGGER v2) does, or nothing. */
export type VoteWarmup = 'vote' | 'none';

/** The caller's buffer for votes, checked, or a new one as long as `column`. */
export function voteBuffer(column: ArrayLike<number>, out?: Int8Array, name = 'out.vote'): Int8Array {
  // Columns that are none are refused by the boundary.
  const { length } = Object(column);
  if (out === undefined) return new Int8Array(length);
  if (out instanceof Int8Array && out.length === length) return out;
  throw new ParameterError(name, `an Int8Array of ${length}`, out);
}

/** Bull above zero, bear below it. */
export function signVote(x: number): number {
  return x > 0 ? 1 : x < 0 ? -1 : 0;
}
