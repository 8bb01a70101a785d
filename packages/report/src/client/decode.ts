import type { Column } from './payload.ts';

/** A column as plain numbers in a typed array. Runs in the browser: must not refer to anything outside itself. */
export function decode(column: Column): ArrayLike<number> {
  const text = atob(column.data);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  if (column.type === 'f64') return new Float64Array(bytes.buffer);
  if (column.type === 'f32') return new Float32Array(bytes.buffer);
  if (column.type === 'i32') return new Int32Array(bytes.buffer);
  return column.type === 'i8' ? new Int8Array(bytes.buffer) : bytes;
}
