import { DataError, ParameterError } from '@quantblocks/core';
import { commonStep, majority } from './common-value.ts';
import { isMixed, type OpenJumps, OpenJumpTest } from './open-jumps.ts';
import { type Finding, HARD_FINDINGS, type HardFinding, SOFT_FINDINGS, type SoftFinding } from './policies.ts';
import { TrailingMedian } from './trailing-median.ts';

/** Candle columns before anything is known of them; of equal length. */
export interface RawColumns {
  readonly time: ArrayLike<number>;
  readonly open: ArrayLike<number>;
  readonly high: ArrayLike<number>;
  readonly low: ArrayLike<number>;
  readonly close: ArrayLike<number>;
  /** @defaultValue not known */
  readonly volume?: ArrayLike<number>;
}

/** Limits of the soft findings. */
export interface QualityOptions {
  /** Name of the data in the report. @defaultValue `'data'` */
  source?: string;
  /** Milliseconds of one bar. @defaultValue the median step */
  timeframeMs?: number;
  /** Bars that end after this instant (epoch milliseconds) are unfinished. @defaultValue no clock: none is */
  now?: number;
  /** `outlier`: |log return| above this many robust standard deviations. @defaultValue `15` */
  outlierSigmas?: number;
  /** Returns before a bar that its robust standard deviation looks at; it needs half of them. @defaultValue `100` */
  outlierWindow?: number;
  /** `largeMove`: |close / previous close - 1| above this fraction. @defaultValue `0.2` */
  largeMove?: number;
  /** `openJump`: |open / previous close - 1| above this fraction, where no bar is missing between. @defaultValue `0.005` */
  openJump?: number;
}

/** A stretch without bars. */
export interface Gap {
  /** First row after the gap. */
  readonly row: number;
  /** Stamp of the last bar before the gap, and of the first one after it. */
  readonly from: number;
  readonly to: number;
  readonly missingBars: number;
}

/** A row left out, and why. */
export interface DroppedRow {
  /** 0-based row of the raw columns. */
  readonly row: number;
  /** 1-based line of the file, where there is one. */
  readonly line: number;
  readonly time: number;
  /** The first finding whose policy was `drop`. */
  readonly finding: Finding;
}

/** What is unusual about a series; plain JSON. Rows are 0-based positions in the raw columns. */
export interface QualityReport {
  readonly source: string;
  readonly rows: number;
  readonly timeframeMs: number;
  /** Stamps of the first and last row that bars can hold. */
  readonly from: number;
  readonly to: number;
  /** Rows of every finding about a row, ascending. */
  readonly findings: Readonly<Record<HardFinding | SoftFinding, readonly number[]>>;
  readonly gaps: readonly Gap[];
  /** Bars missing in all gaps together. */
  readonly missingBars: number;
  /** Duplicates whose values differ from the row that was there first. */
  readonly conflictingDuplicates: number;
  /** Rows whose four prices repeat the row before, whatever their volume. */
  readonly repeatedPrices: number;
  /** Longest run of bars that stand still at one price. */
  readonly longestFlatRun: { readonly row: number; readonly bars: number };
  readonly openJumps: OpenJumps;
  /** Whether the opens give away that rows come from different venues. */
  readonly isMixedVenues: boolean;
  /** Rows that were left out by policy; empty for a report alone. */
  readonly dropped: readonly DroppedRow[];
}

/**
 * Looks through raw candle columns and counts what is missing, impossible or suspicious. It changes nothing.
 *
 * Every rule about a row uses that row and earlier ones only, so that dropping by them is causal. Rows that bars cannot
 * hold are set aside first: the other rules compare a row with the last good one.
 *
 * - `nonFinite`, `nonPositive`: a stamp or price that is no finite number, or a price <= 0; `badVolume`: negative or infinite.
 * - `impossibleOhlc`: high below, or low above, open or close. `duplicate`, `unordered`: a stamp equal to, or before, the last.
 * - `offGrid`: a stamp off the raster that most share. Gaps: steps above 1.5 timeframes.
 * - `zeroVolume`; `flat`: four equal prices; `repeated`: all values equal to the row before (the mark of filled gaps).
 * - `outlier`: |log return| > `outlierSigmas` x 1.4826 x median |log return| of the `outlierWindow` returns before it.
 * - `largeMove`, `openJump`, `unfinished`: see {@link QualityOptions}. After a spike the way back is a large move and an outlier too.
 *
 * @param columns - Raw columns, for example `parseCsv(...).columns`.
 * @throws a {@link DataError} if columns differ in length, are empty, or the timeframe is neither given nor visible.
 *
 * @example
 * ```ts
 * import { parseCsv, qualityReport } from '@quantblocks/data';
 *
 * const { columns } = parseCsv(`time,open,high,low,close,volume
 * 2024-01-01 00:00,10,11,9,10,5
 * 2024-01-01 01:00,10,10,10,10,0
 * 2024-01-01 01:00,10,11,9,10,5
 * 2024-01-01 04:00,10,9,11,10,5
 * 2024-01-01 05:00,10,14,9,13,5
 * `);
 * const { findings, missingBars } = qualityReport(columns, { timeframeMs: 3_600_000 });
 * missingBars; // => 3
 * findings.flat; // => [1]
 * findings.duplicate; // => [2]
 * findings.impossibleOhlc; // => [3]
 * findings.largeMove; // => [4]
 * ```
 */
