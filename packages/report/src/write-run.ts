import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { ParameterError } from '@quantblocks/core';
import { writeFolder } from './atomic-folder.ts';
import { fingerprintBars } from './fingerprint.ts';
import { renderReport } from './render-report.ts';
import { createModel, type ReportInput } from './report-model.ts';
import { equityCsv, legsCsv, positionsCsv } from './run-tables.ts';

/** What {@link writeRun} writes. */
export interface WriteRunInput extends Omit<ReportInput, 'title' | 'generatedAt'> {
  /** Folder that holds all runs; made if it is missing. @defaultValue `'runs'` */
  readonly root?: string;
  /** Part of the folder's name. */
  readonly name: string;
  /** Title of the report. @defaultValue `name` */
  readonly title?: string;
  /** Anything JSON that explains the run: parameters, seed, command, versions of strategy and data. */
  readonly manifest?: Readonly<Record<string, unknown>>;
  /** @defaultValue the system's clock */
  readonly now?: () => Date;
  /** Keeps two runs of one second apart. @defaultValue six random hexadecimal digits */
  readonly suffix?: string;
}

/** Where a run was written. */
export interface WrittenRun {
  readonly runId: string;
  readonly folder: string;
  /** Relative to `folder`, in the order written. */
  readonly files: readonly string[];
}

/**
 * Writes a run to a folder of its own: `manifest.json`, `report.html`, and per run `trades.csv` (one row per leg),
 * `positions.csv`, `equity.csv` and `metrics.json`; several runs get a subfolder each.
 *
 * The folder appears complete or not at all, and never replaces another. Numbers are written in their shortest form that reads
 * back to the same value; in JSON, NaN is `null`.
 *
 * @param input - Bars, runs and what explains them.
 * @throws a {@link ParameterError} if `name` is empty, or as `renderReport` does.
 * @throws a {@link WriteRunError} if the folder cannot be written.
 */
export async function writeRun(input: WriteRunInput): Promise<WrittenRun> {
  const { root = 'runs', name, manifest = {}, now = () => new Date(), suffix, ...report } = input;
  const slug = name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase()
    .slice(0, 60);
  if (slug === '') throw new ParameterError('name', 'a name with a letter or digit', name);
  const time = now();
  const stamp = time.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
  const runId = `${stamp}-${slug}-${suffix ?? randomBytes(3).toString('hex')}`;
  const model = createModel({ ...report, title: input.title ?? name });
  const { bars, runs } = model;
  const files: Record<string, string> = {
    'manifest.json': json({
      ...manifest,
      runId,
      createdAt: time.toISOString(),
      name,
      node: process.version,
      data: {
        symbol: bars.symbol,
        timeframeMs: bars.timeframeMs,
        bars: bars.length,
        firstBar: new Date(bars.time[0]).toISOString(),
        lastBar: new Date(bars.time[bars.length - 1]).toISOString(),
        sha256: fingerprintBars(bars),
      },
      runs: runs.map((run) => ({ name: run.name, config: run.result.config })),
    }),
    'report.html': renderReport({ ...report, title: input.title ?? name, generatedAt: time.getTime() }),
  };
  for (const run of runs) {
    const at = (file: string): string => (runs.length > 1 ? `${folderName(run.name)}/${file}` : file);
    files[at('trades.csv')] = legsCsv(bars, run.result);
    files[at('positions.csv')] = positionsCsv(bars, run.result);
    files[at('equity.csv')] = equityCsv(bars, run.result);
    files[at('metrics.json')] = json({ run: run.name, ...run.figures });
  }
  const expected = 2 + 4 * runs.length;
  if (Object.keys(files).length !== expected) {
    throw new ParameterError(
      'runs',
      'names that differ in letters and digits',
      runs.map((run) => run.name),
    );
  }
  const folder = resolve(root, runId);
  await writeFolder(folder, files);
  return { runId, folder, files: Object.keys(files) };
}

function folderName(name: string): string {
  return name.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^\.+/, '') || 'run';
}

/** JSON in which typed arrays are arrays and infinities keep their sign as text, because `null` would hide them. */
function json(value: unknown): string {
  const plain = (_key: string, item: unknown): unknown => {
    if (ArrayBuffer.isView(item)) return Array.from(item as Float64Array);
    return item === Number.POSITIVE_INFINITY || item === Number.NEGATIVE_INFINITY ? String(item) : item;
  };
  return `${JSON.stringify(value, plain, 2)}\n`;
}
