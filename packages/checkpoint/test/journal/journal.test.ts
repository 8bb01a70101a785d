import { appendFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntegrityError, ParameterError } from '@quantblocks/core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type JournalOptions, LockedError, openJournal, StorageError, type SyncPolicy } from '../../src/index.ts';
import { FaultyFileSystem } from '../faulty-file-system.ts';
import { header, namesIn, scratchFolder } from '../scratch.ts';

let folder: string;
let path: string;
let fileSystem: FaultyFileSystem;
beforeEach(() => {
  folder = scratchFolder();
  path = join(folder, 'run.journal');
  fileSystem = new FaultyFileSystem();
});

type Change = Partial<JournalOptions>;
const open = (change: Change = {}) => openJournal<unknown, unknown>(path, { header, fileSystem, ...change });
/** What a reader finds now, as if the process had ended here. */
const recovered = (): readonly unknown[] => {
  const journal = open({ lock: 'none', fileSystem: undefined });
  void journal.close();
  return journal.records;
};

describe('openJournal', () => {
  it('makes the file whole before it has its name, and finds later what was appended', async () => {
    const journal = open();
    expect(fileSystem.durable.filter((call) => !call.includes('.lock-')).slice(-4)).toEqual([
      'write draft',
      'fsync draft',
      'rename draft run.journal',
      'syncFolder',
    ]);
    await journal.append({ score: Number.NEGATIVE_INFINITY });
    await journal.append([1]);
    expect(journal.length).toBe(2);
    await journal.close();
    await journal.close();
    const again = open();
    expect(again.records).toEqual([{ score: Number.NEGATIVE_INFINITY }, [1]]);
    expect([again.length, again.dropped, again.snapshot, again.header]).toEqual([2, 0, undefined, header]);
    await again.close();
    expect(namesIn(folder)).toEqual(['run.journal']);
  });

  it('cuts off a torn tail, reports its bytes, and goes on behind the last good record', async () => {
    const journal = open();
    await journal.append('one');
    await journal.close();
    const { size } = statSync(path);
    appendFileSync(path, '12345678 {"seq":2,"rec');
    const again = open();
    expect([again.records, again.dropped, statSync(path).size]).toEqual([['one'], 22, size]);
    expect(fileSystem.durable.slice(-2)).toEqual([`ftruncate run.journal ${size}`, 'fdatasync run.journal']);
    await again.append('two');
    await again.close();
    expect(recovered()).toEqual(['one', 'two']);
  });

  it('refuses another configuration or schema, unless the former is accepted in words', async () => {
    await open().close();
    const other = { configHash: 'b2', schema: 1 };
    expect(() => open({ header: other })).toThrow(IntegrityError);
    expect(() => open({ header: other })).toThrow(
      `${path}: expected configuration b2 (use another folder, or say otherConfiguration: 'accept'), got "a1"`,
    );
    const accepted = open({ header: other, otherConfiguration: 'accept' });
    expect(accepted.header.configHash).toBe('a1');
    await accepted.close();
    const newer = { header: { configHash: 'a1', schema: 2 }, otherConfiguration: 'accept' } as const;
    expect(() => open(newer)).toThrow('expected schema 2, got 1');
  });

  it('leaves no lock and no open file when it refuses', async () => {
    writeFileSync(path, 'something else\n');
    expect(() => open()).toThrow(IntegrityError);
    expect(readFileSync(path, 'utf8')).toBe('something else\n');
    rmSync(path);
    await open().close();
  });

  it('lets a second writer fail at once, in words', async () => {
    const journal = open();
    expect(() => open()).toThrow(LockedError);
    expect(() => open()).toThrow(/run\.journal: is being written by this process itself on .+ since 2/);
    await journal.close();
    await open().close();
  });

  it('removes drafts of a killed process and nothing else', async () => {
    const names = [
      '.run.journal.1-00112233aabb.tmp',
      '.other.journal.1-00112233aabb.tmp',
      '.run.journal.mine.tmp',
      'x.tmp',
    ];
    for (const name of names) writeFileSync(join(folder, name), '');
    await open().close();
    expect(namesIn(folder)).toEqual([
      '.other.journal.1-00112233aabb.tmp',
      '.run.journal.mine.tmp',
      'run.journal',
      'x.tmp',
    ]);
  });

  it('refuses options that cannot be meant', () => {
    const wrong: Change[] = [
      { header: { configHash: '', schema: 1 } },
      { header: { configHash: 'a', schema: 1.5 } },
      { sync: 'sometimes' as SyncPolicy },
      { sync: { group: { ms: -1 } } },
      { sync: { group: { ms: 1, records: 0 } } },
    ];
    for (const change of wrong) expect(() => open(change)).toThrow(ParameterError);
    expect(namesIn(folder)).toEqual([]);
  });

  it.each(['EROFS', 'EACCES'])('says %s when the folder cannot be written', (code) => {
    fileSystem.fail('open', code);
    expect(() => open()).toThrow(expect.objectContaining({ name: 'StorageError', code }));
  });
});

