import { QuantblocksError } from '@quantblocks/core';

/**
 * The search of a fold failed; `cause` says why, with the error's own name and message also where it came from a thread.
 *
 * @example
 * ```ts
 * import { FoldError } from '@quantblocks/walk-forward';
 *
 * new FoldError(3, new RangeError('a length of 0')).message; // => 'fold 3: a length of 0'
 * ```
 */
export class FoldError extends QuantblocksError {
  /** Index of the fold. */
  declare readonly fold: number;

  constructor(fold: number, cause: unknown) {
    super(`fold ${fold}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    Object.assign(this, { fold });
  }
}