export function qualityReport(columns: RawColumns, options: QualityOptions = {}): QualityReport {
  const { source = 'data', now = Number.POSITIVE_INFINITY, largeMove = 0.2, openJump = 0.005 } = options;
  const { outlierSigmas = 15, outlierWindow = 100 } = options;
  if (!(Number.isInteger(outlierWindow) && outlierWindow >= 2)) {
    throw new ParameterError('outlierWindow', 'an integer >= 2', outlierWindow);
  }
  for (const [name, value] of Object.entries({ outlierSigmas, largeMove, openJump })) {
    if (!(value > 0)) throw new ParameterError(name, 'a number > 0', value);
  }
  if (Number.isNaN(now)) throw new ParameterError('now', 'epoch milliseconds', now);
  const { time, open, high, low, close, volume } = columns;
  const rows = checkLengths(columns, source);
  const timeframeMs = options.timeframeMs ?? commonStep(time);
  if (timeframeMs === undefined) {
    throw new DataError('option timeframeMs, or two rows in order to see it', rows, { source, column: 'time' });
  }
  if (!(timeframeMs > 0 && timeframeMs < Number.POSITIVE_INFINITY)) {
    throw new ParameterError('timeframeMs', 'a positive number of milliseconds', timeframeMs);
  }
  const raster = majority(rows, (i) => time[i] % timeframeMs) ?? time[0] % timeframeMs;

  const findings = Object.fromEntries(
    [...HARD_FINDINGS, ...SOFT_FINDINGS].map((finding) => [finding, [] as number[]]),
  ) as Record<HardFinding | SoftFinding, number[]>;
  const gaps: Gap[] = [];
  const spread = new TrailingMedian(outlierWindow);
  const sigmas = 1.4826 * outlierSigmas;
  const jumps = new OpenJumpTest();
  let missingBars = 0;
  let conflictingDuplicates = 0;
  let repeatedPrices = 0;
  let flatRun = 0;
  let longestFlatRun = { row: 0, bars: 0 };
  let first = -1;
  let last = -1;

  const isSame = (i: number, j: number): boolean =>
    open[i] === open[j] && high[i] === high[j] && low[i] === low[j] && close[i] === close[j];
  const isSameVolume = (i: number, j: number): boolean => volume === undefined || Object.is(volume[i], volume[j]);

  for (let i = 0; i < rows; i++) {
    const bad = hardFinding(i);
    if (bad !== undefined) {
      findings[bad].push(i);
      continue;
    }
    const t = time[i];
    const o = open[i];
    const c = close[i];
    if (t % timeframeMs !== raster) findings.offGrid.push(i);
    if (volume?.[i] === 0) findings.zeroVolume.push(i);
    if (t + timeframeMs > now) findings.unfinished.push(i);
    const isFlat = high[i] === low[i];
    if (isFlat) findings.flat.push(i);
    flatRun = !isFlat ? 0 : last >= 0 && flatRun > 0 && close[last] === c ? flatRun + 1 : 1;
    if (flatRun > longestFlatRun.bars) longestFlatRun = { row: i - flatRun + 1, bars: flatRun };
    if (last < 0) first = i;
    else {
      const missing = Math.round((t - time[last]) / timeframeMs) - 1;
      if (missing > 0) {
        gaps.push({ row: i, from: time[last], to: t, missingBars: missing });
        missingBars += missing;
      } else {
        const jump = o / close[last] - 1;
        jumps.push(jump);
        if (Math.abs(jump) > openJump) findings.openJump.push(i);
      }
      if (isSame(i, last)) {
        repeatedPrices++;
        if (isSameVolume(i, last)) findings.repeated.push(i);
      }
      const ratio = c / close[last];
      if (Math.abs(ratio - 1) > largeMove) findings.largeMove.push(i);
      const move = Math.abs(Math.log(ratio));
      // A median of zero is a market that stands still: it gives no scale to judge the next move by.
      if (2 * spread.count >= outlierWindow && spread.value > 0 && move > sigmas * spread.value)
        findings.outlier.push(i);
      spread.push(move);
    }
    last = i;
  }
  const openJumps = jumps.result();
  return {
    source,
    rows,
    timeframeMs,
    from: first < 0 ? 0 : time[first],
    to: last < 0 ? 0 : time[last],
    findings,
    gaps,
    missingBars,
    conflictingDuplicates,
    repeatedPrices,
    longestFlatRun,
    openJumps,
    isMixedVenues: isMixed(openJumps),
    dropped: [],
  };

  function hardFinding(i: number): HardFinding | undefined {
    const o = open[i];
    const h = high[i];
    const l = low[i];
    const c = close[i];
    // NaN and infinities never leave a sum.
    if (!Number.isFinite(time[i] + o + h + l + c)) return 'nonFinite';
    if (o <= 0 || h <= 0 || l <= 0 || c <= 0) return 'nonPositive';
    if (l > o || l > c || h < o || h < c) return 'impossibleOhlc';
    if (volume !== undefined && (volume[i] < 0 || volume[i] === Number.POSITIVE_INFINITY)) return 'badVolume';
    if (last < 0 || time[i] > time[last]) return undefined;
    if (time[i] < time[last]) return 'unordered';
    if (!isSame(i, last) || !isSameVolume(i, last)) conflictingDuplicates++;
    return 'duplicate';
  }
}

function checkLengths(columns: RawColumns, source: string): number {
  const rows = columns.time.length;
  if (rows === 0) throw new DataError('at least one row', 0, { source });
  for (const [column, values] of Object.entries(columns) as [string, ArrayLike<number> | undefined][]) {
    if (values !== undefined && values.length !== rows) {
      throw new DataError(`${rows} values, as many as in column time`, values.length, { source, column });
    }
  }
  return rows;
}
