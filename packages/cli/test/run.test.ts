import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Ended, emptyFolder, inProcess, quantblocks } from './program.ts';

const folder = emptyFolder(afterAll);
const MARKET = ['--synthetic', '--assets', '2', '--bars', '2500', '--workers', '1'];
// Everything passes: what is tested here is the program, not the verdict.
const SETTINGS = {
  seed: 5,
  screen: { trials: 3, minPositions: 1, criteria: 'positions >= 0' },
  validate: { trials: 40, folds: 2, minPositions: 1, criteria: 'positions >= 0', resamples: 199 },
  rescue: { enabled: false },
};
const SET = Object.entries(SETTINGS).flatMap(([part, value]) => ['--set', `${part}=${JSON.stringify(value)}`]);
const runs = (name: string): string => join(folder, name);

interface Summary {
  readonly id: string;
  readonly folder: string;
  readonly passed: number;
  readonly scan: readonly { readonly asset: string; readonly status: string }[];
  readonly truth: unknown;
}

let whole: Ended;
let summary: Summary;
beforeAll(async () => {
  whole = await quantblocks(folder, ['run', ...MARKET, ...SET, '--json']);
  summary = JSON.parse(whole.out);
});

it('prints only JSON with --json, and ends with 0 if an asset passed', () => {
  expect([whole.code, whole.err]).toEqual([0, '']);
  expect(summary.scan.map(({ asset, status }) => [asset, status])).toEqual([
    ['ALFA', 'PASS'],
    ['BRAVO', 'PASS'],
  ]);
  expect([summary.passed, summary.truth]).toEqual([2, { ALFA: 'trend', BRAVO: 'noise' }]);
});

it('keeps what ended when it is interrupted, says how to go on, and goes on to the same files', async () => {
  let second: Promise<Ended> | undefined;
  const stopped = await quantblocks(folder, ['run', ...MARKET, ...SET, '--runs', 'b'], (err, child) => {
    if (second !== undefined || !err.includes('screen    ALFA')) return;
    // Held still, it surely works on this run while another wants to.
    child.kill('SIGSTOP');
    second = inProcess('run', '--resume', 'latest', '--runs', runs('b'), '--workers', '1').finally(() => {
      child.kill('SIGINT');
      child.kill('SIGCONT');
    });
  });
  const id = /^run (\S+)$/m.exec(stopped.err)?.[1] ?? '';
  expect([stopped.code, stopped.out]).toEqual([130, '']);
  expect(stopped.err).toContain(`interrupted; go on with: quantblocks run --resume ${id} --runs b\n`);
  const refused = await second;
  expect(refused?.code).toBe(1);
  expect(refused?.err).toMatch(/lock/i);
  expect((await inProcess('runs', 'list', '--runs', runs('b'))).out).toMatch(new RegExp(`${id}.*unfinished.*2`));

  const resumed = await quantblocks(folder, ['run', '--resume', id, '--runs', 'b', '--workers', '1']);
  expect(resumed.code).toBe(0);
  expect(resumed.err).toMatch(/screen {4}ALFA .*kept from before/);
  expect(resumed.err).not.toMatch(/validate .*kept/);
  expect(resumed.out).toMatch(/2 of 2 assets passed run/);
  for (const file of [
    'scan.csv',
    'guards.csv',
    'params/ALFA.json',
    'trials/BRAVO.validate.csv',
    'portfolio/portfolio.json',
  ])
    expect(readFileSync(join(folder, 'b', id, file), 'utf8')).toBe(readFileSync(join(summary.folder, file), 'utf8'));
});

it('refuses to resume with other settings, or a run that is not there', async () => {
  const other = await inProcess('run', '--resume', 'latest', '--seed', '2', '--runs', runs('runs'));
  expect([other.code, other.err.split('\n')[0]]).toEqual([
    1,
    '--seed and --resume exclude each other: a run keeps its settings',
  ]);
  const none = await inProcess('run', '--resume', 'latest', '--runs', runs('none'));
  expect(none.code).toBe(1);
  expect(none.err).toMatch(/^ID: expected a run in /);
});

