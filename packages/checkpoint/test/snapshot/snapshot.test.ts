import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntegrityError } from '@quantblocks/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { loadSnapshot, saveSnapshot } from '../../src/index.ts';
import { checkedLine } from '../../src/json/checked-line.ts';
import { FaultyFileSystem } from '../faulty-file-system.ts';
import { header, namesIn, scratchFolder } from '../scratch.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = scratchFolder();
  path = join(folder, 'deep/state.json');
});

const save = (value: unknown, fileSystem = new FaultyFileSystem()): FaultyFileSystem => {
  saveSnapshot(path, value, { header, fileSystem });
  return fileSystem;
};
const load = () => loadSnapshot(path, { header });

describe('saveSnapshot and loadSnapshot', () => {
  it('keep a value and the one before', () => {
    expect(load()).toEqual({ found: 'none', value: undefined, problems: [] });
    save({ score: Number.NaN });
    save([1, Number.POSITIVE_INFINITY]);
    expect(load()).toEqual({ found: 'latest', value: [1, Number.POSITIVE_INFINITY], problems: [] });
    expect(namesIn(join(folder, 'deep'))).toEqual(['state.json', 'state.json.bak']);
    rmSync(path);
    expect(load()).toEqual({ found: 'previous', value: { score: Number.NaN }, problems: [] });
  });

  it('write and flush the new before the old is set aside, and flush the folder last', () => {
    save(1);
    expect(save(2).durable).toEqual([
      'write draft',
      'fsync draft',
      'rename state.json state.json.bak',
      'rename draft state.json',
      'syncFolder',
    ]);
  });

  it('fall back to the one before, and say what was wrong', () => {
    save('old');
    save('new');
    const good = readFileSync(path);
    const damages: [string, () => void][] = [
      ['the file is empty', () => truncateSync(path, 0)],
      ['the end is missing, after 30 bytes', () => truncateSync(path, 30)],
      ['the checksum does not fit', () => writeFileSync(path, 'garbage\n')],
      ['format 9, not 1', () => writeFileSync(path, checkedLine('{"snapshot":9}'))],
    ];
    for (const [problem, damage] of damages) {
      damage();
      expect(load()).toEqual({ found: 'previous', value: 'old', problems: [`${path}: ${problem}`] });
      writeFileSync(path, good);
    }
    for (let cut = 0; cut < good.length; cut++) {
      truncateSync(path, cut);
      expect(load().value).toBe('old');
      writeFileSync(path, good);
    }
    for (let bit = 0; bit < good.length * 8; bit++) {
      const flipped = Buffer.from(good);
      flipped[bit >> 3] ^= 1 << (bit & 7);
      writeFileSync(path, flipped);
      expect(load().value).toBe('old');
    }
  });

  it('tell damage from absence when nothing is left', () => {
    save('old');
    save('new');
    truncateSync(path, 5);
    truncateSync(`${path}.bak`, 0);
    const { found, problems } = load();
    expect(found).toBe('damaged');
    expect(problems).toHaveLength(2);
  });

  it('never let a damaged file take the place of the good one before', () => {
    save('old');
    save('new');
    truncateSync(path, 5);
    save('newest');
    expect(load().value).toBe('newest');
    rmSync(path);
    expect(load().value).toBe('old');
  });

  it('find the old value wherever a save was interrupted', () => {
    save('older');
    save('old');
    copyFileSync(path, `${path}.copy`);
    renameSync(path, `${path}.bak`); // the moment between the two renames
    expect(load()).toEqual({ found: 'previous', value: 'old', problems: [] });
    renameSync(`${path}.copy`, path);
    for (const method of ['open', 'write', 'fsync', 'rename'] as const) {
      for (const after of [0, 1]) {
        const fileSystem = new FaultyFileSystem();
        fileSystem.shortWrites = 40;
        fileSystem.fail(method, 'EIO', after);
        try {
          save('new', fileSystem);
        } catch (error) {
          expect(error).toMatchObject({ name: 'StorageError', code: 'EIO' });
          expect(load().value).toBe('old');
        }
        save('old');
      }
    }
  });

  it('refuse another configuration or schema', () => {
    save(1);
    const other = { configHash: 'b2', schema: 1 };
    expect(() => loadSnapshot(path, { header: other })).toThrow(IntegrityError);
    expect(loadSnapshot(path, { header: other, otherConfiguration: 'accept' }).value).toBe(1);
    expect(() => loadSnapshot(path, { header: { configHash: 'a1', schema: 3 } })).toThrow('expected schema 3, got 1');
  });

  it('report a file that is there but cannot be read', () => {
    save(1);
    const fileSystem = new FaultyFileSystem();
    fileSystem.fail('read', 'EACCES');
    expect(() => loadSnapshot(path, { header, fileSystem })).toThrow('could not read the snapshot: EACCES');
    expect(existsSync(path)).toBe(true);
  });
});
