import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'final-trigger-search-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--import',
      './tools/register-ts.mjs',
      '--conditions=@quantblocks/source',
      'examples/final-trigger-search/main.ts',
      ...args,
    ],
    { cwd: repository, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } },
  );
  return { status, out: stdout, err: stderr };
}

it('shows defaults beside the best on all three parts, says how many trials that took, and writes a page', () => {
  const page = join(folder, 'search.html');
  const { status, out } = run('--trials', '15', '--out', page);
  expect(status).toBe(0);
  for (const words of ['FINAL TRIGGER searched on ALFA', 'Ichimoku lengths', 'fiveKijun']) {
    expect(readFileSync(page, 'utf8')).toContain(words);
  }
  for (const words of [
    'in sample  validation  out of sample',
    'default',
    'best',
    'Trials        30',
    'highest of 30',
  ]) {
    expect(out).toContain(words);
  }
}, 20_000);

it('prints only JSON with --json, the same for the same seed', () => {
  const first = run('--trials', '15', '--seed', '7', '--json');
  const { tried, infeasible, figures } = JSON.parse(first.out);
  expect([tried, infeasible, figures.length]).toEqual([30, 0, 3]);
  expect(figures[0].best.sharpe).toBeGreaterThan(figures[0].default.sharpe);
  expect(run('--trials', '15', '--seed', '7', '--json').out).toBe(first.out);
}, 40_000);

it('chooses nothing where there are too few positions to judge by', () => {
  const short = join(folder, 'short.csv');
  const rows = Array.from({ length: 120 }, (_, i) => `${1_704_067_200 + 3600 * i},100,101,99,${100 + (i % 2)},1`);
  writeFileSync(short, `time,open,high,low,close,volume\n${rows.join('\n')}\n`);
  const { status, out } = run('--csv', short, '--trials', '5');
  expect(status).toBe(0);
  expect(out).toContain('10, of which 10 had fewer than 50 positions');
  expect(out).toContain('nothing was chosen');
}, 20_000);

it('says in a line what is wrong with the input', () => {
  const cases = [
    [['--trials', '0'], /--trials: expected a whole number >= 1, got "0"/],
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
