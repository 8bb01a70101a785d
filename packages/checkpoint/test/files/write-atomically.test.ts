import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FileSystem, StorageError, writeAtomically } from '../../src/index.ts';
import { FaultyFileSystem } from '../faulty-file-system.ts';
import { namesIn, scratchFolder } from '../scratch.ts';

function prepared(): { folder: string; path: string; fileSystem: FaultyFileSystem } {
  const folder = scratchFolder();
  const path = join(folder, 'state.json');
  writeFileSync(path, 'old');
  return { folder, path, fileSystem: new FaultyFileSystem() };
}

describe('writeAtomically', () => {
  it('writes, flushes, renames and flushes the folder, in this order', () => {
    const { folder, path, fileSystem } = prepared();
    writeAtomically(path, Buffer.from('new'), { fileSystem });
    expect(fileSystem.calls).toEqual([
      'open draft wx',
      'write draft',
      'stat draft',
      'fsync draft',
      'rename draft state.json',
      'close draft',
      'syncFolder',
    ]);
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(namesIn(folder)).toEqual(['state.json']);
  });

  it('goes on after short writes until all bytes are out', () => {
    const { path, fileSystem } = prepared();
    fileSystem.shortWrites = 7;
    const bytes = Buffer.from('0123456789'.repeat(10));
    writeAtomically(path, bytes, { fileSystem });
    expect(readFileSync(path)).toEqual(bytes);
    expect(fileSystem.calls.filter((call) => call === 'write draft')).toHaveLength(15);
  });

  it.each(['open', 'write', 'stat', 'fsync', 'rename'] as const)(
    'leaves the old file and no draft when %s fails',
    (method) => {
      for (const code of ['EIO', 'ENOSPC', 'EROFS', 'EACCES']) {
        const { folder, path, fileSystem } = prepared();
        fileSystem.fail(method, code);
        const attempt = (): void => writeAtomically(path, Buffer.from('new'), { fileSystem });
        expect(attempt).toThrow(StorageError);
        expect(attempt).toThrow(`${path}: could not write 3 bytes: ${code}`);
        expect(readFileSync(path, 'utf8')).toBe('old');
        expect(namesIn(folder)).toEqual(['state.json']);
      }
    },
  );

  it('reports a disk that fills up after a short write, and keeps the old file', () => {
    const { folder, path, fileSystem } = prepared();
    fileSystem.space = 40;
    expect(() => writeAtomically(path, Buffer.alloc(100), { fileSystem })).toThrow(
      expect.objectContaining({ code: 'ENOSPC', path }),
    );
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(namesIn(folder)).toEqual(['state.json']);
  });

  it('does not believe a write that takes nothing, nor a file of another size', () => {
    const { path, fileSystem } = prepared();
    fileSystem.shortWrites = 0;
    expect(() => writeAtomically(path, Buffer.from('new'), { fileSystem })).toThrow('a write took 0 of 3 bytes');
    fileSystem.heal();
    const lying: FileSystem = Object.assign(Object.create(fileSystem) as FileSystem, {
      stat: () => ({ size: 2, links: 1 }),
    });
    expect(() => writeAtomically(path, Buffer.from('new'), { fileSystem: lying })).toThrow(
      'expected 3 bytes on disk, got 2',
    );
    expect(readFileSync(path, 'utf8')).toBe('old');
  });

  it('says so when the folder could not be flushed: the new bytes are there, but not safe', () => {
    const { path, fileSystem } = prepared();
    fileSystem.fail('syncFolder', 'EIO');
    expect(() => writeAtomically(path, Buffer.from('new'), { fileSystem })).toThrow('EIO');
    expect(readFileSync(path, 'utf8')).toBe('new');
  });

  it('puts the file back when it was set aside as the previous one and the draft cannot be renamed', () => {
    const { folder, path, fileSystem } = prepared();
    fileSystem.fail('rename', 'EIO', 1);
    const previous = `${path}.bak`;
    let renames = 0;
    const once: FileSystem = Object.assign(Object.create(fileSystem) as FileSystem, {
      rename: (from: string, to: string) => {
        if (++renames === 3) fileSystem.heal();
        fileSystem.rename(from, to);
      },
    });
    expect(() => writeAtomically(path, Buffer.from('new'), { fileSystem: once, previous })).toThrow('EIO');
    expect(namesIn(folder)).toEqual(['state.json']);
    expect(readFileSync(path, 'utf8')).toBe('old');
  });

  it('reports a folder that vanished', () => {
    const { folder } = prepared();
    const gone = join(folder, 'gone');
    mkdirSync(gone);
    rmSync(gone, { recursive: true });
    expect(() => writeAtomically(join(gone, 'state.json'), Buffer.from('new'))).toThrow(
      expect.objectContaining({ name: 'StorageError', code: 'ENOENT' }),
    );
  });
});
