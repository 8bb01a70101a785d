import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataError, ParameterError } from '@quantblocks/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type History, type HistoryKind, openHistory } from '../../src/diagnostics/history.ts';

function scratchHistory(): History {
  const folder = mkdtempSync(join(tmpdir(), 'history-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  let day = 1;
  return openHistory(join(folder, 'below', 'history.jsonl'), { now: () => new Date(Date.UTC(2026, 0, day++)) });
}

const entry = (kind: HistoryKind, asset: string, detail: unknown = null) =>
  ({ kind, asset, strategy: 'final-trigger', runId: 'r1', detail }) as const;

describe('History', () => {
  it('is empty before anything happened', () => {
    const history = scratchHistory();
    expect([history.entries(), history.validatedAssets(), history.deadAssets()]).toEqual([[], [], []]);
  });
  it('keeps entries in order, with their time and plain data bit for bit', async () => {
    const history = scratchHistory();
    await history.add(entry('diagnosis', 'BTC', { sharpe: Number.NaN }));
    await history.add(entry('reoptimisation', 'ETH', { trials: 50 }));
    expect(history.entries()).toEqual([
      { ...entry('diagnosis', 'BTC', { sharpe: Number.NaN }), at: '2026-01-01T00:00:00.000Z' },
      { ...entry('reoptimisation', 'ETH', { trials: 50 }), at: '2026-01-02T00:00:00.000Z' },
    ]);
    expect(history.entries({ kind: 'diagnosis' }).map(({ asset }) => asset)).toEqual(['BTC']);
    expect(history.entries({ asset: 'ETH', kind: 'diagnosis' })).toEqual([]);
  });
  it('knows who is validated and who is dead by the last word on each', async () => {
    const history = scratchHistory();
    for (const [kind, asset] of [
      ['validated', 'BTC'],
      ['validated', 'ETH'],
      ['dead', 'DOGE'],
      ['rejected', 'BTC'],
      ['dead', 'SHIB'],
      ['revived', 'DOGE'],
      ['validated', 'BTC'],
    ] as const) {
      await history.add(entry(kind, asset));
    }
    expect(history.validatedAssets()).toEqual(['ETH', 'BTC']);
    expect(history.deadAssets()).toEqual(['SHIB']);
    expect(history.deadAssets('another strategy')).toEqual([]);
  });
  it('loses nothing when several add at once, and leaves no locks', async () => {
    const history = scratchHistory();
    const others = Array.from({ length: 4 }, () => openHistory(history.path));
    await Promise.all(others.flatMap((other, i) => [0, 1].map((j) => other.add(entry('dead', `A${i}${j}`)))));
    expect(history.deadAssets().sort()).toEqual(['A00', 'A01', 'A10', 'A11', 'A20', 'A21', 'A30', 'A31']);
    expect(readdirSync(join(history.path, '..'))).toEqual(['history.jsonl']);
  });
  it('refuses what is no entry, and names a line that is damaged', async () => {
    const history = scratchHistory();
    await expect(history.add(entry('buried' as never, 'BTC'))).rejects.toThrow(ParameterError);
    await expect(history.add(entry('dead', ''))).rejects.toThrow('asset');
    await expect(history.add(entry('dead', 'BTC', new Map()))).rejects.toThrow(ParameterError);
    await history.add(entry('dead', 'BTC'));
    writeFileSync(history.path, `${readFileSync(history.path, 'utf8')}{"kind":"dead"`);
    expect(() => history.entries()).toThrow(DataError);
    expect(() => history.entries()).toThrow(/history\.jsonl, row 2/);
    expect(() => openHistory('')).toThrow(ParameterError);
  });
});
