import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { type FileSystem, nodeFileSystem } from '../files/file-system.ts';
import { discard, stageFile } from '../files/stage-file.ts';
import { codeOf, explained } from '../files/storage-error.ts';
import { checkedLine, textOfLine } from '../json/checked-line.ts';
import { LockedError } from './locked-error.ts';
import { identifyProcess, isRunning, isSameBoot, type ProcessIdentity } from './process-identity.ts';

/** Who holds a lock. */
export interface LockOwner extends ProcessIdentity {
  /** When it was taken, in milliseconds since 1970. */
  readonly since: number;
}

/** Options of {@link acquireLock}. */
export interface LockOptions {
  /** Milliseconds between signs of life. @defaultValue `5000` */
  readonly heartbeatMs?: number | undefined;
  /** Without a sign of life for so long, an owner that cannot be looked at counts as dead. @defaultValue `60_000` */
  readonly staleMs?: number | undefined;
  /** @defaultValue the machine's own */
  readonly fileSystem?: FileSystem | undefined;
}

/** Who began less than a second ago may still step back, and gets so many looks at 20 ms to do it. */
const LOOKS = 5;
const MOMENT_MS = 1000;

/** The right to be the only writer of a path. */
export class Lock {
  readonly path: string;
  private readonly file: string;
  private readonly files: FileSystem;
  private readonly heartbeatMs: number;
  private readonly timer: NodeJS.Timeout;
  private lastBeat = Date.now();
  private problem: Error | undefined;

  constructor(path: string, file: string, files: FileSystem, heartbeatMs: number) {
    this.path = path;
    this.file = file;
    this.files = files;
    this.heartbeatMs = heartbeatMs;
    this.timer = setInterval(() => this.beat(), heartbeatMs);
    this.timer.unref();
  }

  /**
   * Returns if the lock is still held.
   *
   * @throws a {@link LockedError} if its file is gone: taken over while this process could not give signs of life, or removed.
   */
  assertHeld(): void {
    // Also a sign of life, for programs that compute for minutes without a turn of the event loop.
    if (this.problem !== undefined || Date.now() - this.lastBeat >= this.heartbeatMs) this.beat();
    else this.look(() => this.files.changedAt(this.file));
    if (this.problem !== undefined) throw this.problem;
  }

  /** Gives the lock back. Again: does nothing. */
  release(): void {
    clearInterval(this.timer);
    explained(this.path, 'release the lock', () => unlinkIfThere(this.files, this.file));
  }

  private beat(): void {
    const now = Date.now();
    this.look(() => this.files.touch(this.file, now));
    this.lastBeat = now;
  }

  private look(step: () => void): void {
    try {
      explained(this.path, 'renew the lock', step);
      this.problem = undefined;
    } catch (error) {
      this.problem =
        codeOf(error) === 'ENOENT'
          ? new LockedError(this.path, 'the lock is gone: its folder was removed, or another process took over')
          : (error as Error);
    }
  }
}

/**
 * Takes the right to be the only writer of a path, or refuses in words.
 *
 * An owner on this machine that no longer runs is replaced at once, also if its number was given to another process or the machine
 * was restarted. An owner on another machine, or in another container, is alive as long as it gives signs of life.
 *
 * @remarks
 * Each contender puts down a file of its own, `<path>.lock-<pid>-<random>`, and then looks for others: whoever comes second sees the
 * first. No file of somebody who lives is ever renamed or removed, so there is no moment in which two can win.
 *
 * @param path - What is to be written; need not exist, but its folder has to.
 * @throws a {@link LockedError} if another process writes there: who, and since when.
 * @throws a {@link StorageError} if the folder cannot be written.
 *
 * @example
 * ```ts
 * import { mkdtempSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { acquireLock } from '@quantblocks/checkpoint';
 *
 * const path = join(mkdtempSync(join(tmpdir(), 'checkpoint-')), 'run.journal');
 * const lock = acquireLock(path);
 * acquireLock(path); // => throws LockedError
 * lock.release();
 * acquireLock(path).release();
 * ```
 */
export function acquireLock(path: string, options: LockOptions = {}): Lock {
  const { heartbeatMs = 5000, staleMs = 60_000, fileSystem: files = nodeFileSystem } = options;
  const owner: LockOwner = { ...identifyProcess(), since: Date.now() };
  return explained(path, 'take the lock', () => {
    const file = `${path}.lock-${process.pid}-${randomBytes(6).toString('hex')}`;
    const draft = stageFile(files, file, checkedLine(JSON.stringify(owner)));
    try {
      // Renamed when complete: nobody reads half of it.
      files.rename(draft.path, file);
      files.close(draft.file);
    } catch (error) {
      discard(files, draft);
      throw error;
    }
    try {
      for (let look = 0; ; look++) {
        const rival = findRival(files, path, file, { owner, heartbeatMs, staleMs });
        if (rival === undefined) return new Lock(path, file, files, heartbeatMs);
        // Of two that began together, the one whose name comes first waits until the other has stepped back.
        const isEarlier = rival.owner === undefined || rival.owner.since < owner.since - MOMENT_MS;
        if (isEarlier || rival.file < file || look === LOOKS)
          throw new LockedError(path, refusal(rival, owner), rival.owner);
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
      }
    } catch (error) {
      unlinkIfThere(files, file);
      throw error;
    }
  });
}

interface Rival {
  readonly file: string;
  readonly owner: LockOwner | undefined;
}

interface View {
  readonly owner: LockOwner;
  readonly heartbeatMs: number;
  readonly staleMs: number;
}

/** Somebody else who lives; removes the files of the dead on the way. */
function findRival(files: FileSystem, path: string, own: string, view: View): Rival | undefined {
  const folder = dirname(path);
  const prefix = `${basename(path)}.lock-`;
  let rival: Rival | undefined;
  for (const name of files.list(folder)) {
    const file = join(folder, name);
    if (!name.startsWith(prefix) || name === basename(own)) continue;
    const other = readOwner(files, file);
    if (other === 'gone') continue;
    if (isAlive(files, file, other, view)) rival ??= { file, owner: other };
    else unlinkIfThere(files, file);
  }
  return rival;
}

function readOwner(files: FileSystem, file: string): LockOwner | undefined | 'gone' {
  try {
    const text = textOfLine(files.read(file).subarray(0, -1));
    return text === undefined ? undefined : (JSON.parse(text) as LockOwner);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'gone';
    throw error;
  }
}

function isAlive(files: FileSystem, file: string, owner: LockOwner | undefined, view: View): boolean {
  const running = owner === undefined ? undefined : isRunning(owner, view.owner);
  if (running !== undefined) return running;
  let age: number;
  try {
    age = Date.now() - files.changedAt(file);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
  // A machine of this name that has started since: two signs of life are enough to see that it is not just another of that name.
  const restarted = owner?.host === view.owner.host && !isSameBoot(owner, view.owner);
  return age <= (restarted ? Math.min(2 * view.heartbeatMs, view.staleMs) : view.staleMs);
}

function refusal({ file, owner }: Rival, here: LockOwner): string {
  if (owner === undefined) return `is locked by an owner that cannot be read; if nobody writes there, remove ${file}`;
  const who = owner.pid === here.pid && owner.host === here.host ? 'this process itself' : `process ${owner.pid}`;
  return `is being written by ${who} on ${owner.host} since ${new Date(owner.since).toISOString()} (${basename(file)})`;
}

function unlinkIfThere(files: FileSystem, file: string): void {
  try {
    files.unlink(file);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}
