import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { acquireLock, LockedError, type LockOwner } from '../../src/index.ts';
import { checkedLine } from '../../src/json/checked-line.ts';
import { identifyProcess } from '../../src/lock/process-identity.ts';
import { FaultyFileSystem } from '../faulty-file-system.ts';
import { scratchFolder } from '../scratch.ts';

let path: string;
beforeEach(() => {
  path = join(scratchFolder(), 'run.journal');
});

const locks = (): string[] => readdirSync(join(path, '..'));

/** The lock of somebody else, as it would lie there. */
function rival(change: Partial<LockOwner>, ageMs = 0): string {
  const owner: LockOwner = { ...identifyProcess(), since: Date.UTC(2026, 0, 1), ...change };
  const file = `${path}.lock-${owner.pid}-000000000000`;
  writeFileSync(file, checkedLine(JSON.stringify(owner)));
  const time = (Date.now() - ageMs) / 1000;
  utimesSync(file, time, time);
  return file;
}

/** The number of a process that has ended. */
const deadPid = (): number => spawnSync(process.execPath, ['--version']).pid;

describe('acquireLock', () => {
  it('is exclusive, tells who and since when, and ends with release', () => {
    const lock = acquireLock(path);
    lock.assertHeld();
    expect(() => acquireLock(path)).toThrow(LockedError);
    expect(locks()).toHaveLength(1);
    lock.release();
    lock.release();
    expect(locks()).toEqual([]);
    acquireLock(path).release();
  });

  it('refuses while the owner runs, however silent it is', () => {
    const file = rival({ pid: process.ppid, started: undefined }, 1e9);
    const fileSystem = new FaultyFileSystem();
    expect(() => acquireLock(path, { fileSystem })).toThrow(
      `is being written by process ${process.ppid} on ${hostname()} since 2026-01-01T00:00:00.000Z`,
    );
    expect(locks()).toEqual([file.split('/').at(-1)]);
    expect(fileSystem.calls.filter((call) => call.startsWith('list'))).toHaveLength(1);
  });

  it('takes over at once from an owner that has ended', () => {
    rival({ pid: deadPid() });
    const lock = acquireLock(path);
    expect(locks()).toHaveLength(1);
    lock.release();
  });

  it.runIf(process.platform === 'linux')('takes over at once if the number belongs to another process now', () => {
    rival({ started: '1' });
    acquireLock(path).release();
  });

  it.runIf(process.platform === 'linux')('takes over from an owner that was killed and still has its number', () => {
    const child = spawn('sleep', ['60']);
    const started = readFileSync(`/proc/${child.pid}/stat`, 'latin1').split(') ')[1].split(' ')[19];
    process.kill(child.pid!, 'SIGKILL');
    // Without a turn of the event loop nobody takes note of its end.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    expect(process.kill(child.pid!, 0)).toBe(true);
    rival({ pid: child.pid!, started });
    acquireLock(path).release();
  });

  it('takes over after a restart of the machine, once it is no other machine of that name', () => {
    const before = { boot: 'another', bootedAt: 0 };
    rival(before, 9_000);
    expect(() => acquireLock(path)).toThrow(LockedError);
    rival(before, 11_000);
    acquireLock(path).release();
  });

  it('waits for signs of life of an owner on another machine or in another container', () => {
    for (const elsewhere of [{ host: 'elsewhere', boot: 'another' }, { namespace: 'pid:[1]' }]) {
      rival({ ...elsewhere, pid: 1 }, 50_000);
      expect(() => acquireLock(path)).toThrow(LockedError);
      acquireLock(path, { staleMs: 40_000 }).release();
    }
  });

  it('refuses a lock that cannot be read, and says which file', () => {
    const file = `${path}.lock-1-000000000000`;
    writeFileSync(file, 'garbage');
    expect(() => acquireLock(path)).toThrow(`if nobody writes there, remove ${file}`);
  });

  it('does not mind the locks of other files', () => {
    const other = acquireLock(`${path}2`);
    acquireLock(path).release();
    other.release();
  });

  it('lets no two win that begin together', () => {
    // The rival appears after our file and before our look at the folder, and does not step back.
    const files = new FaultyFileSystem();
    const list = files.list.bind(files);
    let looks = 0;
    files.list = (folder) => {
      if (looks++ === 0) rival({ pid: process.ppid, started: undefined });
      return list(folder);
    };
    expect(() => acquireLock(path, { fileSystem: files })).toThrow(LockedError);
    expect(locks()).toHaveLength(1);
  });

  it('steps back at once before a rival whose name comes first', () => {
    const files = new FaultyFileSystem();
    writeFileSync(`${path}.lock-0`, checkedLine(JSON.stringify({ ...identifyProcess(), since: Date.now() })));
    expect(() => acquireLock(path, { fileSystem: files })).toThrow(LockedError);
    expect(files.calls.filter((call) => call.startsWith('list'))).toHaveLength(1);
    expect(locks()).toEqual(['run.journal.lock-0']);
  });

  it('waits for a rival that steps back', () => {
    const files = new FaultyFileSystem();
    const list = files.list.bind(files);
    let looks = 0;
    let file = '';
    files.list = (folder) => {
      // A name behind every other one of its kind.
      if (looks++ === 0) {
        file = `${path}.lock-x`;
        writeFileSync(file, checkedLine(JSON.stringify({ ...identifyProcess(), since: Date.now() })));
      }
      const names = list(folder);
      if (looks === 2) rmSync(file);
      return names;
    };
    acquireLock(path, { fileSystem: files }).release();
    expect(looks).toBeGreaterThan(1);
  });
});

describe('Lock', () => {
  it('gives signs of life, also without a turn of the event loop', () => {
    const files = new FaultyFileSystem();
    const lock = acquireLock(path, { heartbeatMs: 1, fileSystem: files });
    const end = Date.now() + 3;
    while (Date.now() < end);
    lock.assertHeld();
    expect(files.calls.some((call) => call.startsWith('touch'))).toBe(true);
    lock.release();
  });

  it('knows when it was lost, and forgives a look that failed once', () => {
    const files = new FaultyFileSystem();
    const lock = acquireLock(path, { fileSystem: files });
    files.fail('changedAt', 'EIO');
    expect(() => lock.assertHeld()).toThrow('could not renew the lock: EIO');
    files.heal();
    lock.assertHeld();
    rmSync(join(path, '..', locks()[0]));
    expect(() => lock.assertHeld()).toThrow('the lock is gone');
    lock.release();
  });
});
