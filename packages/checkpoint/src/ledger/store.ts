/** A value and how often it was written. */
export interface StoreEntry {
  /** 1 after the first write. */
  readonly version: number;
  /** Plain data, see {@link encodeJson}. */
  readonly value: unknown;
}

/**
 * Where a {@link TaskLedger} keeps its tasks: in memory, in a file, in a database.
 *
 * Small enough for any of them: one table of key, version and value, and a write that succeeds only on the version it was made from.
 * So several coordinators can share a store that several machines reach.
 */
export interface Store {
  /** The entry of a key; undefined if there is none. */
  get(key: string): Promise<StoreEntry | undefined>;
  /** Everything, in no particular order. */
  entries(): Promise<Iterable<readonly [key: string, entry: StoreEntry]>>;
  /**
   * Writes the version after `version`, if that is the present one; 0 stands for no entry.
   *
   * Resolves with true when the value is safe, with false if somebody else was faster; rejects if it cannot be kept.
   */
  put(key: string, value: unknown, version: number): Promise<boolean>;
  /** Flushes and lets go. Again: does nothing. */
  close(): Promise<void>;
}
