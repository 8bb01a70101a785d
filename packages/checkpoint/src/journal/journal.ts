import { dirname } from 'node:path';
import { IntegrityError, ParameterError, QuantblocksError } from '@quantblocks/core';
import type { FileSystem } from '../files/file-system.ts';
import { discard, stageFile } from '../files/stage-file.ts';
import { explained, StorageError } from '../files/storage-error.ts';
import { writeAll } from '../files/write-all.ts';
import type { Lock } from '../lock/acquire-lock.ts';
import { type Group, openGroup } from './group.ts';
import { encodeHead, encodeRecord, type Head, type JournalHeader } from './journal-file.ts';
import type { SyncPolicy } from './sync-policy.ts';

interface OpenFile<Item> {
  readonly files: FileSystem;
  readonly file: number;
  readonly size: number;
  readonly sync: SyncPolicy;
  readonly lock: Lock | undefined;
  readonly head: Head;
  readonly records: readonly Item[];
  readonly dropped: number;
}

const FLUSH = 'flush its records';
const LOOK_MS = 100;

/**
 * A file that only grows, of records that are on disk when they are acknowledged; {@link openJournal} opens one.
 *
 * A record that could not be written rejects and leaves no trace: the next one may succeed. After a flush that failed nothing is
 * known of what the disk holds, so everything rejects until the journal is opened anew.
 */
export class Journal<Item = unknown, Snapshot = unknown> implements AsyncDisposable {
  readonly path: string;
  /** As in the file: of the run that made it. */
  readonly header: JournalHeader;
  /** What the file held when it was opened, without what came before `snapshot`. */
  readonly records: readonly Item[];
  /** What the last compaction put in place of older records; undefined if there was none. */
  readonly snapshot: Snapshot | undefined;
  /** Bytes of a torn tail that were cut off at opening. */
  readonly dropped: number;
  private readonly files: FileSystem;
  private readonly sync: SyncPolicy;
  private readonly lock: Lock | undefined;
  private file: number;
  private size: number;
  private seq: number;
  private group: Group | undefined;
  private flushedSize: number;
  /** Groups on their way to the disk, one after the other. */
  private flushing: Promise<void> | undefined;
  private lastLook = 0;
  private failure: Error | undefined;
  private isClosed = false;

  /** @internal */
  constructor(path: string, { files, file, size, sync, lock, head, records, dropped }: OpenFile<Item>) {
    this.path = path;
    this.header = { configHash: head.configHash, schema: head.schema };
    this.snapshot = head.snapshot as Snapshot | undefined;
    this.records = records;
    this.dropped = dropped;
    this.files = files;
    this.file = file;
    this.size = size;
    this.flushedSize = size;
    this.sync = sync;
    this.lock = lock;
    this.seq = head.seq + records.length;
  }

  /** Records so far, those in the snapshot included. */
  get length(): number {
    return this.seq;
  }

  /** Bytes of the file. */
  get bytes(): number {
    return this.size;
  }

  /**
   * Adds a record; resolves when it is as safe as the policy says.
   *
   * Rejects with a {@link StorageError} if it could not be written, a {@link LockedError} if another process took over, a
   * {@link ParameterError} if it holds what JSON would lose.
   */
  async append(record: Item): Promise<void> {
    this.requireUsable();
    const line = encodeRecord(this.seq + 1, record);
    this.write(line);
    if (this.sync === 'every') this.flush();
    else if (this.sync !== 'none') await this.join(this.sync.group);
  }

  /** Flushes what was appended, and so acknowledges a waiting group. */
  async flushed(): Promise<void> {
    this.requireUsable();
    this.flush();
  }

  /**
   * Puts a snapshot in place of all records: after a crash at any moment the file holds either these or that.
   *
   * Rejects as `append` does; the journal stays as it was.
   */
  async compact(snapshot: Snapshot): Promise<void> {
    if (snapshot === undefined) throw new ParameterError('snapshot', 'plain data', snapshot);
    this.requireUsable();
    // All in one turn: a record that came in between would be neither in the snapshot nor behind it.
    this.flush();
    const bytes = encodeHead({ ...this.header, seq: this.seq, snapshot });
    explained(this.path, 'compact the journal', () => {
      this.requireOwn();
      const draft = stageFile(this.files, this.path, bytes);
      try {
        this.files.rename(draft.path, this.path);
      } catch (error) {
        discard(this.files, draft);
        throw error;
      }
      const old = this.file;
      this.file = draft.file;
      this.size = bytes.length;
      this.flushedSize = bytes.length;
      this.closeOld(old);
      this.orFail('flush the folder', () => this.files.syncFolder(dirname(this.path)));
    });
  }

