import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { StorageError } from '@quantblocks/checkpoint';
import { ParameterError } from '@quantblocks/core';
import { z } from 'zod';
import { appendLine, readLines } from '../run-store/json-lines.ts';
import { shapeOf } from '../run-store/shape.ts';

/** What a history remembers of an asset; `revived` takes back `dead`, and `rejected` takes back `validated`. */
export type HistoryKind = 'diagnosis' | 'reoptimisation' | 'validated' | 'rejected' | 'dead' | 'revived';

/** Something that happened to an asset. */
export interface HistoryEntry {
  readonly kind: HistoryKind;
  readonly asset: string;
  readonly strategy: string;
  /** Of the run it happened in; empty for a decision of a person. */
  readonly runId: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Plain data: a diagnosis, what was changed, a reason. */
  readonly detail: unknown;
}

/** What to look for. */
export interface HistoryQuery {
  readonly kind?: HistoryKind | undefined;
  readonly asset?: string | undefined;
  readonly strategy?: string | undefined;
}

/** Options of {@link openHistory}. */
export interface HistoryOptions {
  /** @defaultValue the system's clock */
  readonly now?: () => Date;
}

const entrySchema: z.ZodType<HistoryEntry> = z.object({
  kind: z.enum(['diagnosis', 'reoptimisation', 'validated', 'rejected', 'dead', 'revived']),
  asset: z.string().min(1),
  strategy: z.string(),
  runId: z.string(),
  at: z.iso.datetime(),
  detail: z.unknown(),
});

/** Diagnoses, re-optimisations, validated and dead assets over all runs; {@link openHistory} opens one. */
export class History {
  readonly path: string;
  readonly #now: () => Date;

  /** @internal */
  constructor(path: string, { now = () => new Date() }: HistoryOptions) {
    this.path = path;
    this.#now = now;
  }

  /**
   * Adds an entry after those that are there; several processes may.
   *
   * @throws a {@link ParameterError} if it is not an entry, or `detail` is not plain data.
   */
  async add(entry: Omit<HistoryEntry, 'at'>): Promise<void> {
    const { kind, asset, strategy, runId, detail = null } = entry;
    const full = { kind, asset, strategy, runId, at: this.#now().toISOString(), detail };
    const { problem } = shapeOf(entrySchema, full);
    if (problem !== undefined) throw new ParameterError(problem.path, problem.expected, problem.received);
    try {
      mkdirSync(dirname(this.path), { recursive: true });
    } catch (error) {
      throw new StorageError(this.path, 'make its folder', error);
    }
    await appendLine(this.path, full);
  }

  /**
   * Entries, oldest first; none if there is no file yet.
   *
   * @throws a `DataError` with file and line if one of them is damaged.
   */
  entries(query: HistoryQuery = {}): HistoryEntry[] {
    const wanted = Object.entries(query).filter(([, value]) => value !== undefined);
    return readLines(this.path, entrySchema).filter((entry) =>
      wanted.every(([field, value]) => entry[field as keyof HistoryQuery] === value),
    );
  }

  /** Assets whose last validation held, in the order of those. */
  validatedAssets(strategy?: string): string[] {
    return this.#standing('validated', 'rejected', strategy);
  }

  /** Assets that were given up and not revived, in that order. */
  deadAssets(strategy?: string): string[] {
    return this.#standing('dead', 'revived', strategy);
  }

  #standing(kind: HistoryKind, opposite: HistoryKind, strategy: string | undefined): string[] {
    const standing = new Set<string>();
    for (const entry of this.entries({ strategy })) {
      if (entry.kind !== kind && entry.kind !== opposite) continue;
      standing.delete(entry.asset);
      if (entry.kind === kind) standing.add(entry.asset);
    }
    return [...standing];
  }
}

/**
 * A file of JSON lines that remembers what happened to assets, over all runs of a store; need not exist yet.
 *
 * @param path - Such as `runs/history.jsonl`.
 *
 * @example
 * ```ts
 * import { mkdtempSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { openHistory } from '@quantblocks/pipeline';
 *
 * const history = openHistory(join(mkdtempSync(join(tmpdir(), 'runs-')), 'history.jsonl'));
 * const entry = { asset: 'BTC', strategy: 'final-trigger', runId: '20260131-120000-a1b2c3', detail: null };
 * await history.add({ ...entry, kind: 'validated' });
 * history.validatedAssets(); // => ['BTC']
 * await history.add({ ...entry, kind: 'rejected', detail: 'WFE 0.2' });
 * history.validatedAssets(); // => []
 * ```
 */
export function openHistory(path: string, options: HistoryOptions = {}): History {
  if (typeof path !== 'string' || path === '') throw new ParameterError('path', 'the path of a file', path);
  return new History(resolve(path), options);
}
