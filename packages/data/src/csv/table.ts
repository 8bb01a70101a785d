import type { BarColumnName } from './header.ts';

/** Numbers of a table file by column, exactly as they stand there; nothing is checked, sorted or dropped yet. */
export interface Table<Name extends string = BarColumnName> {
  /** File name, for messages. */
  readonly source: string;
  readonly rows: number;
  /** Headers of the file, or those given for a file without. */
  readonly header: readonly string[];
  /** Missing values are NaN; `time` is epoch milliseconds UTC. */
  readonly columns: Readonly<Record<Name, Float64Array>>;
  /** How rows map to lines of the file; plain data, so that it can be stored. */
  readonly lines: RowLines;
}

/** Row-to-line map: `[row, line - row]` wherever the difference changes. */
export interface RowLines {
  readonly count: number;
  readonly shifts: readonly (readonly [row: number, shift: number])[];
  /** Whether the file stood newest first. */
  readonly isReversed: boolean;
}

/** 1-based line of a 0-based row; where a file has no lines, the row's 1-based number. */
export function lineOfRow(lines: RowLines, row: number): number {
  const { count, shifts, isReversed } = lines;
  const inFile = isReversed ? count - 1 - row : row;
  let low = 0;
  let high = shifts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (shifts[middle][0] <= inFile) low = middle;
    else high = middle - 1;
  }
  return inFile + (shifts[low]?.[1] ?? 1);
}

/** Puts named columns together. */
export function createTable<Name extends string>(
  source: string,
  header: readonly string[],
  names: readonly Name[],
  values: readonly Float64Array[],
  lines: RowLines,
): Table<Name> {
  const columns = Object.fromEntries(names.map((name, i) => [name, values[i]])) as Record<Name, Float64Array>;
  return { source, rows: lines.count, header, columns, lines };
}
