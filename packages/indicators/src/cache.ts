import { ParameterError } from '@quantblocks/core';
import type { NanOptions } from './nan-policy.ts';
import type { Columns, IndicatorEntry, Params } from './registry/entry.ts';

/** Outputs of an indicator by name; shared with everybody who asked for them, so not to be written to. */
export type CachedOutputs = Readonly<Record<string, Float64Array | Int8Array>>;

/** Options of {@link IndicatorCache}. */
export interface IndicatorCacheOptions {
  /** Bound on the bytes of all series kept. @defaultValue `268435456` (256 MiB) */
  maxBytes?: number;
}

/**
 * Keeps indicator series between the trials of an optimisation: each is computed once per series, indicator and parameters.
 *
 * A series is known by the object that holds its columns: the same `Bars` object is the same series, so columns must not change while
 * it is in use. Defaults are filled in before the look-up: `{}` and `{ period: 14 }` are one entry of a 14-bar default. The least
 * recently used series go first when the bound is reached; one that is larger than the bound is returned but not kept.
 *
 * @example
 * ```ts
 * import { IndicatorCache } from '@quantblocks/indicators';
 * import { indicator } from '@quantblocks/indicators/registry';
 *
 * const cache = new IndicatorCache({ maxBytes: 2 ** 20 });
 * const bars = { close: [1, 2, 3, 4] };
 * const { value } = cache.get(indicator('sma'), bars, { period: 2 });
 * Array.from(value); // => [NaN, 1.5, 2.5, 3.5]
 * cache.get(indicator('sma'), bars, { period: 2 }).value === value; // => true
 * cache.stats; // => { hits: 1, misses: 1, evictions: 0, entries: 1, bytes: 32 }
 * ```
 */
export class IndicatorCache {
  private readonly maxBytes: number;
  private readonly ids = new WeakMap<object, number>();
  private nextId = 0;
  /** Least recently used first: a Map iterates in the order of insertion. */
  private readonly kept = new Map<string, { outputs: CachedOutputs; bytes: number }>();
  private bytes = 0;
  private hits = 0;
  private misses = 0;
  private evictions = 0;

  constructor({ maxBytes = 2 ** 28 }: IndicatorCacheOptions = {}) {
    if (!(maxBytes >= 0)) throw new ParameterError('maxBytes', 'a number >= 0', maxBytes);
    this.maxBytes = maxBytes;
  }

  /** What happened so far, and what is kept now. */
  get stats(): { hits: number; misses: number; evictions: number; entries: number; bytes: number } {
    const { hits, misses, evictions, bytes } = this;
    return { hits, misses, evictions, entries: this.kept.size, bytes };
  }

  /** The outputs of the indicator on these columns: from the cache, or computed now. */
  get(entry: IndicatorEntry, columns: Columns, params: Params & NanOptions = {}): CachedOutputs {
    const key = this.keyOf(entry, columns, params);
    const found = this.kept.get(key);
    if (found !== undefined) {
      this.hits++;
      this.kept.delete(key);
      this.kept.set(key, found);
      return found.outputs;
    }
    this.misses++;
    const outputs = entry.compute(columns, params);
    const bytes = Object.values(outputs).reduce((sum, { byteLength }) => sum + byteLength, 0);
    if (bytes <= this.maxBytes) {
      this.kept.set(key, { outputs, bytes });
      this.bytes += bytes;
      this.shrink();
    }
    return outputs;
  }

  /** Forgets every series; the counters go on. */
  clear(): void {
    this.kept.clear();
    this.bytes = 0;
  }

  private keyOf(entry: IndicatorEntry, columns: Columns, params: Params & NanOptions): string {
    let id = this.ids.get(columns);
    if (id === undefined) {
      id = this.nextId++;
      this.ids.set(columns, id);
    }
    const complete = Object.entries({ nan: 'window', ...entry.complete(params) });
    return JSON.stringify([id, entry.id, complete.sort(([a], [b]) => (a < b ? -1 : 1))]);
  }

  private shrink(): void {
    for (const [key, { bytes }] of this.kept) {
      if (this.bytes <= this.maxBytes) return;
      this.kept.delete(key);
      this.bytes -= bytes;
      this.evictions++;
    }
  }
}
