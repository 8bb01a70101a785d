/**
 * How a test of a result ended: `insufficient` = inputs are missing or too few, `undefined` = the statistic does not exist
 * for these inputs. Neither is ever a pass.
 */
export type VerdictStatus = 'pass' | 'fail' | 'insufficient' | 'undefined';

/** The answer to one question about a result, with everything a reader needs to disagree with it. */
export interface Verdict {
  readonly name: string;
  readonly status: VerdictStatus;
  /** The question in words, for example "Is the Sharpe ratio positive after 300 trials?". */
  readonly question: string;
  /** The value that was compared. NaN if there is none. */
  readonly value: number;
  /** NaN where the method has none. */
  readonly pValue: number;
  /** Sample size in the method's own unit. */
  readonly n: number;
  readonly assumptions: readonly string[];
  readonly warnings: readonly string[];
  /** One or two plain sentences. */
  readonly explanation: string;
}

/**
 * Completes a verdict: everything but name, question and status may be left out.
 *
 * @example
 * ```ts
 * import { createVerdict } from '@quantblocks/core';
 *
 * const verdict = createVerdict({ name: 'sharpe', question: 'Is the Sharpe ratio positive?', status: 'pass', value: 1.2, n: 250 });
 * verdict.pValue; // => NaN
 * ```
 */
export function createVerdict(verdict: Pick<Verdict, 'name' | 'question' | 'status'> & Partial<Verdict>): Verdict {
  return Object.freeze({
    value: Number.NaN,
    pValue: Number.NaN,
    n: 0,
    assumptions: [],
    warnings: [],
    explanation: '',
    ...verdict,
  });
}

/**
 * The status of several verdicts together: one `fail` fails, else anything missing makes the whole `insufficient`
 * (or `undefined`), and only all passes pass. No verdicts at all are `insufficient`.
 *
 * @example
 * ```ts
 * import { combineVerdicts, createVerdict } from '@quantblocks/core';
 *
 * const question = 'Is there an edge?';
 * combineVerdicts([
 *   createVerdict({ name: 'a', question, status: 'pass' }),
 *   createVerdict({ name: 'b', question, status: 'insufficient' }),
 * ]); // => 'insufficient'
 * ```
 */
export function combineVerdicts(verdicts: readonly Pick<Verdict, 'status'>[]): VerdictStatus {
  const has = (status: VerdictStatus): boolean => verdicts.some((verdict) => verdict.status === status);
  if (has('fail')) return 'fail';
  if (verdicts.length === 0 || has('insufficient')) return 'insufficient';
  return has('undefined') ? 'undefined' : 'pass';
}
