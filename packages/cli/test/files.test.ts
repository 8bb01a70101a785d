import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { syntheticMarket } from '@quantblocks/data';
import { afterAll, expect, it } from 'vitest';
import { emptyFolder, inProcess, quantblocks, SHELL_LINE } from './program.ts';

const folder = emptyFolder(afterAll);
const data = join(folder, 'data');
mkdirSync(data);
const { bars } = syntheticMarket({ seed: 3, bars: 2500, assets: ['ALFA', 'BRAVO'] });
const csvOf = ({ time, open, high, low, close, volume }: (typeof bars)[number], step = 1): string =>
  [
    'time,open,high,low,close,volume',
    ...Array.from(time, (at, i) => [at, open[i], high[i], low[i], close[i], volume[i]].join(',')).filter(
      (_, i) => i % step === 0,
    ),
  ].join('\n');
const alfa = join(data, 'Binance_ALFAUSDT_1h.csv');
writeFileSync(alfa, csvOf(bars[0]));
writeFileSync(join(data, 'BRAVO_USDT_1h.csv'), csvOf(bars[1]));
writeFileSync(join(data, 'BRAVO_USDT_2h.csv'), csvOf(bars[1], 2));

it('screens a folder of candles, of one timeframe, and ends with 2 if nothing passed', async () => {
  const settings = ['--set', 'screen={"trials":2,"criteria":"sharpe > 99"}', '--workers', '1', '--timeframe', '1h'];
  const { code, out, err } = await quantblocks(folder, ['screen', '--data', 'data', ...settings]);
  expect(code).toBe(2);
  expect(out).toContain('0 of 2 assets passed screen');
  expect(out).toMatch(/ALFA +FAIL +screen/);
  expect(err).toContain('Binance_ALFAUSDT_1h.csv: 2500 rows of 1h');
  const list = JSON.parse((await inProcess('runs', 'list', '--json', '--runs', join(folder, 'runs'))).out);
  expect(list).toMatchObject([{ state: 'finished', assets: 2, passed: 0, about: 'quantblocks screen' }]);
});

it('does not guess between two files of an asset', async () => {
  const { code, err } = await inProcess('screen', '--data', data);
  expect([code, err.split('\n')[0]]).toEqual([
    1,
    'BRAVO_USDT_1h.csv, BRAVO_USDT_2h.csv are all of BRAVO: choose with --timeframe, or name the files',
  ]);
  const other = await inProcess('screen', '--data', data, '--assets', 'CHARLIE');
  expect(other.err).toMatch(/^--assets: expected some of BRAVO, BRAVO, ALFA, got "CHARLIE"/);
});

