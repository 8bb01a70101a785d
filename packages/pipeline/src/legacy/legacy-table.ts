import type { AnyRow, ColumnKind, Columns, RowOf } from '../run-store/columns.ts';
import { emptyRow } from '../run-store/columns.ts';
import { parseRecords } from '../run-store/csv.ts';

/** Something in the earlier system's files that did not fit, and what was made of it. */
export interface LegacyWarning {
  readonly file: string;
  /** Line of the file; 0 if it is about the file as a whole. */
  readonly line: number;
  readonly message: string;
}

/** Where warnings go. */
export type Warn = (line: number, message: string) => void;

/** How a table of the earlier system becomes one of ours. */
export interface LegacyTable<C extends Columns> {
  readonly columns: C;
  /** Columns by the earlier system's name, where that was another one. */
  readonly names: Readonly<Record<string, keyof C & string>>;
  /** Columns that the earlier system need not have. */
  readonly optional: (column: string) => boolean;
}

/** Rows of a CSV file of the earlier system; what does not fit is left empty and reported. */
export function parseLegacyTable<C extends Columns>(
  text: string,
  { columns, names, optional }: LegacyTable<C>,
  source: string,
  warn: Warn,
): RowOf<C>[] {
  const [header, ...records] = parseRecords(text, source);
  const titles = (header?.cells ?? []).map((title) => title.trim());
  const targets = titles.map((title) => (Object.hasOwn(columns, title) ? title : (names[title] ?? '')));
  const unknown = titles.filter((title, i) => title !== '' && targets[i] === '');
  if (unknown.length > 0) warn(1, `columns that are not known were left out: ${unknown.join(', ')}`);
  for (const column of new Set(targets.filter((target, i) => target !== '' && targets.indexOf(target) !== i)))
    warn(1, `the column ${column} is there twice: the first value that is not empty counts`);
  const missing = Object.keys(columns).filter((column) => !targets.includes(column) && !optional(column));
  if (missing.length > 0) warn(1, `columns that are missing stay empty: ${missing.join(', ')}`);
  return records
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
    .map(({ line, cells }) => {
      if (cells.length !== titles.length) warn(line, `the row has ${cells.length} cells, the header ${titles.length}`);
      const row: Record<string, AnyRow[string]> = { ...(emptyRow(columns) as AnyRow) };
      for (const [i, column] of targets.entries()) {
        const cell = cells[i]?.trim() ?? '';
        if (column === '' || cell === '' || !isEmpty(row[column])) continue;
        row[column] = parseCell(cell, columns[column], (problem) => warn(line, `${column}: ${problem}`));
      }
      return row as RowOf<C>;
    });
}

function isEmpty(value: AnyRow[string]): boolean {
  return value === '' || value === null || Number.isNaN(value);
}

const TRUTH: Readonly<Record<string, boolean>> = {
  true: true,
  '1': true,
  '1.0': true,
  false: false,
  '0': false,
  '0.0': false,
};

/** As pandas writes them: `True`, `nan`, `inf`, and complex numbers where a root was taken of a loss. */
function parseCell(text: string, kind: ColumnKind, warn: (problem: string) => void): AnyRow[string] {
  if (kind === 'text') return /^(nan|none)$/i.test(text) ? '' : text;
  if (/^(nan|none|null|n\/a)$/i.test(text)) return kind === 'number' ? Number.NaN : null;
  if (kind === 'flag') {
    const flag = TRUTH[text.toLowerCase()];
    if (flag === undefined) warn(`${JSON.stringify(text)} is neither true nor false and counts as not known`);
    return flag ?? null;
  }
  if (/^[+-]?inf(inity)?$/i.test(text))
    return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(number)) warn(`${JSON.stringify(text)} is no number and counts as not known`);
  return number;
}
