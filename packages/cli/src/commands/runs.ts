import { QuantblocksError } from '@quantblocks/core';
import {
  type Difference,
  type Run,
  type RunEntry,
  type RunStore,
  SCAN_COLUMNS,
  type ScanRow,
} from '@quantblocks/pipeline';
import { colours as pc } from '../colours.ts';
import type { Answer, Invocation } from '../command.ts';
import { findRun, storeOf } from '../find-run.ts';
import type { STORE_FLAGS } from '../flags.ts';
import { scanTable } from '../scan-table.ts';
import { figure, paintStatus, table } from '../table.ts';

export function runsList({ flags }: Invocation<typeof STORE_FLAGS>): Answer {
  const store = storeOf(flags);
  const rows = store.list().map((entry) => rowOf(store, entry));
  const text = table([
    { head: 'id', cells: rows.map(({ id }) => id) },
    { head: 'state', cells: rows.map(({ state }) => state), paint: paintStatus },
    { head: 'assets', cells: rows.map(({ assets }) => (assets === null ? '' : String(assets))), align: 'right' },
    { head: 'passed', cells: rows.map(({ passed }) => (passed === null ? '' : String(passed))), align: 'right' },
    { head: 'what', cells: rows.map(({ about }) => about) },
  ]);
  return { text: rows.length === 0 ? `no runs in ${store.folder}` : text, json: rows };
}

export function runsShow({ flags, args: [id], io }: Invocation<typeof STORE_FLAGS>): Answer {
  const run = findRun(storeOf(flags), id);
  const { manifest, folder } = run;
  const scan = scanOf(run);
  const notes = run.notes();
  const files = run.files();
  const { environment } = manifest;
  const text = [
    `${run.id}  ${manifest.description}`,
    pc.dim(
      `begun ${manifest.createdAt} by version ${manifest.codeVersion} on node ${environment.node}, ${environment.platform}`,
    ),
    pc.dim(folder),
    '',
    ...manifest.data.map(
      ({ asset, bars, from, to, file }) =>
        `${asset}: ${bars} bars, ${from.slice(0, 10)} .. ${to.slice(0, 10)}, ${file}`,
    ),
    '',
    scan === null
      ? `not finished; go on with: quantblocks run --resume ${run.id}`
      : scanTable(scan, { width: io.width }),
    ...notes.map(({ at, text }) => `${at.slice(0, 16).replace('T', ' ')}  ${text}`),
    pc.dim(`${files.length} files`),
  ];
  return { text: text.join('\n'), json: { folder, manifest, scan, notes, files } };
}

export function runsCompare({ flags, args: [first, second] }: Invocation<typeof STORE_FLAGS>): Answer {
  const store = storeOf(flags);
  const comparison = store.compare(findRun(store, first).id, findRun(store, second).id);
  const { a, b, scan, config, inputs, verdicts, parameters, problems } = comparison;
  const sharpes = table([
    { head: 'asset', cells: scan.map(({ asset }) => asset) },
    { head: 'verdict a', cells: scan.map(({ a }) => a?.status ?? '-'), paint: paintStatus },
    { head: 'verdict b', cells: scan.map(({ b }) => b?.status ?? '-'), paint: paintStatus },
    { head: 'OOS Sharpe a', cells: scan.map(({ a }) => figure(a?.oos_sharpe ?? Number.NaN)), align: 'right' },
    { head: 'OOS Sharpe b', cells: scan.map(({ b }) => figure(b?.oos_sharpe ?? Number.NaN)), align: 'right' },
  ]);
  const text = [
    `a  ${a}`,
    `b  ${b}`,
    '',
    ...(scan.length === 0 ? [] : [sharpes]),
    ...section('Settings', config),
    ...section('Inputs', inputs),
    ...section('Verdicts', verdicts),
    ...section('Parameters', parameters),
    ...(problems.length === 0 ? [] : ['', 'Could not be read', ...problems.map((problem) => `  ${problem}`)]),
  ];
  return { text: text.join('\n'), json: comparison };
}

export async function runsNote({ flags, args: [id, ...words] }: Invocation<typeof STORE_FLAGS>): Promise<Answer> {
  const store = storeOf(flags);
  const run = findRun(store, id);
  await store.note(run.id, words.join(' '));
  const notes = run.notes();
  return {
    text: `${run.id} has ${notes.length} ${notes.length === 1 ? 'note' : 'notes'}`,
    json: { id: run.id, notes },
  };
}

interface RunRow {
  readonly id: string;
  readonly state: 'finished' | 'unfinished' | 'corrupt';
  readonly assets: number | null;
  readonly passed: number | null;
  /** Its description, or why it cannot be read. */
  readonly about: string;
}

function rowOf(store: RunStore, entry: RunEntry): RunRow {
  const corrupt = (about: string): RunRow => ({ id: entry.id, state: 'corrupt', assets: null, passed: null, about });
  if (entry.status === 'corrupt') return corrupt(entry.reason);
  const { id, manifest } = entry;
  try {
    const scan = scanOf(store.load(id));
    return {
      id,
      state: scan === null ? 'unfinished' : 'finished',
      assets: manifest.assets.length,
      passed: scan === null ? null : scan.filter(({ status }) => status === 'PASS').length,
      about: manifest.description,
    };
  } catch (error) {
    // One damaged table must not hide the other runs.
    if (!(error instanceof QuantblocksError)) throw error;
    return corrupt(error.message);
  }
}

function scanOf(run: Run): ScanRow[] | null {
  return run.has('scan.csv') ? run.readTable('scan.csv', SCAN_COLUMNS) : null;
}

function section(title: string, rows: readonly (Difference & { readonly asset?: string })[]): string[] {
  if (rows.length === 0) return [];
  const lines = rows.map(
    ({ asset, path, a, b }) => `  ${asset === undefined ? '' : `${asset} `}${path}: ${word(a)} -> ${word(b)}`,
  );
  return ['', title, ...lines];
}

function word(value: unknown): string {
  return value === undefined ? '-' : typeof value === 'number' ? String(value) : JSON.stringify(value);
}
