import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'walk-forward-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const program = [
  '--import',
  './tools/register-ts.mjs',
  '--conditions=@quantblocks/source',
  'examples/walk-forward/main.ts',
];
const settings = { cwd: repository, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } } as const;

function run(...args: string[]): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...program, ...args], settings);
  return { status, out: stdout, err: stderr };
}

it('prints a line per fold, and what to decide on', () => {
  const { status, out, err } = run('--trials', '6', '--folds', '4', '--anchored');
  expect(err).toBe('');
  expect(status).toBe(0);
  for (const words of ['anchored training', 'IS Sharpe  OOS Sharpe', '24 trials', 'beat buy and hold', 'efficiency']) {
    expect(out).toContain(words);
  }
  expect(out.match(/^\d {5}2\d{3}-/gm)).toHaveLength(4);
}, 20_000);

it('prints only JSON with --json, the same on threads', () => {
  const args = ['--trials', '6', '--folds', '3', '--inner', '--json'];
  const { out } = run(...args);
  const { folds, counts } = JSON.parse(out);
  expect([folds.length, counts.trials]).toEqual([3, 18]);
  expect(folds.map(({ test }: { test: { start: number; end: number } }) => test.end - test.start)).toEqual([
    4380, 4380, 4380,
  ]);
  expect(folds[0].log).toContain('"type":"report"');
  expect(run(...args, '--workers', '2').out).toBe(out);
  expect(run(...args, '--seed', '2').out).not.toBe(out);
}, 60_000);

it('ends in silence when its reader has seen enough', () => {
  const command = [process.execPath, ...program, '--trials', '100', '--json', '|', 'head', '-c', '100'].join(' ');
  const { stdout, stderr } = spawnSync('sh', ['-c', command], settings);
  expect(stdout).toHaveLength(100);
  expect(stderr).toBe('');
}, 20_000);

it('takes no position where there are too few to choose by', () => {
  const short = join(folder, 'short.csv');
  const rows = Array.from({ length: 400 }, (_, i) => `${1_704_067_200 + 3600 * i},100,101,99,${100 + (i % 2)},1`);
  writeFileSync(short, `time,open,high,low,close,volume\n${rows.join('\n')}\n`);
  const { status, out } = run('--csv', short, '--trials', '3', '--folds', '2');
  expect(status).toBe(0);
  expect(out).toContain('nothing');
  expect(out).toContain('efficiency undefined: fold 0 has no in-sample returns');
}, 20_000);

it('says in a line what is wrong with the input', () => {
  const cases = [
    [['--folds', '0'], /--folds: expected a whole number >= 1, got "0"/],
    [['--folds', '99999'], /--folds: expected at most 13140 for 17520 bars, got 99999/],
    [['--csv', join(folder, 'missing.csv')], /no such file/],
    [['--bogus'], /--bogus[\s\S]*--help/],
  ] as const;
  for (const [args, message] of cases) {
    const { status, err } = run(...args);
    expect(status).toBe(1);
    expect(err).toMatch(message);
    expect(err).not.toContain('    at ');
  }
}, 40_000);
