import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'final-trigger-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--import',
      './tools/register-ts.mjs',
      '--conditions=@quantblocks/source',
      'examples/final-trigger/main.ts',
      '--out',
      folder,
      ...args,
    ],
    { cwd: repository, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } },
  );
  return { status, out: stdout, err: stderr };
}

it('writes a complete run folder and says where it is', () => {
  const { status, out } = run('--bars', '2000');
  expect(status).toBe(0);
  for (const word of ['safe', 'compat', 'buy and hold', 'Sharpe ratio', 'Ambiguous bars', 'report.html'])
    expect(out).toContain(word);
  const [runFolder] = readdirSync(folder);
  for (const file of ['manifest.json', 'report.html', 'safe/trades.csv', 'safe/equity.csv', 'compat/metrics.json']) {
    expect(existsSync(join(folder, runFolder, file)), file).toBe(true);
  }
}, 20_000);

it('prints only JSON with --json', () => {
  const { status, out } = run('--bars', '2000', '--json', '--asset', 'BRAVO');
  expect(status).toBe(0);
  const { symbol, figures } = JSON.parse(out);
  expect(symbol).toBe('BRAVO');
  expect(figures.Positions.safe).toBeGreaterThan(0);
}, 20_000);

it('says in a line what is wrong with the input, and writes nothing', () => {
  const empty = join(folder, 'empty.csv');
  writeFileSync(empty, '');
  const short = join(folder, 'short.csv');
  writeFileSync(short, 'time,open,high,low,close\n2024-01-01,1,2,3,1\n2024-01-02,1,2,1,1\n');
  const cases = [
    [['--csv', empty], /empty\.csv/],
    [['--csv', short], /short\.csv.*row 2/],
    [['--csv', join(folder, 'missing.csv')], /no such file/],
    [['--seed', 'x'], /--seed: expected a whole number, got "x"/],
    [['--bogus'], /--bogus[\s\S]*--help/],
  ] as const;
  const before = readdirSync(folder).length;
  for (const [args, message] of cases) {
    const { status, err } = run(...args);
    expect(status).toBe(1);
    expect(err).toMatch(message);
    expect(err).not.toContain('    at ');
  }
  expect(readdirSync(folder).length).toBe(before);
}, 60_000);
