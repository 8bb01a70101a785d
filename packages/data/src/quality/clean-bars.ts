import { type Bars, createBars, DataError } from '@quantblocks/core';
import { type Finding, HARD_FINDINGS, type QualityPolicies, resolvePolicies, SOFT_FINDINGS } from './policies.ts';
import {
  type DroppedRow,
  type QualityOptions,
  type QualityReport,
  qualityReport,
  type RawColumns,
} from './quality-report.ts';

/** How {@link cleanBars} judges rows and what it does about them. */
export interface CleanOptions extends QualityOptions {
  /** @defaultValue `'UNKNOWN'` */
  symbol?: string;
  /** What to do about each finding. @defaultValue throw on rows that bars cannot hold, keep and report all else */
  policies?: QualityPolicies;
  /** Line of a row in its file, for messages. @defaultValue the row's 1-based number */
  lineOf?: (row: number) => number;
}

/** Bars, and what was unusual about their source. */
export interface CleanResult {
  readonly bars: Bars;
  readonly quality: QualityReport;
}

const EXPECTED: Readonly<Record<Finding, string>> = {
  nonFinite: 'a finite stamp and finite prices',
  nonPositive: 'prices > 0',
  impossibleOhlc: 'low <= open, close <= high',
  badVolume: 'a finite volume >= 0',
  duplicate: 'one row per stamp',
  unordered: "rows in ascending order of time (for a file with the newest row first, pass order: 'newest-first')",
  offGrid: 'stamps on one raster',
  zeroVolume: 'a volume > 0',
  flat: 'prices that move within the bar',
  repeated: 'a row unlike the one before',
  outlier: 'a return within the usual range',
  largeMove: 'a smaller move',
  openJump: 'an open near the close before',
  unfinished: 'bars that have ended by now',
  gap: 'no missing bars',
  mixedVenues: 'rows of one venue',
};

/**
 * Makes {@link Bars} of raw columns by explicit policies: each finding stops the import, drops its rows, or is kept.
 * Nothing is repaired, sorted or filled; what was dropped is listed in the report.
 *
 * @param columns - Raw columns, for example `parseCsv(...).columns`.
 * @throws a {@link DataError} for a finding with policy `throw`, naming the first row; or if no row is left.
 * @throws a {@link ParameterError} if a policy is not possible for its finding.
 *
 * @example
 * ```ts
 * import { cleanBars, parseCsv } from '@quantblocks/data';
 *
 * const { columns } = parseCsv(`time,open,high,low,close
 * 2024-01-01,10,11,9,10
 * 2024-01-02,10,11,9,10.5
 * 2024-01-02,10,11,9,10.5
 * `);
 * const { bars, quality } = cleanBars(columns, { symbol: 'DEMO', policies: { duplicate: 'drop' } });
 * bars.length; // => 2
 * quality.dropped.map(({ row, finding }) => [row, finding]); // => [[2, 'duplicate']]
 * ```
 */
export function cleanBars(columns: RawColumns, options: CleanOptions = {}): CleanResult {
  const { symbol, policies = {}, lineOf = (row: number) => row + 1, ...limits } = options;
  const policy = resolvePolicies(policies);
  const report = qualityReport(columns, { ...limits, source: limits.source ?? symbol ?? 'data' });
  throwIfAsked(report, policy, columns, lineOf);

  const reasons = new Map<number, Finding>();
  for (const finding of [...HARD_FINDINGS, ...SOFT_FINDINGS]) {
    if (policy[finding] !== 'drop') continue;
    for (const row of report.findings[finding]) if (!reasons.has(row)) reasons.set(row, finding);
  }
  const dropped = [...reasons]
    .sort(([a], [b]) => a - b)
    .map(([row, finding]): DroppedRow => ({ row, line: lineOf(row), time: finite(columns.time[row]), finding }));
  if (dropped.length === report.rows) {
    throw new DataError('a row that is not dropped', `${report.rows} dropped rows`, { source: report.source });
  }
  const keep = (column: ArrayLike<number>): ArrayLike<number> =>
    dropped.length === 0 ? column : without(column, reasons);
  const bars = createBars({
    symbol: symbol ?? report.source,
    timeframeMs: report.timeframeMs,
    time: keep(columns.time),
    open: keep(columns.open),
    high: keep(columns.high),
    low: keep(columns.low),
    close: keep(columns.close),
    ...(columns.volume === undefined ? {} : { volume: keep(columns.volume) }),
  });
  return { bars, quality: { ...report, dropped } };
}

function throwIfAsked(
  report: QualityReport,
  policy: Record<Finding, string>,
  columns: RawColumns,
  lineOf: (row: number) => number,
): void {
  const { source } = report;
  for (const finding of [...HARD_FINDINGS, ...SOFT_FINDINGS]) {
    const rows = report.findings[finding];
    if (policy[finding] !== 'throw' || rows.length === 0) continue;
    throw failure(finding, describeRow(columns, rows[0], rows.length), source, lineOf(rows[0]));
  }
  if (policy.gap === 'throw' && report.gaps.length > 0) {
    const [gap] = report.gaps;
    throw failure(
      'gap',
      `${gap.missingBars} missing before this row, ${report.missingBars} in all`,
      source,
      lineOf(gap.row),
    );
  }
  if (policy.mixedVenues === 'throw' && report.isMixedVenues) {
    const { reversals, meanBps } = report.openJumps;
    const share = (100 * reversals).toFixed(1);
    throw failure('mixedVenues', `opens that jump to and fro (${share} %, mean ${meanBps.toFixed(1)} bps)`, source);
  }
}

function failure(finding: Finding, received: string, source: string, row?: number): DataError {
  return new DataError(`${EXPECTED[finding]} (${finding})`, received, { source, row });
}

function describeRow(columns: RawColumns, row: number, count: number): string {
  const { time, open, high, low, close, volume } = columns;
  const stamp = Number.isFinite(time[row]) ? new Date(time[row]).toISOString() : String(time[row]);
  const values = [open, high, low, close, ...(volume === undefined ? [] : [volume])].map((column) => column[row]);
  const others = count > 1 ? ` and ${count - 1} more` : '';
  return `${stamp} ${values.join(' ')}${others}`;
}

function without(column: ArrayLike<number>, rows: ReadonlyMap<number, unknown>): Float64Array {
  const kept = new Float64Array(column.length - rows.size);
  for (let i = 0, k = 0; i < column.length; i++) if (!rows.has(i)) kept[k++] = column[i];
  return kept;
}

/** JSON has no NaN; a row without a stamp says 0. */
function finite(time: number): number {
  return Number.isFinite(time) ? time : 0;
}