describe('append', () => {
  const calls = async (sync: SyncPolicy, act: (append: () => Promise<void>) => Promise<unknown>): Promise<string[]> => {
    const journal = open({ sync });
    fileSystem.calls.length = 0;
    await act(() => journal.append(0));
    const { durable } = fileSystem;
    await journal.close();
    return durable.map((call) => call.split(' ')[0]);
  };

  it('flushes each record under every', async () => {
    const order = await calls('every', async (append) => {
      await append();
      await append();
    });
    expect(order).toEqual(['write', 'fdatasync', 'write', 'fdatasync']);
  });

  it('flushes once for a group, by number or by time', async () => {
    const three = await calls({ group: { ms: 60_000, records: 3 } }, (append) =>
      Promise.all([append(), append(), append()]),
    );
    expect(three).toEqual(['write', 'write', 'write', 'fdatasyncLater']);
    rmSync(path);
    const byTime = await calls({ group: { ms: 1 } }, (append) => Promise.all([append(), append()]));
    expect(byTime).toEqual(['write', 'write', 'fdatasyncLater']);
  });

  it('does not acknowledge a group before its flush', async () => {
    const journal = open({ sync: { group: { ms: 60_000 } } });
    let isDone = false;
    const appended = journal.append(1).then(() => {
      isDone = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(isDone).toBe(false);
    await journal.flushed();
    await appended;
    const last = journal.append(2);
    await journal.close();
    await last;
    expect(recovered()).toEqual([1, 2]);
  });

  it('does not flush under none until it is closed', async () => {
    expect(await calls('none', (append) => append())).toEqual(['write']);
    expect(fileSystem.durable.at(-1)).toBe('fdatasync run.journal');
  });

  it('goes on after short writes', async () => {
    const journal = open();
    fileSystem.shortWrites = 3;
    await journal.append('a record of some length');
    await journal.close();
    expect(recovered()).toEqual(['a record of some length']);
  });

  it('takes records while a group is on its way to the disk, and lets no close overtake it', async () => {
    const journal = open({ sync: { group: { ms: 0, records: 2 } } });
    const order: string[] = [];
    const appends = [1, 2, 3, 4, 5].map((value) => journal.append(value).then(() => order.push(`${value}`)));
    await Promise.all([...appends, journal.close().then(() => order.push('closed'))]);
    expect(order.slice(0, 4)).toEqual(['1', '2', '3', '4']);
    expect(order).toHaveLength(6);
    const again = open();
    expect(again.records).toEqual([1, 2, 3, 4, 5]);
    await again.close();
  });

  it('closes the file only when the groups on their way have arrived', async () => {
    let arrive = (): void => {};
    fileSystem.fdatasyncLater = () => new Promise((resolve) => (arrive = resolve));
    const journal = open({ sync: { group: { ms: 0, records: 1 } } });
    const appended = journal.append(1);
    await Promise.resolve();
    const closed = journal.close();
    await new Promise((resolve) => setTimeout(resolve, 1));
    expect(fileSystem.calls).not.toContain('close run.journal');
    arrive();
    await Promise.all([appended, closed]);
    expect(fileSystem.calls).toContain('close run.journal');
  });

  it('removes half a record when the disk is full, and takes the next when there is room', async () => {
    const journal = open();
    await journal.append('one');
    fileSystem.space = 10;
    await expect(journal.append('two')).rejects.toThrow(StorageError);
    await expect(journal.append('two')).rejects.toThrow(`${path}: could not append a record: ENOSPC`);
    expect(recovered()).toEqual(['one']);
    fileSystem.heal();
    await journal.append('three');
    await journal.close();
    expect(recovered()).toEqual(['one', 'three']);
  });

  it('takes nothing more after a flush failed, and tells everybody of the group', async () => {
    const journal = open({ sync: { group: { ms: 1 } } });
    fileSystem.fail('fdatasyncLater', 'EIO');
    const both = await Promise.allSettled([journal.append(1), journal.append(2)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    fileSystem.heal();
    await expect(journal.append(3)).rejects.toThrow('could not flush its records: EIO');
    await journal.close();
  });

  it('takes nothing more when half a record can neither be finished nor removed', async () => {
    const journal = open();
    fileSystem.space = 10;
    fileSystem.fail('ftruncate', 'EIO');
    await expect(journal.append('two')).rejects.toThrow('could not remove half a record: EIO');
    fileSystem.heal();
    await expect(journal.append('three')).rejects.toThrow('could not remove half a record');
    await journal.close();
    expect(recovered()).toEqual([]);
  });

  it('leaves no trace of a record that JSON would lose', async () => {
    const journal = open();
    await expect(journal.append({ f: () => 1 })).rejects.toThrow('record.f: expected plain data');
    await journal.append(1);
    await journal.close();
    expect(recovered()).toEqual([1]);
  });

  it('notices that the file, its folder or its lock is gone', async () => {
    const journal = open({ lock: 'none' });
    rmSync(path);
    await expect(journal.append(1)).rejects.toThrow('expected the file that was opened');
    await journal.close();
    const locked = open();
    rmSync(folder, { recursive: true });
    await expect(locked.append(1)).rejects.toThrow('the lock is gone');
    await locked.close();
  });

  it('refuses a closed journal', async () => {
    const journal = open();
    await journal.close();
    await expect(journal.append(1)).rejects.toThrow('expected an open journal');
  });
});

describe('compact', () => {
  const filled = async (change: Change = {}) => {
    const journal = open(change);
    await journal.append(1);
    await journal.append(2);
    fileSystem.calls.length = 0;
    return journal;
  };

  it('puts a snapshot in place of the records, in one step, and numbers on', async () => {
    const journal = await filled();
    await journal.compact({ sum: 3 });
    expect(fileSystem.durable).toEqual(['write draft', 'fsync draft', 'rename draft run.journal', 'syncFolder']);
    await journal.append(4);
    expect(journal.length).toBe(3);
    await journal.close();
    const again = open();
    expect([again.snapshot, again.records, again.length]).toEqual([{ sum: 3 }, [4], 3]);
    await again.compact({ sum: 7 });
    await again.close();
    expect(readFileSync(path, 'utf8')).toMatch(/^[0-9a-f]{8} \{.*"seq":3,"snapshot":\{"sum":7\}\}\n$/);
  });

  it('acknowledges a waiting group first', async () => {
    const journal = open({ sync: { group: { ms: 60_000 } } });
    const appended = journal.append(1);
    await journal.compact('one');
    await appended;
    await journal.close();
  });

  it('keeps what is appended while a group is on its way to the disk', async () => {
    const arrivals: (() => void)[] = [];
    fileSystem.fdatasyncLater = (file) => {
      fileSystem.calls.push(`fdatasyncLater ${file}`);
      return new Promise((resolve) => arrivals.push(resolve));
    };
    const journal = open({ sync: { group: { ms: 0, records: 1 } } });
    const first = journal.append(1);
    await Promise.resolve();
    const compacted = journal.compact('one');
    const second = journal.append(2);
    await compacted;
    expect(fileSystem.calls).not.toContain('close run.journal');
    arrivals[0]();
    await first;
    await vi.waitFor(() => expect(arrivals).toHaveLength(2)); // the new file needs a flush of its own
    expect(fileSystem.calls).toContain('close run.journal');
    arrivals[1]();
    await second;
    await journal.close();
    const again = open();
    expect([again.snapshot, again.records, again.length]).toEqual(['one', [2], 2]);
    await again.close();
  });

  it('replaces no file of somebody who took over', async () => {
    const journal = await filled();
    rmSync(join(folder, readdirSync(folder).find((name) => name.includes('.lock-'))!));
    await expect(journal.compact('sum')).rejects.toThrow(LockedError);
    expect(recovered()).toEqual([1, 2]);
    await journal.close();
  });

  it.each(['open', 'write', 'fsync', 'rename'] as const)(
    'changes nothing when %s fails, and goes on',
    async (method) => {
      const journal = await filled();
      fileSystem.fail(method, 'ENOSPC');
      await expect(journal.compact('sum')).rejects.toThrow('could not compact the journal: ENOSPC');
      fileSystem.heal();
      expect(recovered()).toEqual([1, 2]);
      await journal.append(3);
      await journal.close();
      expect(recovered()).toEqual([1, 2, 3]);
      expect(namesIn(folder)).toEqual(['run.journal']);
    },
  );

  it('takes nothing more when it is not known whether the new file survives', async () => {
    const journal = await filled();
    fileSystem.fail('syncFolder', 'EIO');
    await expect(journal.compact('sum')).rejects.toThrow('could not flush the folder: EIO');
    await expect(journal.append(3)).rejects.toThrow('could not flush the folder');
    await journal.close();
  });
});
