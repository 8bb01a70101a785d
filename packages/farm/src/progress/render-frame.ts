import { fitText, padText, textWidth } from './fit-text.ts';
import {
  formatCount,
  formatDuration,
  formatEnded,
  formatLeft,
  formatName,
  formatRate,
  formatShare,
  formatWork,
} from './format.ts';
import { failureLine } from './plain-lines.ts';
import type { ProgressRow, ProgressSnapshot, RowState } from './snapshot.ts';

/** Room for a frame, and what colours it. */
export interface FrameOptions {
  /** Columns and lines of the terminal; the frame never needs more. */
  readonly width: number;
  readonly height: number;
  /** Colours a text without changing its width. @defaultValue no colours */
  readonly paint?: (state: RowState, text: string) => string;
}

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
/** What is left out last when there are more rows than lines. */
const URGENCY: readonly RowState[] = ['running', 'failed', 'waiting', 'done'];
const MAX_NAME = 30;
const MAX_STATE = 'running'.length;
const TAIL_STEP = 10;
const MIN_BAR = 6;
const MAX_BAR = 24;
/** Failures shown at most, while so many rows have room. */
const MAX_ERRORS = 3;
const MIN_ROWS = 4;

/**
 * A snapshot as lines of a terminal: the whole, then a line per seed and fold, then the latest failures.
 *
 * @returns At most `height` lines of at most `width` columns each. Rows that have no room are counted in one line.
 */
export function renderFrame(snapshot: ProgressSnapshot, options: FrameOptions): string[] {
  const { width, height, paint = (_: RowState, text: string): string => text } = options;
  if (width < 1 || height < 1) return [];
  const head = headLines(snapshot, width).slice(0, height);
  const isOneRow = snapshot.rows.length < 2 && snapshot.rows.every((row) => formatName(row) === '');
  const rows = isOneRow ? [] : snapshot.rows;
  const room = height - head.length;
  const { failures } = snapshot;
  const errorLines = Math.min(MAX_ERRORS, failures.length, Math.max(0, room - Math.min(MIN_ROWS, rows.length)));
  const errors = failures
    .slice(failures.length - errorLines)
    .map((failure) => paint('failed', fitText(`! ${failureLine(failure)}`, width)));
  return [...head, ...rowLines(rows, width, room - errors.length, paint), ...errors];
}

function headLines(snapshot: ProgressSnapshot, width: number): string[] {
  const share = formatShare(snapshot);
  const counts = joinWithin([share, formatEnded(snapshot), formatRate(snapshot)], width);
  const bar = width - textWidth(counts) - 2;
  const isDone = snapshot.total !== null && snapshot.ended >= snapshot.total;
  const time = `${formatDuration(snapshot.elapsedMs)}${isDone ? ', done' : `, left ${formatLeft(snapshot.left)}`}`;
  const first = bar >= 10 ? `${barText(snapshot, Math.min(bar, 40))}  ${counts}` : counts;
  return [first, joinWithin([time, ...formatWork(snapshot)], width)];
}

/** As many parts as there is room for; the first one is cut rather than left out. */
function joinWithin(parts: readonly (string | undefined)[], width: number): string {
  let line = '';
  for (const part of parts) {
    if (part === undefined) continue;
    const longer = line === '' ? part : `${line}, ${part}`;
    if (line !== '' && textWidth(longer) > width) break;
    line = longer;
  }
  return fitText(line, width);
}

function rowLines(
  rows: readonly ProgressRow[],
  width: number,
  room: number,
  paint: (state: RowState, text: string) => string,
): string[] {
  if (rows.length === 0 || room < 1) return [];
  const isCut = rows.length > room;
  const shown = isCut ? mostUrgent(rows, room - 1) : rows;
  const nameWidth = Math.min(MAX_NAME, widest(shown.map(formatName)));
  // In steps, so that bars do not twitch with every digit.
  const tailWidth = TAIL_STEP * Math.ceil(widest(shown.map(tailOf)) / TAIL_STEP);
  const lines = shown.map((row) => paint(row.state, rowLine(row, nameWidth, tailWidth, width)));
  if (!isCut) return lines;
  const hidden = rows.filter((row) => !shown.includes(row));
  const counts = URGENCY.map((state) => [state, hidden.filter((row) => row.state === state).length] as const)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${formatCount(count)} ${state}`);
  return [...lines, fitText(`${shown.length > 0 ? 'and ' : ''}${counts.join(', ')}`, width)];
}

/** In the order of the rows. Of those that are done, the last ones; of those that wait, the first ones. */
function mostUrgent(rows: readonly ProgressRow[], count: number): ProgressRow[] {
  const ranked = rows.map((row, i) => ({ row, i, rank: URGENCY.indexOf(row.state) }));
  ranked.sort((a, b) => a.rank - b.rank || (a.row.state === 'done' ? b.i - a.i : a.i - b.i));
  return ranked
    .slice(0, count)
    .sort((a, b) => a.i - b.i)
    .map(({ row }) => row);
}

function rowLine(row: ProgressRow, nameWidth: number, tailWidth: number, width: number): string {
  const name = padText(formatName(row), nameWidth);
  const tail = tailOf(row);
  const bar = Math.min(MAX_BAR, width - nameWidth - tailWidth - MAX_STATE - 3);
  if (bar >= MIN_BAR) return `${name} ${barText(row, bar)} ${row.state.padEnd(MAX_STATE)} ${tail}`;
  return fitText(`${name} ${row.state} ${tail.trimStart()}`.trimStart(), width);
}

function tailOf(row: ProgressRow): string {
  const count = `${formatCount(row.ended)}${row.total === null ? '' : `/${formatCount(row.total)}`}`;
  const failed = row.failed > 0 ? `${formatCount(row.failed)} failed` : undefined;
  const best = row.best === null ? undefined : `best ${Number(row.best.toPrecision(5))}`;
  return [count.padStart(9), failed, best].filter((part) => part !== undefined).join('  ');
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(textWidth));
}

function barText({ ended, total }: Pick<ProgressRow, 'ended' | 'total'>, width: number): string {
  const share = total === null ? 0 : total === 0 ? 1 : Math.min(1, ended / total);
  const eighths = Math.floor(share * width * 8);
  const filled = '█'.repeat(eighths >> 3) + EIGHTHS[eighths & 7];
  return filled + '░'.repeat(width - filled.length);
}
