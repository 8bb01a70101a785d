import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeFolder } from '../src/atomic-folder.ts';
import { fingerprintBars, positionsCsv, WriteRunError, writeRun } from '../src/index.ts';
import { sampleBars, sampleResult } from './sample.ts';

const root = mkdtempSync(join(tmpdir(), 'report-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const bars = sampleBars(1500);
const result = sampleResult(bars);
const now = () => new Date(Date.UTC(2024, 4, 6, 7, 8, 9));
const input = { root, bars, runs: [{ name: 'safe', result }], now };

function readCsv(text: string): Record<string, string>[] {
  const [header, ...lines] = text.trimEnd().split('\n');
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i], cell])));
}

describe('writeRun', () => {
  it('writes one folder with a manifest, tables, metrics and the report', async () => {
    const { folder, files, runId } = await writeRun({
      ...input,
      name: 'My run!',
      manifest: { seed: 7 },
      suffix: 'aaaaaa',
    });
    expect(runId).toBe('20240506-070809-my-run-aaaaaa');
    expect(readdirSync(folder).sort()).toEqual([...files].sort());
    expect([...files].sort()).toEqual([
      'equity.csv',
      'manifest.json',
      'metrics.json',
      'positions.csv',
      'report.html',
      'trades.csv',
    ]);
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({ runId, seed: 7, createdAt: '2024-05-06T07:08:09.000Z' });
    expect(manifest.data).toMatchObject({ bars: 1500, sha256: fingerprintBars(bars), symbol: 'DEMO/USDT' });
    expect(manifest.runs[0].config.costs.feeBps).toBe(5);
    expect(JSON.parse(readFileSync(join(folder, 'metrics.json'), 'utf8')).positions).toBe(result.positions.length);
  });

  it('writes numbers that read back to the same values', async () => {
    const { folder } = await writeRun({ ...input, name: 'exact' });
    const equity = readCsv(readFileSync(join(folder, 'equity.csv'), 'utf8'));
    expect(equity.map((row) => Number(row.equity))).toEqual(Array.from(result.equity));
    expect(equity.map((row) => Date.parse(row.time))).toEqual(Array.from(bars.time));
    const positions = readCsv(readFileSync(join(folder, 'positions.csv'), 'utf8'));
    const n = result.positions.length;
    expect(positions.map((row) => Number(row.net_pnl))).toEqual(Array.from(result.positions.netPnl.subarray(0, n)));
    const legs = readCsv(readFileSync(join(folder, 'trades.csv'), 'utf8'));
    expect(legs).toHaveLength(result.legs.length);
    expect(legs.map((row) => Number(row.position) - 1)).toEqual(
      Array.from(result.legs.position.subarray(0, result.legs.length)),
    );
  });

  it('gives several runs a subfolder each', async () => {
    const runs = ['safe', 'compat'].map((name) => ({ name, result }));
    const { folder } = await writeRun({ ...input, runs, name: 'pair' });
    expect(readdirSync(folder).sort()).toEqual(['compat', 'manifest.json', 'report.html', 'safe']);
    expect(readdirSync(join(folder, 'safe'))).toHaveLength(4);
  });

  it('never collides within one second', async () => {
    const written = await Promise.all([1, 2, 3].map(() => writeRun({ ...input, name: 'same' })));
    expect(new Set(written.map(({ folder }) => folder)).size).toBe(3);
  });

  it('never replaces a run, and leaves nothing behind when it fails', async () => {
    const again = { ...input, root: join(root, 'again'), name: 'taken', suffix: '000000' };
    const { folder } = await writeRun(again);
    await expect(writeRun(again)).rejects.toThrow(WriteRunError);
    expect(readdirSync(join(root, 'again'))).toEqual([folder.slice(folder.lastIndexOf('/') + 1)]);
  });

  it('says which folder cannot be written', async () => {
    const file = join(root, 'file');
    writeFileSync(file, '');
    await expect(writeRun({ ...input, root: file, name: 'x' })).rejects.toThrow(
      /expected a folder that can be written/,
    );
  });

  it.skipIf(process.getuid?.() === 0)('names the folder without permission', async () => {
    const locked = mkdtempSync(join(root, 'locked-'));
    chmodSync(locked, 0o500);
    await expect(writeRun({ ...input, root: locked, name: 'x' })).rejects.toThrow(locked);
  });

  it('refuses names without a letter and runs whose folders would be one', async () => {
    await expect(writeRun({ ...input, name: '..' })).rejects.toThrow(/name/);
    const runs = ['a b', 'a-b'].map((name) => ({ name, result }));
    await expect(writeRun({ ...input, runs, name: 'x' })).rejects.toThrow(/differ/);
  });
});

describe('writeFolder', () => {
  it('shows nothing of a folder that failed half-way', async () => {
    const place = mkdtempSync(join(root, 'half-'));
    const files = { 'a.txt': 'fine', 'b/c.txt': 'fine', b: 'a file cannot have the name of a folder' };
    await expect(writeFolder(join(place, 'run'), files)).rejects.toThrow(WriteRunError);
    expect(existsSync(join(place, 'run'))).toBe(false);
    expect(readdirSync(place)).toEqual([]);
  });
});

describe('positionsCsv', () => {
  it('leaves what does not exist empty', () => {
    const [row] = readCsv(
      positionsCsv(bars, {
        ...result,
        positions: { ...result.positions, length: 1, initialRisk: Float64Array.of(Number.NaN) },
      }),
    );
    expect([row.initial_risk, row.r, row.mae_r]).toEqual(['', '', '']);
    expect(row.side).toMatch(/^(long|short)$/);
  });
});

describe('fingerprintBars', () => {
  it('changes with any value, and not with how it is stored', () => {
    const other = { ...bars, close: Float64Array.from(bars.close) };
    expect(fingerprintBars(other)).toBe(fingerprintBars(bars));
    other.close[700] += 1e-9;
    expect(fingerprintBars(other)).not.toBe(fingerprintBars(bars));
  });
});
