import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { StorageError } from '@quantblocks/checkpoint';
import { DataError, ParameterError, QuantblocksError } from '@quantblocks/core';
import type { LegacyStrategy } from '@quantblocks/final-trigger';
import { z } from 'zod';
import { shapeOf } from '../run-store/shape.ts';
import {
  GUARDS_COLUMNS,
  type GuardsRow,
  PINE_PLAN_COLUMNS,
  type PinePlanRow,
  SCAN_COLUMNS,
  type ScanRow,
} from '../run-store/tables.ts';
import { legacyStrategy } from './legacy-strategy.ts';
import { type LegacyTable, type LegacyWarning, parseLegacyTable, type Warn } from './legacy-table.ts';

/** A run of the earlier system in our terms. Where its file said nothing, numbers are NaN, flags `null` and texts empty. */
export interface LegacyRun {
  readonly id: string;
  /** ISO 8601 as the system wrote it, in its machine's local time; empty if nobody knows. */
  readonly createdAt: string;
  readonly description: string;
  readonly assets: readonly string[];
  /** As it was. */
  readonly metadata: unknown;
  /** Its counts of legs are in `*_legs`, and `*_trades` are NaN: it never counted positions. */
  readonly scan: readonly ScanRow[];
  readonly guards: readonly GuardsRow[];
  /** By asset. */
  readonly params: ReadonlyMap<string, LegacyStrategy>;
  /** Rows of each `pine_plan*.csv`, by file. */
  readonly plans: ReadonlyMap<string, readonly PinePlanRow[]>;
  readonly warnings: readonly LegacyWarning[];
}

/** Options of {@link importLegacyRun}. */
export interface LegacyImportOptions {
  /** Unit of the returns and drawdowns in its scan. @defaultValue `'percent'` */
  readonly returns?: 'percent' | 'fraction';
}

const isOurs = (columns: Readonly<Record<string, unknown>>, last: string): ((column: string) => boolean) => {
  const names = Object.keys(columns);
  return (column) => names.indexOf(column) > names.indexOf(last);
};

const SCAN: LegacyTable<typeof SCAN_COLUMNS> = {
  columns: SCAN_COLUMNS,
  names: { wfe: 'wfe_pardo' },
  optional: (column) => column === 'displacement' || isOurs(SCAN_COLUMNS, 'error')(column),
};

const GUARDS: LegacyTable<typeof GUARDS_COLUMNS> = {
  columns: GUARDS_COLUMNS,
  names: { all_guards_pass: 'all_pass', wfe: 'guard_wfe', wfe_pardo: 'guard_wfe' },
  optional: isOurs(GUARDS_COLUMNS, 'error'),
};

const PLAN: LegacyTable<typeof PINE_PLAN_COLUMNS> = { columns: PINE_PLAN_COLUMNS, names: {}, optional: () => false };

const manifestSchema = z.looseObject({
  run_id: z.string().optional(),
  timestamp: z.string().optional(),
  description: z.string().nullish(),
  assets: z.array(z.string()).nullish(),
  metadata: z.unknown().optional(),
});

type LegacyManifest = z.output<typeof manifestSchema>;

/**
 * Reads a folder `run_YYYYMMDD_HHMMSS` of the earlier system and changes nothing in it.
 *
 * Files that are missing or damaged are reported in `warnings`, and so is every value that does not fit; the rest is read. `SUCCESS` becomes
 * `PASS`, every kind of `FAIL` just that; `wfe` is `wfe_pardo`, `all_guards_pass` is `all_pass`; percent become fractions, except in
 * columns that end in `_pct`.
 *
 * @param folder - Of one run.
 * @throws a {@link ParameterError} if there is no such folder, or nothing of a run in it.
 *
 * @example
 * ```ts
 * import { mkdtempSync, writeFileSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { importLegacyRun } from '@quantblocks/pipeline';
 *
 * const folder = mkdtempSync(join(tmpdir(), 'run_20260120_101500_'));
 * writeFileSync(join(folder, 'scan.csv'), 'asset,status,oos_sharpe,oos_trades,oos_max_dd,wfe\nBTC,SUCCESS,1.4,70,-12,0.7\n');
 * const [{ status, wfe_pardo, oos_legs, oos_trades, oos_max_dd }] = importLegacyRun(folder).scan;
 * [status, wfe_pardo, oos_legs, oos_trades, oos_max_dd]; // => ['PASS', 0.7, 70, NaN, -0.12]
 * ```
 */
