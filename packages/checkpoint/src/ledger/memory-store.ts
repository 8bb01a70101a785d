import { decodeJson, encodeJson } from '../json/index.ts';
import type { Store, StoreEntry } from './store.ts';

/**
 * A store that lasts as long as the process: for tests, and for runs that are over in minutes.
 *
 * Keeps copies and refuses what JSON would lose, as the others do.
 *
 * @example
 * ```ts
 * import { memoryStore } from '@quantblocks/checkpoint';
 *
 * const store = memoryStore();
 * await store.put('fold-1', { score: 0.4 }, 0); // => true
 * await store.put('fold-1', { score: 0.5 }, 0); // => false
 * (await store.get('fold-1'))?.value; // => { score: 0.4 }
 * ```
 */
export function memoryStore(): Store {
  const entries = new Map<string, StoreEntry>();
  return {
    get: async (key) => entries.get(key),
    entries: async () => entries,
    async put(key, value, version) {
      if ((entries.get(key)?.version ?? 0) !== version) return false;
      entries.set(key, { version: version + 1, value: decodeJson(encodeJson(value)) });
      return true;
    },
    close: async () => {},
  };
}
