import { readFileSync } from 'node:fs';
import { compareTradingView, formatComparison, parseTradingViewExport } from '@quantblocks/final-trigger/pine';
import type { Answer, Invocation } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import type { PARAMS_FLAG } from '../flags.ts';
import { readParams } from '../params-file.ts';

export function comparePine({ flags, args: [path] }: Invocation<typeof PARAMS_FLAG>): Answer {
  const exported = parseTradingViewExport(readFileSync(path, 'utf8'));
  const comparison = compareTradingView(exported, { params: readParams(flags, 'pine') });
  const differs = comparison.columns.some(({ status }) => status === 'differs');
  return {
    text: formatComparison(comparison),
    json: comparison,
    code: differs ? EXIT_CODES.no : EXIT_CODES.done,
  };
}
