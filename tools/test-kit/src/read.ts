import { readFileSync } from 'node:fs';

/** Little-endian Float64 file. */
export function readFloat64(path: string): Float64Array {
  return new Float64Array(bytes(path));
}

/** Int8 file. */
export function readInt8(path: string): Int8Array {
  return new Int8Array(bytes(path));
}

/** Little-endian Int32 file. */
export function readInt32(path: string): Int32Array {
  return new Int32Array(bytes(path));
}

/** A strict JSON file; the caller states its type. */
export function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}

/** A plain CSV file (no quotes) as one array of strings per column. */
export function readTable(path: string): Record<string, string[]> {
  const [header = '', ...lines] = readFileSync(path, 'utf8').trimEnd().split(/\r?\n/);
  const rows = lines.map((line) => line.split(','));
  return Object.fromEntries(header.split(',').map((name, i) => [name, rows.map((row) => row[i] ?? '')]));
}

function bytes(path: string): ArrayBuffer {
  const buffer = readFileSync(path);
  return buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.byteLength) as ArrayBuffer;
}
