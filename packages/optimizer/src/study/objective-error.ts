import { QuantblocksError } from '@quantblocks/core';

/**
 * An objective threw. The study has recorded the trial as failed and can go on.
 *
 * @example
 * ```ts
 * import { createStudy, float, ObjectiveError, optimize, space } from '@quantblocks/optimizer';
 *
 * const study = createStudy({ space: space({ x: float(0, 1) }), seed: 1 });
 * const objective = (): number => {
 *   throw new Error('no data');
 * };
 * const error = await optimize(study, objective, { trials: 5 }).catch((reason: unknown) => reason);
 * error instanceof ObjectiveError && error.trial; // => 0
 * ```
 */
export class ObjectiveError extends QuantblocksError {
  declare readonly trial: number;
  declare readonly params: unknown;

  constructor(trial: number, params: unknown, cause: unknown) {
    super(`trial ${trial} ${JSON.stringify(params)}: ${messageOf(cause)}`, { cause });
    Object.assign(this, { trial, params });
  }
}

/** What a reader needs of something that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