  /** Flushes, closes, and gives the lock back. Again: does nothing. */
  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    if (this.flushing !== undefined) await this.settled();
    try {
      if (this.failure === undefined) this.flush();
    } finally {
      this.files.close(this.file);
      this.lock?.release();
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  private write(line: Buffer): void {
    try {
      if (this.sync === 'none') this.lookNowAndThen();
      writeAll(this.files, this.file, line, this.size);
    } catch (error) {
      // Half a line must not stay: the next record would follow it, and a good line behind a bad one is corruption.
      this.orFail('remove half a record', () => this.files.ftruncate(this.file, this.size));
      throw error instanceof QuantblocksError ? error : new StorageError(this.path, 'append a record', error);
    }
    this.size += line.length;
    this.seq++;
  }

  private join({
    ms,
    records = Number.POSITIVE_INFINITY,
  }: {
    ms: number;
    records?: number | undefined;
  }): Promise<void> {
    this.group ??= openGroup(() => this.flushLater(), ms);
    const { done } = this.group;
    if (++this.group.count >= records) this.flushLater();
    return done;
  }

  /** Flushes the group beside the event loop; those who wait are told through it. */
  private flushLater(): void {
    const group = this.takeGroup();
    if (group === undefined) return;
    const flushing = (this.flushing ?? Promise.resolve()).then(() => this.flushGroup(group));
    this.flushing = flushing;
    void flushing.then(() => {
      if (this.flushing === flushing) this.flushing = undefined;
    });
  }

  private async flushGroup(group: Group): Promise<void> {
    const { file, size } = this;
    try {
      if (this.failure !== undefined) throw this.failure;
      if (this.flushedSize < size) {
        this.requireOwn();
        await this.files.fdatasyncLater(file);
        // A compaction in between has flushed all this, and begun to count anew.
        if (file === this.file) this.flushedSize = Math.max(this.flushedSize, size);
      }
      group.resolve();
    } catch (error) {
      this.failure ??= error instanceof QuantblocksError ? error : new StorageError(this.path, FLUSH, error);
      group.reject(this.failure);
    }
  }

  /** The file before a compaction: a group on its way to the disk may still need it, nobody else does. */
  private closeOld(file: number): void {
    if (this.flushing === undefined) this.files.close(file);
    else void this.flushing.then(() => this.files.close(file));
  }

  private async settled(): Promise<void> {
    while (this.flushing !== undefined) await this.flushing;
  }

  private flush(): void {
    const group = this.takeGroup();
    try {
      if (this.flushedSize < this.size) {
        this.orFail(FLUSH, () => {
          this.requireOwn();
          this.files.fdatasync(this.file);
        });
        this.flushedSize = this.size;
      }
      group?.resolve();
    } catch (error) {
      group?.reject(error);
      throw error;
    }
  }

  private takeGroup(): Group | undefined {
    const { group } = this;
    this.group = undefined;
    clearTimeout(group?.timer);
    return group;
  }

  /** Two looks at the file system cost more than the write itself. */
  private lookNowAndThen(): void {
    const now = Date.now();
    if (now - this.lastLook < LOOK_MS) return;
    this.lastLook = now;
    this.requireOwn();
  }

  /** A file without a name takes records and loses them; one that others write to mixes them. */
  private requireOwn(): void {
    this.lock?.assertHeld();
    if (this.files.stat(this.file).links === 0)
      throw new IntegrityError(this.path, 'the file that was opened', 'none: it was removed or replaced');
  }

  /** After this error the state of the file is not known any more. */
  private orFail(task: string, step: () => void): void {
    try {
      explained(this.path, task, step);
    } catch (error) {
      this.failure = error as Error;
      throw error;
    }
  }

  private requireUsable(): void {
    if (this.isClosed) throw new ParameterError('journal', 'an open journal', 'a closed one');
    if (this.failure !== undefined) throw this.failure;
  }
}