export function importLegacyRun(folder: string, options: LegacyImportOptions = {}): LegacyRun {
  const { returns = 'percent' } = options;
  if (returns !== 'percent' && returns !== 'fraction')
    throw new ParameterError('returns', 'percent or fraction', returns);
  const names = namesOf(folder);
  const paramFiles = names.includes('params')
    ? namesOf(join(folder, 'params')).filter((name) => name.endsWith('.json'))
    : [];
  const planFiles = names.filter((name) => /^pine_plan.*\.csv$/.test(name)).sort();
  if (!names.includes('manifest.json') && !names.includes('scan.csv') && paramFiles.length === 0)
    throw new ParameterError('folder', 'a run of the earlier system: manifest.json, scan.csv or params/', folder);

  const warnings: LegacyWarning[] = [];
  const warnIn =
    (file: string): Warn =>
    (line, message) =>
      void warnings.push({ file, line, message });
  /** A damaged file must not keep the others from being read. */
  const attempt = <T>(file: string, otherwise: T, read: (text: string, warn: Warn) => T): T => {
    try {
      return read(readText(join(folder, file)), warnIn(file));
    } catch (error) {
      if (!(error instanceof QuantblocksError)) throw error;
      warnIn(file)(error instanceof DataError ? (error.row ?? 0) : 0, error.message);
      return otherwise;
    }
  };
  const ifThere = <T>(file: string, otherwise: T, read: (text: string, warn: Warn) => T): T => {
    if (names.includes(file)) return attempt(file, otherwise, read);
    warnIn(file)(0, 'the file is missing');
    return otherwise;
  };

  const manifest = ifThere<LegacyManifest>('manifest.json', {}, (text) => readManifest(text, 'manifest.json'));
  const scan = ifThere('scan.csv', [], (text, warn) =>
    parseLegacyTable(text, SCAN, 'scan.csv', warn).map((row) => scanRow(row, returns, warn)),
  );
  if (scan.length > 0) {
    const warn = warnIn('scan.csv');
    warn(0, 'its trades are legs: they are in is_legs, val_legs and oos_legs, and positions are not known');
    if (returns === 'percent') warn(0, 'returns and drawdowns were taken as percent');
  }
  const guards = ifThere('guards.csv', [], (text, warn) => parseLegacyTable(text, GUARDS, 'guards.csv', warn));
  const params = new Map<string, LegacyStrategy>();
  for (const name of paramFiles.sort()) {
    const file = `params/${name}`;
    const strategy = attempt(file, undefined, (text, warn) =>
      legacyStrategy(parseJson(text, file), (message) => warn(0, message)),
    );
    if (strategy !== undefined) params.set(name.slice(0, -'.json'.length), strategy);
  }
  const plans = new Map(
    planFiles.map((file) => [file, attempt(file, [], (text, warn) => parseLegacyTable(text, PLAN, file, warn))]),
  );
  const found = [...scan.map(({ asset }) => asset), ...guards.map(({ asset }) => asset), ...params.keys()];
  return {
    id: manifest.run_id ?? basename(resolve(folder)),
    createdAt: manifest.timestamp ?? stampOf(basename(resolve(folder))),
    description: manifest.description ?? '',
    assets: manifest.assets ?? [...new Set(found.filter((asset) => asset !== ''))],
    metadata: manifest.metadata,
    ...{ scan, guards, params, plans, warnings },
  };
}

function scanRow(row: ScanRow, returns: 'percent' | 'fraction', warn: Warn): ScanRow {
  const fraction = (value: number): number => (returns === 'percent' ? value / 100 : value);
  return {
    ...row,
    status: statusOf(row.status, row.asset, warn),
    ...{ is_legs: row.is_trades, val_legs: row.val_trades, oos_legs: row.oos_trades },
    ...{ is_trades: Number.NaN, val_trades: Number.NaN, oos_trades: Number.NaN },
    is_return: fraction(row.is_return),
    val_return: fraction(row.val_return),
    oos_return: fraction(row.oos_return),
    oos_max_dd: fraction(row.oos_max_dd),
  };
}

function statusOf(text: string, asset: string, warn: Warn): string {
  if (/^(pass|success)$/i.test(text)) return 'PASS';
  if (/^fail\b/i.test(text)) return 'FAIL';
  if (text !== '') warn(0, `${asset}: the status ${JSON.stringify(text)} is not known and counts as none`);
  return '';
}

/** `2026-01-20T10:15:00` of `run_20260120_101500`. */
function stampOf(name: string): string {
  const match = /^run_(\d{4})(\d\d)(\d\d)_(\d\d)(\d\d)(\d\d)/.exec(name);
  if (match === null) return '';
  const [, year, month, day, hour, minute, second] = match;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}`;
}

function readManifest(text: string, file: string): LegacyManifest {
  const shape = shapeOf(manifestSchema, parseJson(text, file));
  if (shape.problem === undefined) return shape.value;
  const { path, expected, received } = shape.problem;
  throw new DataError(expected, received, { source: file, column: path || undefined });
}

/** Python writes NaN and Infinity into JSON, which has no such words. */
function parseJson(text: string, file: string): unknown {
  const plain = text
    .replace(/^\uFEFF/, '')
    .replace(/"(?:[^"\\]|\\.)*"|\bNaN\b|-?\bInfinity\b/g, (token) => (token.startsWith('"') ? token : 'null'));
  try {
    return JSON.parse(plain);
  } catch {
    throw new DataError('JSON', text, { source: file });
  }
}

function namesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    throw new ParameterError('folder', 'a folder that can be read', folder);
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new StorageError(path, 'read it', error);
  }
}
