import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writevSync } from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { DataError, IntegrityError } from '@quantblocks/core';

const MAGIC = 'QBCOLUMN';
const VERSION = 1;
/** Magic, header length, header checksum. */
const PREFIX_BYTES = 16;

/** Columns as stored, with whatever was written beside them. */
export interface StoredColumns {
  readonly rows: number;
  readonly columns: Readonly<Record<string, Float64Array>>;
  /** Plain JSON. */
  readonly meta: unknown;
}

interface Header {
  readonly version: number;
  readonly rows: number;
  readonly columns: readonly { readonly name: string; readonly offset: number }[];
  readonly checksum: number;
  readonly meta: unknown;
}

/**
 * Writes columns to a binary file that {@link readColumns} loads without parsing.
 *
 * The file appears whole or not at all: it is written beside its place, flushed to disk, then renamed.
 * Layout: magic, header length and CRC-32 (little-endian), JSON header padded to 8 bytes, then each column as Float64.
 *
 * @param path - Its folder is made if needed.
 * @param columns - Of equal length.
 * @param meta - Anything JSON can hold.
 * @throws a {@link DataError} if the columns differ in length.
 */
export function writeColumns(
  path: string,
  columns: Readonly<Record<string, Float64Array>>,
  meta: unknown = null,
): void {
  const names = Object.keys(columns);
  const rows = columns[names[0]]?.length ?? 0;
  let checksum = 0;
  const parts = names.map((name) => {
    const { buffer, byteOffset, byteLength, length } = columns[name];
    if (length !== rows)
      throw new DataError(`${rows} values, as many as in ${names[0]}`, length, { source: path, column: name });
    const part = new Uint8Array(buffer, byteOffset, byteLength);
    checksum = crc32(part, checksum);
    return part;
  });
  const header: Header = {
    version: VERSION,
    rows,
    columns: names.map((name, i) => ({ name, offset: i * rows * 8 })),
    checksum,
    meta,
  };
  const json = JSON.stringify(header);
  const text = Buffer.from(json.padEnd(json.length + ((8 - (Buffer.byteLength(json) % 8)) % 8)));
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.write(MAGIC, 'latin1');
  prefix.writeUInt32LE(text.length, 8);
  prefix.writeUInt32LE(crc32(text), 12);
  writeAtomically(path, [prefix, text, ...parts]);
}

/**
 * Loads a file of {@link writeColumns} and checks all of it: magic, version, length and both checksums.
 *
 * @returns columns that share one buffer.
 * @throws an {@link IntegrityError} if the file is not what was written.
 *
 * @example
 * ```ts
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { readColumns, writeColumns } from '@quantblocks/data';
 *
 * const path = join(tmpdir(), 'quantblocks-columns-example.qbc');
 * writeColumns(path, { close: Float64Array.of(1.5, 2.5) }, { symbol: 'DEMO' });
 * const stored = readColumns(path);
 * stored.columns.close[1]; // => 2.5
 * stored.meta; // => { symbol: 'DEMO' }
 * ```
 */
export function readColumns(path: string): StoredColumns {
  const file = readFileSync(path);
  if (file.length < PREFIX_BYTES || file.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    throw new IntegrityError(path, 'a column file', file.toString('latin1', 0, MAGIC.length));
  }
  const dataStart = PREFIX_BYTES + file.readUInt32LE(8);
  const text = file.subarray(PREFIX_BYTES, dataStart);
  if (dataStart > file.length || crc32(text) !== file.readUInt32LE(12)) {
    throw new IntegrityError(path, 'an undamaged header', 'another checksum');
  }
  const header = JSON.parse(text.toString()) as Header;
  if (header.version !== VERSION) throw new IntegrityError(path, `version ${VERSION}`, header.version);
  const { rows } = header;
  const length = dataStart + header.columns.length * rows * 8;
  if (file.length !== length) throw new IntegrityError(path, `${length} bytes`, file.length);
  const data = file.subarray(dataStart);
  if (crc32(data) !== header.checksum) throw new IntegrityError(path, 'undamaged columns', 'another checksum');
  // Small files come from Node's buffer pool, where nothing keeps the 8-byte alignment of Float64Array.
  const start = data.byteOffset % 8 === 0 ? data.byteOffset : 0;
  const buffer = data.byteOffset % 8 === 0 ? data.buffer : Uint8Array.from(data).buffer;
  const columns = header.columns.map(({ name, offset }) => [name, new Float64Array(buffer, start + offset, rows)]);
  return { rows, columns: Object.fromEntries(columns), meta: header.meta };
}

function writeAtomically(path: string, parts: readonly Uint8Array[]): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true });
  const temporary = `${path}.${process.pid}-${process.hrtime.bigint()}.tmp`;
  try {
    const file = openSync(temporary, 'wx');
    try {
      for (const part of parts) writeAll(file, part);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(folder);
}

function writeAll(file: number, part: Uint8Array): void {
  for (let done = 0; done < part.length; ) done += writevSync(file, [part.subarray(done)]);
}

/** Makes the rename itself survive a power cut; systems that cannot open folders go without. */
function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // The data are on disk; only the name may be lost, and a cache without a file is read again.
  }
}
