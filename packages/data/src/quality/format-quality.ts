import type { QualityReport } from './quality-report.ts';

/** How much {@link formatQuality} says. */
export interface FormatQualityOptions {
  /** One line, or one line per finding with its first places. @defaultValue `'lines'` */
  style?: 'line' | 'lines';
  /** Places named per finding. @defaultValue `3` */
  places?: number;
}

/**
 * A report as text for a terminal or a log.
 *
 * @example
 * ```ts
 * import { formatQuality, parseCsv, qualityReport } from '@quantblocks/data';
 *
 * const { columns } = parseCsv('time,open,high,low,close\n2024-01-01,10,11,9,10\n2024-01-02,10,11,9,10.5\n');
 * const line = formatQuality(qualityReport(columns, { source: 'demo' }), { style: 'line' });
 * line; // => 'demo: 2 rows of 1d, 2024-01-01 00:00 .. 2024-01-02 00:00 UTC, clean'
 * ```
 */
export function formatQuality(report: QualityReport, options: FormatQualityOptions = {}): string {
  const { style = 'lines', places = 3 } = options;
  const head = `${report.source}: ${count(report.rows, 'row')} of ${duration(report.timeframeMs)}, ${utc(report.from)} .. ${utc(report.to)} UTC`;
  const entries = describeFindings(report, places);
  if (entries.length === 0) return `${head}, clean`;
  return style === 'line'
    ? `${head}, ${entries.map(({ short }) => short).join(', ')}`
    : [head, ...entries.map(({ short, detail }) => `  ${short}${detail === '' ? '' : ` (${detail})`}`)].join('\n');
}

interface Entry {
  readonly short: string;
  readonly detail: string;
}

function describeFindings(report: QualityReport, places: number): Entry[] {
  const entries: Entry[] = [];
  if (report.isMixedVenues) {
    const { reversals, meanBps } = report.openJumps;
    const detail = `opens jump to and fro: ${percent(reversals)} of jumps turn back, mean ${meanBps.toFixed(1)} bps`;
    entries.push({ short: 'MIXED VENUES', detail });
  }
  if (report.gaps.length > 0) {
    const longest = report.gaps.reduce((a, b) => (b.missingBars > a.missingBars ? b : a));
    const short = `${count(report.gaps.length, 'gap')} (${count(report.missingBars, 'missing bar')})`;
    entries.push({ short, detail: `longest ${duration(longest.to - longest.from)} before ${utc(longest.to)}` });
  }
  for (const [finding, rows] of Object.entries(report.findings)) {
    if (rows.length === 0) continue;
    const more = rows.length > places ? ', ...' : '';
    const details = [`rows ${rows.slice(0, places).join(', ')}${more}`];
    if (finding === 'flat')
      details.push(`longest run ${report.longestFlatRun.bars} from row ${report.longestFlatRun.row}`);
    if (finding === 'repeated') details.push(`${report.repeatedPrices} by prices alone`);
    if (finding === 'duplicate') details.push(`${report.conflictingDuplicates} with other values`);
    entries.push({ short: label(finding, rows.length), detail: details.join('; ') });
  }
  if (report.dropped.length > 0) entries.push({ short: `${count(report.dropped.length, 'row')} dropped`, detail: '' });
  return entries;
}

const LABELS: Readonly<Record<string, string>> = {
  nonFinite: 'not finite',
  nonPositive: 'not positive',
  impossibleOhlc: 'impossible OHLC',
  badVolume: 'bad volume',
  offGrid: 'off the raster',
  zeroVolume: 'zero volume',
};

const NOUNS: Readonly<Record<string, string>> = {
  duplicate: 'duplicate',
  outlier: 'outlier return',
  largeMove: 'large move',
  openJump: 'open jump',
};

function label(finding: string, rows: number): string {
  const noun = NOUNS[finding];
  return noun === undefined ? `${rows} ${LABELS[finding] ?? finding}` : count(rows, noun);
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

function percent(fraction: number): string {
  return `${(100 * fraction).toFixed(1)} %`;
}

function utc(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
}

const UNITS: readonly (readonly [ms: number, letter: string])[] = [
  [604_800_000, 'w'],
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'm'],
  [1000, 's'],
];

function duration(ms: number): string {
  const unit = UNITS.find(([size]) => ms >= size && ms % size === 0);
  return unit === undefined ? `${ms}ms` : `${ms / unit[0]}${unit[1]}`;
}
