import { ParameterError } from '@quantblocks/core';
import type { FinalTriggerParams } from './params.ts';

/** A target ladder as a search should sample it: every sample rises, so no trial is wasted. */
export interface TargetLadder {
  /** Distance of the first target, in ATR. */
  readonly first: number;
  /** From the first target to the second, in ATR. */
  readonly gap12: number;
  readonly gap23: number;
}

/**
 * Targets from a first distance and two gaps.
 *
 * @throws a {@link ParameterError} unless all three are positive.
 *
 * @example
 * ```ts
 * import { ladderToTargets } from '@quantblocks/final-trigger';
 *
 * ladderToTargets({ first: 2, gap12: 4, gap23: 0.5 }); // => [2, 6, 6.5]
 * ```
 */
export function ladderToTargets(ladder: TargetLadder): FinalTriggerParams['targetAtr'] {
  const { first, gap12, gap23 } = ladder;
  for (const [name, value] of Object.entries({ first, gap12, gap23 })) {
    if (!(value > 0 && value < Number.POSITIVE_INFINITY)) throw new ParameterError(name, 'a number > 0', value);
  }
  return [first, first + gap12, first + gap12 + gap23];
}
