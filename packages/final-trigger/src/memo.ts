/** Remembers computed series by name, and forgets the least recently used ones above a limit of bytes. */
export interface Memo {
  get<T>(key: string, compute: () => T): T;
  readonly bytes: number;
}

/** @param limitBytes - Bytes of typed arrays kept; the newest entry is always kept. */
export function createMemo(limitBytes: number): Memo {
  const entries = new Map<string, { readonly value: unknown; readonly bytes: number }>();
  let bytes = 0;
  return {
    get<T>(key: string, compute: () => T): T {
      const known = entries.get(key);
      if (known !== undefined) {
        // Maps keep insertion order, so moving a used entry to the end leaves the oldest at the front.
        entries.delete(key);
        entries.set(key, known);
        return known.value as T;
      }
      const value = compute();
      const entry = { value, bytes: byteLength(value) };
      entries.set(key, entry);
      bytes += entry.bytes;
      for (const [oldest, { bytes: size }] of entries) {
        if (bytes <= limitBytes || entries.size === 1) break;
        entries.delete(oldest);
        bytes -= size;
      }
      return value;
    },
    get bytes() {
      return bytes;
    },
  };
}

/** Bytes of the typed arrays in a value, one level or more deep. */
function byteLength(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value !== 'object' || value === null) return 0;
  let total = 0;
  for (const part of Object.values(value)) total += byteLength(part);
  return total;
}