it('shows a run, in words and as JSON', async () => {
  const store = ['--runs', runs('runs')];
  const list = await inProcess('runs', 'list', ...store);
  expect(list.out).toMatch(new RegExp(`${summary.id} +finished +2 +2 +quantblocks run`));
  const shown = await inProcess('runs', 'show', 'latest', ...store);
  expect(shown.out).toContain('synthetic market, seed 1, 2500 bars');
  expect(shown.out).toMatch(/ALFA +PASS +validate/);
  const { manifest, scan } = JSON.parse((await inProcess('runs', 'show', summary.id, '--json', ...store)).out);
  expect([manifest.id, manifest.config.seed, scan.length]).toEqual([summary.id, 5, 2]);
  const short = await inProcess('runs', 'show', summary.id.slice(-6), ...store);
  expect(short.out).toBe(shown.out);
});

it('compares runs and takes notes', async () => {
  const store = ['--runs', runs('runs')];
  const { out } = await inProcess('runs', 'compare', summary.id, 'latest', '--json', ...store);
  expect(JSON.parse(out)).toMatchObject({ config: [], verdicts: [], parameters: [], problems: [] });
  await inProcess('runs', 'note', 'latest', 'looks', 'good', ...store);
  const noted = await inProcess('runs', 'note', 'latest', 'really', '--json', ...store);
  expect(JSON.parse(noted.out).notes.map(({ text }: { text: string }) => text)).toEqual(['looks good', 'really']);
  expect((await inProcess('runs', 'show', 'latest', ...store)).out).toContain('  looks good');
});

it('says what the guards said, and ends with 2 unless they passed', async () => {
  const store = ['--runs', runs('runs')];
  const { code, out } = await inProcess('guards', 'latest', 'BRAVO', ...store);
  expect(out).toMatch(/^VERDICT: /);
  const json = await inProcess('guards', 'latest', 'BRAVO', '--json', ...store);
  const { status, lines } = JSON.parse(json.out);
  expect([code, json.code]).toEqual(status === 'pass' ? [0, 0] : [2, 2]);
  expect(lines.length).toBeGreaterThan(5);
  const none = await inProcess('guards', 'latest', 'NOPE', ...store);
  expect([none.code, none.err]).toEqual([1, `ASSET: expected one that ${summary.id} validated, got "NOPE"\n`]);
});

it('diagnoses an asset and says what to try next', async () => {
  const store = ['--runs', runs('runs')];
  const { code, out } = await inProcess('diagnose', 'latest', 'ALFA', ...store);
  expect(out).toMatch(/^(PASS|WARN|FAIL|INSUFFICIENT)\n[\s\S]*walkForwardEfficiency[\s\S]*next search: trials \d+/);
  const json = await inProcess('diagnose', 'latest', 'ALFA', '--json', ...store);
  expect(code).toBe(JSON.parse(json.out).status === 'pass' ? 0 : 2);
  expect((await inProcess('diagnose', 'latest', 'NOPE', ...store)).err).toMatch(/^ASSET: expected one of ALFA, BRAVO/);
});

it('produces scripts of what passed, and replaces none', async () => {
  const store = ['--runs', runs('runs')];
  const { code, out } = await inProcess('produce', 'latest', 'ALFA', ...store);
  expect(code).toBe(0);
  expect(out).toContain('//@version=6');
  expect(out).toContain(summary.id);
  const into = ['--out', join(folder, 'scripts'), ...store];
  const written = JSON.parse((await inProcess('produce', 'latest', '--json', ...into)).out) as string[];
  expect(written.map((path) => path.slice(folder.length))).toEqual(
    ['ALFA.pine', 'ALFA.json', 'BRAVO.pine', 'BRAVO.json'].map((name) => `/scripts/${name}`),
  );
  expect(readFileSync(written[0], 'utf8')).toBe(out);
  expect((await inProcess('produce', 'latest', ...into)).code).toBe(0);
  const other = await inProcess('produce', 'latest', '--out', join(folder, 'scripts'), '--runs', runs('b'));
  expect(other.code).toBe(1);
  expect(other.err).toMatch(/--out: expected a folder without other scripts of this name/);
});
