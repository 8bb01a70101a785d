import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadSnapshot, openJournal, saveSnapshot } from '../../src/index.ts';
import { header, namesIn } from '../scratch.ts';

const mounted: string[] = [];

/** A folder on a disk of its own, which only root may make. */
function mount(...options: string[]): string | undefined {
  const folder = `${process.env.TMPDIR ?? '/tmp'}/checkpoint-disk-${process.pid}-${mounted.length}`;
  mkdirSync(folder, { recursive: true });
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', options.join(','), 'tmpfs', folder]).status !== 0) return undefined;
  mounted.push(folder);
  return folder;
}

const disk = process.platform === 'linux' && process.getuid?.() === 0 ? mount('size=64k') : undefined;
afterAll(() => {
  for (const folder of mounted) {
    spawnSync('umount', ['--lazy', folder]);
    rmSync(folder, { recursive: true });
  }
});

describe.skipIf(disk === undefined)('a disk of 64 KiB (needs the right to mount)', () => {
  const folder = disk ?? '';

  it('lets appends fail in words when it is full, and keeps every record it acknowledged', async () => {
    const path = join(folder, 'run.journal');
    const ballast = join(folder, 'ballast');
    writeFileSync(ballast, Buffer.alloc(8192));
    const journal = openJournal<string>(path, { header, sync: 'none' });
    let acknowledged = 0;
    const append = async (): Promise<void> => {
      for (;;) {
        await journal.append('x'.repeat(300));
        acknowledged++;
      }
    };
    await expect(append()).rejects.toThrow(expect.objectContaining({ name: 'StorageError', code: 'ENOSPC' }));
    expect(acknowledged).toBeGreaterThan(100);
    await expect(journal.compact('y'.repeat(50_000) as never)).rejects.toThrow('ENOSPC');
    await journal.close();
    const again = openJournal(path, { header });
    expect([again.records.length, again.dropped]).toEqual([acknowledged, 0]);
    rmSync(ballast); // a compaction needs room for the new file beside the old one
    await again.compact('small');
    await again.close();
  });

  it('keeps the old snapshot when there is no room for the new one', () => {
    const path = join(folder, 'state.json');
    saveSnapshot(path, 'z'.repeat(20_000), { header });
    const save = (): void => saveSnapshot(path, 'n'.repeat(60_000), { header });
    expect(save).toThrow(expect.objectContaining({ code: 'ENOSPC' }));
    expect(loadSnapshot(path, { header }).value).toBe('z'.repeat(20_000));
    expect(namesIn(folder)).toEqual(['run.journal', 'state.json']);
  });

  it('refuses in words on a disk that is read-only', () => {
    expect(spawnSync('mount', ['-o', 'remount,ro', folder]).status).toBe(0);
    expect(() => openJournal(join(folder, 'run.journal'), { header })).toThrow(
      expect.objectContaining({ code: 'EROFS' }),
    );
    expect(() => saveSnapshot(join(folder, 'state.json'), 1, { header })).toThrow(
      expect.objectContaining({ code: 'EROFS' }),
    );
    expect(loadSnapshot(join(folder, 'state.json'), { header }).value).toBe('z'.repeat(20_000));
  });
});
