import { ParameterError } from '@quantblocks/core';
import { diagnose, figuresOf, GUARDS_COLUMNS, guardsOfRow, SCAN_COLUMNS } from '@quantblocks/pipeline';
import type { Answer, Invocation } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { findRun, storeOf } from '../find-run.ts';
import type { STORE_FLAGS } from '../flags.ts';
import { table } from '../table.ts';

export function diagnoseAsset({ flags, args: [id, asset] }: Invocation<typeof STORE_FLAGS>): Answer {
  const run = findRun(storeOf(flags), id);
  const row = run.readTable('scan.csv', SCAN_COLUMNS).find((row) => row.asset === asset);
  if (row === undefined) throw new ParameterError('ASSET', `one of ${run.manifest.assets.join(', ')}`, asset);
  const guards = run.readTable('guards.csv', GUARDS_COLUMNS).find((row) => row.asset === asset);
  const diagnosis = diagnose(figuresOf(row), guards === undefined ? [] : guardsOfRow(guards));
  const { status, checks, recommended } = diagnosis;
  const lines = table([
    { head: 'check', cells: checks.map(({ check }) => check) },
    { head: 'status', cells: checks.map(({ status }) => status) },
    { head: 'asked', cells: checks.map(({ threshold }) => threshold) },
    { head: 'found', cells: checks.map(({ explanation }) => explanation) },
    { head: 'advice', cells: checks.map(({ advice }) => advice) },
  ]);
  const settings = Object.entries(recommended).filter(([, value]) => value !== null && value !== false);
  const next = settings.map(([name, value]) => `${name} ${value === true ? '' : value}`.trim()).join(', ');
  return {
    text: `${status.toUpperCase()}\n\n${lines}\n\nnext search: ${next}`,
    json: diagnosis,
    code: status === 'pass' ? EXIT_CODES.done : EXIT_CODES.no,
  };
}
