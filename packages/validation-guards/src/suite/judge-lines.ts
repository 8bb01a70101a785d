import { createVerdict, type Verdict, type VerdictStatus } from '@quantblocks/core';
import { holm } from '../multiple/holm.ts';
import { short } from '../words.ts';
import { SUITE_LINES, type SuiteLine, type SuiteLineName } from './suite-line.ts';
import { wouldChange } from './would-change.ts';

/** Lines from what was found: evidence is corrected for all of it, where a missing p value counts as 1. */
export function judgeLines(
  asked: readonly SuiteLineName[],
  found: Partial<Record<SuiteLineName, Verdict>>,
  context: { readonly alpha: number; readonly trials: number },
): SuiteLine[] {
  const evidence = asked.filter((line) => SUITE_LINES[line].role === 'evidence');
  const known = evidence.map((line) => found[line]?.pValue ?? Number.NaN);
  const adjusted = holm(known.map((p) => (Number.isNaN(p) ? 1 : p)));
  const isLoss = (found.outOfSample?.value ?? 1) <= 0;
  return asked.map((line) => {
    const { role, question, needs } = SUITE_LINES[line];
    const details = found[line];
    const at = evidence.indexOf(line);
    const adjustedPValue = at >= 0 && !Number.isNaN(known[at]) ? adjusted[at] : Number.NaN;
    const status = statusOf(details, adjustedPValue, at >= 0, context.alpha);
    const verdict =
      details ?? createVerdict({ name: line, question, status, explanation: `There is no answer without ${needs}.` });
    return {
      ...createVerdict({
        ...summaryOf(verdict),
        name: line,
        question,
        status,
        explanation:
          details !== undefined && details.status === 'pass' && status === 'fail'
            ? `${details.explanation} Among ${evidence.length} lines of evidence that is ${short(adjustedPValue)}.`
            : verdict.explanation,
      }),
      line,
      role,
      decides: role !== 'advice',
      adjustedPValue,
      wouldChange:
        status === 'pass'
          ? ''
          : details === undefined
            ? `Hand in ${needs}.`
            : wouldChange(line, status, details, { ...context, tests: evidence.length, isLoss }),
      details,
    };
  });
}

function statusOf(details: Verdict | undefined, adjusted: number, isEvidence: boolean, alpha: number): VerdictStatus {
  if (details === undefined) return 'insufficient';
  if (!isEvidence || details.status === 'insufficient' || details.status === 'undefined') return details.status;
  // A test that passed without a p value cannot be corrected, so it cannot be evidence.
  if (Number.isNaN(adjusted)) return 'undefined';
  return adjusted <= alpha ? 'pass' : 'fail';
}

function summaryOf({ value, pValue, n, assumptions, warnings }: Verdict): Partial<Verdict> {
  return { value, pValue, n, assumptions, warnings };
}
