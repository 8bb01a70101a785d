import type { VerdictStatus } from '@quantblocks/core';
import { short } from '../words.ts';
import type { SuiteVerdict } from './suite.ts';
import { SUITE_LINES, type SuiteLine, type SuiteRole } from './suite-line.ts';

const HEADINGS: Readonly<Record<SuiteRole, string>> = {
  evidence: 'Evidence',
  condition: 'Conditions',
  advice: 'Advice (decides nothing)',
};

const MARKS: Readonly<Record<VerdictStatus, string>> = {
  pass: 'pass',
  fail: 'FAIL',
  insufficient: 'missing',
  undefined: 'undefined',
};

/** Options of {@link formatSuite}. */
export interface FormatSuiteOptions {
  /** Columns of the text. @defaultValue `100` */
  width?: number;
}

/**
 * A verdict as text for a terminal: each line with its status, question, explanation and what would change it.
 *
 * @param verdict - Of {@link suite}.
 *
 * @example
 * ```ts
 * import { formatSuite, suite } from '@quantblocks/validation-guards';
 *
 * const verdict = await suite(null, { returns: [] });
 * formatSuite(verdict).split('\n')[0]; // => 'VERDICT: INSUFFICIENT. 0 of 5 deciding lines passed; not so selection, outOfSample, lookAhead,'
 * ```
 */
export function formatSuite(verdict: SuiteVerdict, { width = 100 }: FormatSuiteOptions = {}): string {
  const text = [...wrap(`VERDICT: ${verdict.status.toUpperCase()}. ${verdict.explanation}`, width, '')];
  for (const warning of verdict.warnings) text.push(...wrap(warning, width, ''));
  let role: SuiteRole | undefined;
  const isMissing = (line: SuiteLine): boolean => !line.decides && line.details === undefined;
  for (const line of verdict.lines.filter((line) => !isMissing(line))) {
    if (line.role !== role) text.push('', HEADINGS[line.role]);
    role = line.role;
    text.push(...formatLine(line, width));
  }
  const missing = verdict.lines.filter(isMissing);
  if (missing.length > 0) text.push('', 'Not asked', ...formatMissing(missing, width));
  return text.join('\n');
}

/** Lines by what they need: a list of what could still be known. */
function formatMissing(lines: readonly SuiteLine[], width: number): string[] {
  const needs = [...new Set(lines.map(({ line }) => SUITE_LINES[line].needs))];
  return needs.flatMap((need) => {
    const asking = lines.filter(({ line }) => SUITE_LINES[line].needs === need).map(({ line }) => line);
    return wrap(`  ${asking.join(', ')}: hand in ${need}`, width, ' '.repeat(4));
  });
}

function formatLine(line: SuiteLine, width: number): string[] {
  const p = Number.isNaN(line.adjustedPValue) ? '' : ` (p ${short(line.adjustedPValue)} after Holm)`;
  return [
    ...wrap(`  ${MARKS[line.status].padEnd(9)} ${line.question}${p}`, width, ' '.repeat(12)),
    ...wrap(`${' '.repeat(12)}${line.explanation}`, width, ' '.repeat(12)),
    ...line.warnings.flatMap((warning) => wrap(`${' '.repeat(12)}! ${warning}`, width, ' '.repeat(14))),
    ...(line.wouldChange === '' ? [] : wrap(`${' '.repeat(12)}> ${line.wouldChange}`, width, ' '.repeat(14))),
  ];
}

/** Breaks at spaces; further lines start with `indent`. */
function wrap(text: string, width: number, indent: string): string[] {
  const lines: string[] = [];
  let line = text.match(/^ */)?.[0] ?? '';
  let isEmpty = true;
  for (const word of text.trim().split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line];
}
