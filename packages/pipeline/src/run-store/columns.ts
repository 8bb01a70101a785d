import { ParameterError } from '@quantblocks/core';

/** What a column holds: words; a number, empty for NaN; `true` or `false`, empty for not known. */
export type ColumnKind = 'text' | 'number' | 'flag';

/** The columns of a table by name, in the order of the file. */
export type Columns = Readonly<Record<string, ColumnKind>>;

/** A value in a column of that kind. */
export type CellOf<Kind extends ColumnKind> = Kind extends 'number'
  ? number
  : Kind extends 'flag'
    ? boolean | null
    : string;

/** A row of a table with these columns. */
export type RowOf<C extends Columns> = { readonly [Name in keyof C]: CellOf<C[Name]> };

/** Any row, for code that works with whatever columns there are. */
export type AnyRow = Readonly<Record<string, string | number | boolean | null>>;

const EMPTY: { readonly [Kind in ColumnKind]: CellOf<Kind> } = { text: '', number: Number.NaN, flag: null };

/**
 * A row in which nothing is known: spread it and add what is.
 *
 * @example
 * ```ts
 * import { emptyRow, SCAN_COLUMNS } from '@quantblocks/pipeline';
 *
 * const row = { ...emptyRow(SCAN_COLUMNS), asset: 'BTC', oos_sharpe: 1.2 };
 * [row.asset, row.error, row.is_sharpe]; // => ['BTC', '', NaN]
 * ```
 */
export function emptyRow<C extends Columns>(columns: C): RowOf<C> {
  return Object.fromEntries(Object.entries(columns).map(([name, kind]) => [name, EMPTY[kind]])) as RowOf<C>;
}

/** Refuses a row that the table would not give back: a column that is missing or unknown, a value of another kind. */
export function requireRow(name: string, columns: Columns, row: AnyRow): void {
  for (const [column, kind] of Object.entries(columns)) {
    const value = row[column];
    const isFit =
      kind === 'flag'
        ? typeof value === 'boolean' || value === null
        : typeof value === { text: 'string', number: 'number' }[kind];
    if (!isFit) throw new ParameterError(`${name}.${column}`, EXPECTED[kind], value);
  }
  const unknown = Object.keys(row).find((column) => !Object.hasOwn(columns, column));
  if (unknown !== undefined) throw new ParameterError(`${name}.${unknown}`, 'a column of the table', row[unknown]);
}

const EXPECTED: Readonly<Record<ColumnKind, string>> = {
  text: 'text',
  number: 'a number, NaN if there is none',
  flag: 'true, false, or null if not known',
};
