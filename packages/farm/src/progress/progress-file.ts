import { renameSync, rmSync, writeFileSync } from 'node:fs';
import type { ProgressFace } from './progress-face.ts';
import type { ProgressSnapshot } from './snapshot.ts';

const WRITE_MS = 1000;

/** What a progress file holds, as JSON. */
export interface ProgressFileContent extends ProgressSnapshot {
  /** Of this format. */
  readonly version: 1;
  /** `'closed'`: the program that wrote it has ended in order. One that died leaves `'open'` and an old `updated`. */
  readonly state: 'open' | 'closed';
  /** Milliseconds since 1970. */
  readonly started: number;
  readonly updated: number;
}

/**
 * Keeps a file up to date for other programs. Whoever reads it finds a whole snapshot, because it is replaced and never written to.
 *
 * Nothing is synced to the disk: after a power cut the ledger tells what is done, not this file.
 */
export class ProgressFile implements ProgressFace {
  private readonly path: string;
  private readonly date: () => number;
  private readonly started: number;
  private readonly warn: (error: Error) => void;
  private writtenAt = Number.NEGATIVE_INFINITY;
  private isFailing = false;

  /** Writes at once, so that a path that cannot be written is refused before work begins. */
  constructor(path: string, snapshot: ProgressSnapshot, date: () => number, warn: (error: Error) => void) {
    this.path = path;
    this.date = date;
    this.started = date();
    this.warn = warn;
    this.write(snapshot, 'open');
  }

  show(snapshot: () => ProgressSnapshot, now: number): void {
    if (now - this.writtenAt < WRITE_MS) return;
    this.writtenAt = now;
    this.tryWrite(snapshot(), 'open');
  }

  close(snapshot: ProgressSnapshot): void {
    this.tryWrite(snapshot, 'closed');
  }

  /** Days of work do not end because a disk is full for a while: it is said once, and tried again. */
  private tryWrite(snapshot: ProgressSnapshot, state: ProgressFileContent['state']): void {
    try {
      this.write(snapshot, state);
      this.isFailing = false;
    } catch (error) {
      if (!this.isFailing) this.warn(error as Error);
      this.isFailing = true;
    }
  }

  private write(snapshot: ProgressSnapshot, state: ProgressFileContent['state']): void {
    const content: ProgressFileContent = {
      version: 1,
      state,
      started: this.started,
      updated: this.date(),
      ...snapshot,
    };
    const temporary = `${this.path}.${process.pid}.tmp`;
    try {
      writeFileSync(temporary, `${JSON.stringify(content)}\n`);
      renameSync(temporary, this.path);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  }
}
