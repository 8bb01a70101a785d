import { colours as pc } from './colours.ts';

/** A column: head, and the cells as they are printed. */
export interface Column {
  readonly head: string;
  readonly cells: readonly string[];
  /** Figures stand at the right. @defaultValue `'left'` */
  readonly align?: 'left' | 'right';
  /** Colours a padded cell. */
  readonly paint?: (text: string) => string;
  /** What can be done without where there is no room: the highest goes first. @defaultValue always shown */
  readonly spare?: number;
}

/**
 * A table for the terminal; columns in which nothing is known are left out.
 *
 * @param width - Room there is. @defaultValue no limit
 */
export function table(columns: readonly Column[], width: number = Number.POSITIVE_INFINITY): string {
  const shown = fitting(
    columns.filter(({ cells }) => cells.some((cell) => cell !== '')),
    width,
  );
  const height = Math.max(0, ...shown.map(({ cells }) => cells.length));
  const widths = shown.map(widthOf);
  const line = (textOf: (column: Column, width: number) => string): string =>
    shown
      .map((column, c) => textOf(column, widths[c]))
      .join('  ')
      .trimEnd();
  const pad = (text: string, width: number, align: Column['align']): string =>
    align === 'right' ? text.padStart(width) : text.padEnd(width);
  const head = line(({ head, align }, width) => pc.dim(pad(head, width, align)));
  const rows = Array.from({ length: height }, (_, row) =>
    line(({ cells, align, paint = String }, width) => paint(pad(cells[row], width, align))),
  );
  return [head, ...rows].join('\n');
}

function fitting(columns: readonly Column[], width: number): readonly Column[] {
  const total = columns.reduce((sum, column) => sum + 2 + widthOf(column), -2);
  const most = Math.max(0, ...columns.map(({ spare = 0 }) => spare));
  if (total <= width || most === 0) return columns;
  return fitting(
    columns.filter(({ spare }) => spare !== most),
    width,
  );
}

function widthOf({ head, cells }: Column): number {
  return Math.max(head.length, ...cells.map(({ length }) => length));
}

/** A figure with fixed decimals; nothing for one that does not exist. */
export function figure(value: number, digits: number = 2): string {
  return Number.isNaN(value) ? '' : value.toFixed(digits);
}

/** A fraction in percent. */
export function percent(value: number): string {
  return Number.isNaN(value) ? '' : `${(100 * value).toFixed(1)}%`;
}

/** Green for a pass, red for a failure. */
export function paintStatus(text: string): string {
  const word = text.trim();
  return word === 'PASS' ? pc.green(text) : word === 'FAIL' || word === 'corrupt' ? pc.red(text) : text;
}
