import { QuantblocksError } from '@quantblocks/core';
import type { AnyRow, Columns } from './columns.ts';
import { type Difference, differences } from './differences.ts';
import { assetFileName, type Run } from './run.ts';
import { GUARDS_COLUMNS, SCAN_COLUMNS, type ScanRow } from './tables.ts';

/** One asset in the scans of two runs; `null` where a run does not have it. */
export interface ScanPair {
  readonly asset: string;
  readonly a: ScanRow | null;
  readonly b: ScanRow | null;
  /** Columns that differ; none if only one run has the asset. */
  readonly differences: readonly Difference[];
}

/** A difference of one asset. */
export interface AssetDifference extends Difference {
  readonly asset: string;
}

/** Answer of `RunStore.compare`. */
export interface RunComparison {
  readonly a: string;
  readonly b: string;
  /** Of the configurations, by path. */
  readonly config: readonly Difference[];
  /** Of strategy, assets, market data, seeds and code, by path in the manifest; of data by asset. */
  readonly inputs: readonly Difference[];
  /** Scans side by side: assets in the order of `a`, then those of `b` alone. */
  readonly scan: readonly ScanPair[];
  /** Verdicts that changed in `scan.csv` and `guards.csv`; `path` is the column. */
  readonly verdicts: readonly AssetDifference[];
  /** Parameters of `params/<asset>.json` that changed, by path. */
  readonly parameters: readonly AssetDifference[];
  /** Files that could not be read, and are compared as if they were not there. */
  readonly problems: readonly string[];
}

const SCAN_VERDICTS = ['status', 'fail_reason'];
const GUARD_VERDICTS = Object.keys(GUARDS_COLUMNS).filter((name) => /_pass$|_status$/.test(name));

/** What differs between two runs; what one of them does not have yet is no error. */
export function compareRuns(a: Run, b: Run): RunComparison {
  const problems: string[] = [];
  const table = (run: Run, name: string, columns: Columns): Map<string, AnyRow> =>
    new Map(
      optional(problems, [], () => (run.has(name) ? run.readTable(name, columns) : [])).map((row) => [
        String(row.asset),
        row,
      ]),
    );
  const scanA = table(a, 'scan.csv', SCAN_COLUMNS);
  const scanB = table(b, 'scan.csv', SCAN_COLUMNS);
  const guardsA = table(a, 'guards.csv', GUARDS_COLUMNS);
  const guardsB = table(b, 'guards.csv', GUARDS_COLUMNS);
  return {
    a: a.id,
    b: b.id,
    config: differences(a.manifest.config, b.manifest.config),
    inputs: differences(inputsOf(a), inputsOf(b)),
    scan: union(scanA, scanB).map((asset) => pair(asset, scanA.get(asset), scanB.get(asset))),
    verdicts: [...verdictChanges(SCAN_VERDICTS, scanA, scanB), ...verdictChanges(GUARD_VERDICTS, guardsA, guardsB)],
    parameters: parameterChanges(parametersOf(a, problems), parametersOf(b, problems)),
    problems,
  };
}

function inputsOf({ manifest }: Run): unknown {
  const { strategy, assets, data, seeds, codeVersion } = manifest;
  return {
    strategy,
    assets,
    data: Object.fromEntries(data.map(({ asset, ...rest }) => [asset, rest])),
    seeds,
    codeVersion,
  };
}

function pair(asset: string, a: AnyRow | undefined, b: AnyRow | undefined): ScanPair {
  return {
    asset,
    a: (a as ScanRow | undefined) ?? null,
    b: (b as ScanRow | undefined) ?? null,
    differences: a === undefined || b === undefined ? [] : differences(a, b),
  };
}

function verdictChanges(
  columns: readonly string[],
  a: ReadonlyMap<string, AnyRow>,
  b: ReadonlyMap<string, AnyRow>,
): AssetDifference[] {
  return union(a, b).flatMap((asset) =>
    columns
      .map((path) => ({ asset, path, a: a.get(asset)?.[path], b: b.get(asset)?.[path] }))
      .filter((change) => change.a !== change.b),
  );
}

function parametersOf(run: Run, problems: string[]): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const asset of run.manifest.assets) {
    const name = `params/${assetFileName(asset)}.json`;
    if (run.has(name))
      found.set(
        asset,
        optional(problems, undefined, () => run.readJson(name)),
      );
  }
  return found;
}

function parameterChanges(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): AssetDifference[] {
  return union(a, b).flatMap((asset) =>
    differences(a.get(asset), b.get(asset)).map((difference) => ({ asset, ...difference })),
  );
}

function union(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): string[] {
  return [...new Set([...a.keys(), ...b.keys()])];
}

/** A damaged file must not hide what the others say. */
function optional<T>(problems: string[], otherwise: T, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof QuantblocksError)) throw error;
    problems.push(error.message);
    return otherwise;
  }
}