it('downloads candles into files that it can read, and replaces none', async () => {
  const start = Date.parse('2024-01-01');
  const candles = [0, 1, 2].map((i) => {
    const at = start + 3_600_000 * i;
    return [at, '1', '2', '0.5', '1.5', '10', at + 3_599_999, '0', 0, '0', '0', '0'];
  });
  const server = createServer((request, response) => {
    const from = Number(new URL(request.url ?? '', 'http://x').searchParams.get('startTime'));
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(candles.filter(([at]) => (at as number) >= from)));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const out = join(folder, 'fetched');
  const words = ['download', 'ALFAUSDT', '--url', `http://127.0.0.1:${port}`, '--end', '2024-01-02', '--out', out];
  const { code, out: text } = await inProcess(...words);
  server.close();
  const path = join(out, 'Binance_ALFAUSDT_1h.csv');
  expect([code, text]).toEqual([0, `${path}: 3 bars\n`]);
  expect((await inProcess('quality', path)).out).toContain('3 rows of 1h, 2024-01-01 00:00 .. 2024-01-01 02:00 UTC');
  expect((await inProcess(...words)).err).toMatch(/^--out: expected a folder that does not have this file yet/);
  expect((await inProcess('download', '../x', '--out', out)).err).toMatch(/^SYMBOL: expected a pair/);
  expect((await inProcess('download', 'X', '--start', 'May', '--out', out)).err).toMatch(/^--start: expected a day/);
  expect(existsSync(`${path}.part`)).toBe(false);
});

it('reports the quality of files, and ends with 2 if rows are impossible', async () => {
  const good = await inProcess('quality', alfa);
  expect([good.code, good.out.split(',')[0]]).toEqual([0, 'Binance_ALFAUSDT_1h.csv: 2500 rows of 1h']);
  const bad = join(folder, 'bad.csv');
  writeFileSync(bad, 'time,open,high,low,close,volume\n0,1,2,1,1,1\n3600000,1,0.5,1,1,1\n7200000,1,2,1,1,1\n');
  const { code, out } = await inProcess('quality', alfa, bad, '--json');
  expect(code).toBe(2);
  expect(
    JSON.parse(out).map(({ findings }: { findings: { impossibleOhlc: number[] } }) => findings.impossibleOhlc),
  ).toEqual([[], [1]]);
  writeFileSync(bad, 'when,what\n1,2\n');
  expect((await inProcess('quality', bad)).code).toBe(1);
});

it('backtests a file with parameters from a file', async () => {
  const { code, out } = await inProcess('backtest', alfa);
  expect(code).toBe(0);
  expect(out).toMatch(/Total return +\S+% +\S+%/);
  const params = join(folder, 'params.json');
  writeFileSync(params, JSON.stringify({ strategy: 'final-trigger', params: { stopAtr: 4 } }));
  const json = JSON.parse((await inProcess('backtest', alfa, '--params', params, '--preset', 'compat', '--json')).out);
  expect([json.bars, json.preset, json.params.stopAtr, json.params.priceTolerance]).toEqual([2500, 'compat', 4, 1e-4]);
  writeFileSync(params, '{"stopAtr":');
  expect((await inProcess('backtest', alfa, '--params', params)).err).toMatch(/^--params .*expected JSON/);
  expect((await inProcess('backtest', alfa, '--preset', 'saef')).err).toContain('did you mean safe?');
});

it('compares a TradingView export, and ends with 2 if a column differs', async () => {
  const path = join(folder, 'export.csv');
  const rows = (mama: number): string =>
    [
      'time,open,high,low,close,MAMA',
      ...Array.from({ length: 400 }, (_, i) => `${3600 * i},100,101,99,100,${mama}`),
    ].join('\n');
  writeFileSync(path, rows(100));
  const same = await inProcess('compare-pine', path);
  expect([same.code, same.out.split('\n')[2].slice(0, 20).trim()]).toEqual([0, 'MAMA          match']);
  writeFileSync(path, rows(101));
  const { code, out } = await inProcess('compare-pine', path, '--json');
  expect([code, JSON.parse(out).columns[0].status]).toEqual([2, 'differs']);
});

it('reads settings from a file, lets flags win, and describes them as a schema', async () => {
  const path = join(folder, 'settings.json');
  writeFileSync(
    path,
    '\uFEFF{ "seed": 4, "validate": { "folds": 3 }, "strategy": { "name": "mine", "module": "./mine.ts" } }',
  );
  const { out } = await inProcess('config', 'show', '--config', path, '--set', 'validate.trials=7', '--seed', '9');
  const { seed, validate, strategy } = JSON.parse(out);
  expect([seed, validate.folds, validate.trials]).toEqual([9, 3, 7]);
  expect(strategy.module).toMatch(/^file:.*mine\.ts$/);
  const schema = JSON.parse((await inProcess('config', 'schema')).out);
  expect(Object.keys(schema.properties)).toContain('validate');
  expect((await inProcess('config', 'show', '--config', join(folder, 'none.json'))).code).toBe(1);
});

it('names a damaged run and goes on with the others', async () => {
  const runs = join(folder, 'damaged');
  mkdirSync(join(runs, 'broken'), { recursive: true });
  writeFileSync(join(runs, 'broken', 'manifest.json'), '{ "schema": 1,');
  const list = await inProcess('runs', 'list', '--runs', runs);
  expect(list.code).toBe(0);
  expect(list.out).toMatch(/broken +corrupt/);
  for (const words of [
    ['runs', 'show', 'broken'],
    ['guards', 'broken', 'ALFA'],
    ['run', '--resume', 'broken'],
  ]) {
    const { code, out, err } = await inProcess(...words, '--runs', runs);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/manifest\.json: expected JSON/);
  }
});

it('says in a line that the disk takes no more, and how to go on', () => {
  // Files of at most 8 KiB stand for a disk that is full.
  const settings = `--set screen='{"trials":60,"minPositions":1}' --set rescue.enabled=false --workers 1`;
  const line = `ulimit -f 8; ${SHELL_LINE} screen --data ${alfa} ${settings} --runs full`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', line], { cwd: folder, encoding: 'utf8' });
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(
    /go on with: quantblocks screen --resume \S+ --runs full\n.*tasks\.journal: could not append.*\n$/,
  );
  expect(stderr).not.toContain('    at ');
});

it('looks at the machine', async () => {
  const { code, out } = await inProcess('doctor', '--json');
  const { findings } = JSON.parse(out) as { findings: { name: string; value: string }[] };
  expect(code).toBe(0);
  expect(findings.map(({ name }) => name)).toEqual(['Node', 'cores', 'memory', 'disk', 'Redis', 'Chromium']);
  expect(findings[0].value).toBe(process.version);
});

it('ends in silence when its reader has seen enough', () => {
  const line = `${SHELL_LINE} help 2>${join(folder, 'err')} | head -c 20`;
  expect(execFileSync('sh', ['-c', line], { encoding: 'utf8' })).toHaveLength(20);
  expect(readFileSync(join(folder, 'err'), 'utf8')).toBe('');
});
