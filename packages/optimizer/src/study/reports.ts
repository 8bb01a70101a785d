import { ParameterError } from '@quantblocks/core';
import { requireInteger } from '../require-integer.ts';
import type { Report } from './trial.ts';

/** @throws a {@link ParameterError} if `step` is not an integer beyond the last one, or `value` no number. */
export function requireReport(reports: readonly Report[], step: number, value: number): void {
  requireInteger('step', step, (reports.at(-1)?.step ?? -1) + 1);
  if (typeof value !== 'number') throw new ParameterError('value', 'a number', value);
}
