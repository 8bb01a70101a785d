import type { FileSystem } from '../files/file-system.ts';
import { codeOf, explained } from '../files/storage-error.ts';
import type { JournalHeader } from '../journal/journal-file.ts';
import { textOfLine } from '../json/checked-line.ts';
import { decodeJson } from '../json/decode-json.ts';

export const SNAPSHOT_FORMAT = 1;

export function previousOf(path: string): string {
  return `${path}.bak`;
}

/** What a snapshot file holds; or what is wrong with it; or neither, if there is none. */
export function readSnapshot(
  files: FileSystem,
  path: string,
): { readonly head: JournalHeader; readonly value: unknown } | { readonly problem: string | undefined } {
  let bytes: Buffer;
  try {
    bytes = explained(path, 'read the snapshot', () => files.read(path));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { problem: undefined };
    throw error;
  }
  if (bytes.length === 0) return { problem: `${path}: the file is empty` };
  if (bytes[bytes.length - 1] !== 10) return { problem: `${path}: the end is missing, after ${bytes.length} bytes` };
  const text = textOfLine(bytes.subarray(0, -1));
  if (text === undefined) return { problem: `${path}: the checksum does not fit` };
  const { snapshot, configHash, schema, value } = decodeJson(text) as Record<string, unknown> & JournalHeader;
  if (snapshot !== SNAPSHOT_FORMAT) return { problem: `${path}: format ${snapshot}, not ${SNAPSHOT_FORMAT}` };
  return { head: { configHash, schema }, value: (value as unknown[])[0] };
}
