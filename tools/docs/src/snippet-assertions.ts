import assert from 'node:assert/strict';

/** Asserts `actual` equals `expected` and returns it; typed arrays equal plain arrays, classes equal plain objects, -0 equals 0. */
export function same<T>(actual: T, expected: unknown, at: string): T {
  try {
    assert.deepEqual(plain(actual), plain(expected));
  } catch (error) {
    throw new Error(`${at}: ${(error as Error).message}`);
  }
  return actual;
}

/** Asserts that the call fails with an error of this name. */
export async function throws(call: () => unknown, name: string, at: string): Promise<void> {
  let thrown: unknown = 'nothing';
  try {
    await call();
  } catch (error) {
    thrown = error;
  }
  if (thrown instanceof Error && thrown.name === name) return;
  throw new Error(`${at}: expected ${name} to be thrown, got ${String(thrown)}`);
}

function plain(value: unknown): unknown {
  if (typeof value === 'number') return value === 0 ? 0 : value;
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return Array.from(value as unknown as ArrayLike<unknown>, plain);
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object' || value instanceof Map || value instanceof Set) return value;
  if (value instanceof Date || value instanceof Error) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}
