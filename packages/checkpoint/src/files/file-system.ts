import {
  closeSync,
  fdatasync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { promisify } from 'node:util';

/**
 * The calls on files that durability rests on, so that a test can count them, order them and let them fail.
 *
 * Every method throws as `node:fs` does, with a `code` such as `'ENOSPC'`.
 */
export interface FileSystem {
  /** `'wx'` makes a new file and refuses one that exists; `'r+'` opens one that exists. */
  open(path: string, flags: 'r+' | 'wx'): number;
  /** Writes what fits and returns how many bytes that was: a disk that fills up begins with a short write, not with an error. */
  write(file: number, bytes: Uint8Array, offset: number, position: number): number;
  /** Bytes of an open file, and how many names it has: none once it was removed. */
  stat(file: number): { readonly size: number; readonly links: number };
  fsync(file: number): void;
  fdatasync(file: number): void;
  /** The same beside the event loop, so that nobody waits for a disk who need not. */
  fdatasyncLater(file: number): Promise<void>;
  ftruncate(file: number, size: number): void;
  close(file: number): void;
  /** The whole file. */
  read(path: string): Buffer;
  rename(from: string, to: string): void;
  unlink(path: string): void;
  /** Makes the renames and new names of a folder survive a power cut. */
  syncFolder(path: string): void;
  /** Makes a folder and those above it; one that exists is fine. */
  makeFolder(path: string): void;
  /** Names in a folder. */
  list(path: string): string[];
  /** Sets when a file was last changed, in milliseconds since 1970. */
  touch(path: string, time: number): void;
  /** When a file was last changed, in milliseconds since 1970. */
  changedAt(path: string): number;
}

/** The file system of this machine, through the synchronous half of `node:fs`. */
export const nodeFileSystem: FileSystem = {
  open: (path, flags) => openSync(path, flags),
  write: (file, bytes, offset, position) => writeSync(file, bytes, offset, bytes.length - offset, position),
  stat: (file) => {
    const { size, nlink } = fstatSync(file);
    return { size, links: nlink };
  },
  fsync: fsyncSync,
  fdatasync: fdatasyncSync,
  fdatasyncLater: promisify(fdatasync),
  ftruncate: ftruncateSync,
  close: closeSync,
  read: (path) => readFileSync(path),
  rename: renameSync,
  unlink: unlinkSync,
  syncFolder,
  makeFolder: (path) => void mkdirSync(path, { recursive: true }),
  list: (path) => readdirSync(path),
  touch: (path, time) => utimesSync(path, time / 1000, time / 1000),
  changedAt: (path) => statSync(path).mtimeMs,
};

function syncFolder(path: string): void {
  // Windows opens no folders; its renames are ordered by the journal of the file system.
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
