import { formatQuality, qualityReport, readCsv } from '@quantblocks/data';
import type { Answer, Invocation } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';

/** Findings of rows that bars cannot hold. */
const HARD = ['nonFinite', 'nonPositive', 'badVolume', 'impossibleOhlc', 'duplicate', 'unordered'] as const;

export function quality({ args }: Invocation): Answer {
  const reports = args.map((path) => {
    const { columns, source } = readCsv(path);
    return qualityReport(columns, { source });
  });
  const isBad = reports.some(({ findings }) => HARD.some((finding) => findings[finding].length > 0));
  return {
    text: reports.map((report) => formatQuality(report)).join('\n'),
    json: reports,
    code: isBad ? EXIT_CODES.no : EXIT_CODES.done,
  };
}
