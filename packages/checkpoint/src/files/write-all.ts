import type { FileSystem } from './file-system.ts';

/** Writes until all bytes are out: one call may write fewer, and says so only by its count. */
export function writeAll(files: FileSystem, file: number, bytes: Uint8Array, position = 0): void {
  for (let written = 0; written < bytes.length; ) {
    const count = files.write(file, bytes, written, position + written);
    if (!(count > 0)) throw new Error(`a write took ${count} of ${bytes.length - written} bytes`);
    written += count;
  }
}
