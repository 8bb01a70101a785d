import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'final-trigger-search-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const program = [
  '--import',
  './tools/register-ts.mjs',
  '--conditions=@quantblocks/source',
  'examples/final-trigger-search/main.ts',
];
const settings = { cwd: repository, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } } as const;

function run(...args: string[]): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...program, ...args], settings);
  return { status, out: stdout, err: stderr };
}

it('shows defaults beside the best on all three parts, says how many trials that took, and writes a page', () => {
  const page = join(folder, 'search.html');
  const { status, out } = run('--trials', '15', '--out', page);
  expect(status).toBe(0);
  for (const words of ['FINAL TRIGGER searched on ALFA', 'Ichimoku lengths', 'fiveKijun']) {
    expect(readFileSync(page, 'utf8')).toContain(words);
  }
  for (const words of ['in sample  validation  out of sample', 'default', 'best', 'Trials       30', 'highest of 30']) {
    expect(out).toContain(words);
  }
}, 20_000);

it('prints only JSON with --json: the same parameters and trial logs on 1 and 2 threads', () => {
  const args = ['--trials', '24', '--seed', '7', '--json'];
  const first = run(...args);
  const { tried, infeasible, figures, logs } = JSON.parse(first.out);
  expect([tried, infeasible, figures.length]).toEqual([48, 0, 3]);
  expect(figures[0].best.sharpe).toBeGreaterThan(figures[0].default.sharpe);
  for (const log of [logs.exits, logs.lengths]) expect(log.match(/"type":"tell"/g)).toHaveLength(24);
  expect(run(...args, '--workers', '2').out).toBe(first.out);
  expect(run(...args, '--batch', '1').out).not.toBe(first.out);
}, 60_000);

it('ends in silence when its reader has seen enough', () => {
  const command = [process.execPath, ...program, '--trials', '200', '--json', '|', 'head', '-c', '100'].join(' ');
  const { stdout, stderr } = spawnSync('sh', ['-c', command], settings);
  expect(stdout).toHaveLength(100);
  expect(stderr).toBe('');
}, 20_000);

it('chooses nothing where there are too few positions to judge by', () => {
  const short = join(folder, 'short.csv');
  const rows = Array.from({ length: 120 }, (_, i) => `${1_704_067_200 + 3600 * i},100,101,99,${100 + (i % 2)},1`);
  writeFileSync(short, `time,open,high,low,close,volume\n${rows.join('\n')}\n`);
  const { status, out } = run('--csv', short, '--trials', '5');
  expect(status).toBe(0);
  expect(out).toContain('10, of which 10 had fewer than 50 positions');
  expect(out).toContain('nothing was chosen');
  expect(out).not.toContain('Five-in-one');
}, 20_000);

it('says in a line what is wrong with the input', () => {
  const cases = [
    [['--trials', '0'], /--trials: expected a whole number >= 1, got "0"/],
    [['--workers', 'two'], /--workers: expected a whole number >= 1, got "two"/],
    [['--csv', join(folder, 'missing.csv')], /no such file/],
    [['--trials', '1', '--out', join(folder, 'missing', 'page.html')], /no such file/],
    [['--bogus'], /--bogus[\s\S]*--help/],
  ] as const;
  for (const [args, message] of cases) {
    const { status, err } = run(...args);
    expect(status).toBe(1);
    expect(err).toMatch(message);
    expect(err).not.toContain('    at ');
  }
}, 40_000);
