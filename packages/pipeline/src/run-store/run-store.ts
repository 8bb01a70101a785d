import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { configHash, encodeJson, type FileSystem, StorageError, writeAtomically } from '@quantblocks/checkpoint';
import { type KeyPart, ParameterError, QuantblocksError } from '@quantblocks/core';
import { compareRuns, type RunComparison } from './compare-runs.ts';
import { packageVersion, thisMachine } from './environment.ts';
import { indentJson } from './indent-json.ts';
import {
  type Environment,
  MANIFEST_FILE,
  MANIFEST_SCHEMA,
  type Manifest,
  type ManifestData,
  manifestSchema,
} from './manifest.ts';
import { readManifest } from './read-manifest.ts';
import { Run } from './run.ts';
import { shapeOf } from './shape.ts';

/** What a run is begun with. */
export interface NewRun {
  /** One sentence for the list of runs. */
  readonly description: string;
  /** Name of the strategy. */
  readonly strategy: string;
  /** Everything results depend on, complete, as plain data. */
  readonly config: unknown;
  readonly assets: readonly string[];
  /** Of `describeData`, one per asset. @defaultValue none */
  readonly data?: readonly ManifestData[];
  /** @defaultValue none */
  readonly seeds?: readonly KeyPart[];
  /** @defaultValue the version of this package */
  readonly codeVersion?: string;
  /** @defaultValue this machine */
  readonly environment?: Environment;
  /** @defaultValue none */
  readonly notes?: readonly string[];
}

/** Options of {@link openRunStore}. */
export interface RunStoreOptions {
  /** @defaultValue the system's clock */
  readonly now?: () => Date;
  /** Keeps runs of one second apart. @defaultValue six random hexadecimal digits */
  readonly suffix?: () => string;
  /** What writes files. @defaultValue the machine's own */
  readonly fileSystem?: FileSystem;
}

/** A folder of the store: a run, or why it is none. */
export type RunEntry =
  | { readonly status: 'ok'; readonly id: string; readonly folder: string; readonly manifest: Manifest }
  | { readonly status: 'corrupt'; readonly id: string; readonly folder: string; readonly reason: string };

const TRIES = 100;

/** All runs of a folder; {@link openRunStore} opens one. */
export class RunStore {
  readonly folder: string;
  readonly #now: () => Date;
  readonly #suffix: () => string;
  readonly #fileSystem: FileSystem | undefined;

  /** @internal */
  constructor(folder: string, options: RunStoreOptions) {
    this.folder = folder;
    this.#now = options.now ?? (() => new Date());
    this.#suffix = options.suffix ?? (() => randomBytes(3).toString('hex'));
    this.#fileSystem = options.fileSystem;
  }

  /**
   * Begins a run in a folder of its own, also if another process begins one in the same second.
   *
   * @throws a {@link ParameterError} if the config is not plain data, or a field is not what it should be.
   * @throws a `StorageError` if the disk does not take it; nothing is left behind.
   */
  create(run: NewRun): Run {
    const createdAt = this.#now().toISOString();
    const draft = {
      schema: MANIFEST_SCHEMA,
      createdAt,
      description: run.description,
      strategy: run.strategy,
      config: run.config,
      configHash: configHash(run.config),
      assets: run.assets,
      data: run.data ?? [],
      seeds: run.seeds ?? [],
      codeVersion: run.codeVersion ?? packageVersion(),
      environment: run.environment ?? thisMachine(),
      notes: run.notes ?? [],
    };
    requireFields({ ...draft, id: 'none yet' });
    const { id, folder } = this.#makeFolder(createdAt);
    const manifest: Manifest = { ...draft, id };
    try {
      writeAtomically(join(folder, MANIFEST_FILE), Buffer.from(`${indentJson(encodeJson(manifest, 'run'))}\n`), {
        fileSystem: this.#fileSystem,
      });
    } catch (error) {
      // Made a moment ago by us alone; the first error is the one to report.
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
    return this.load(id);
  }

  /** All folders, newest first; one that cannot be read says why. */
  list(): RunEntry[] {
    const entries = this.#ids().map((id): RunEntry => this.#entry(id));
    // Ids of one second are in no order, their instants are; a name without an instant is older than all.
    const order = (entry: RunEntry): string =>
      entry.status === 'ok'
        ? `${stampOf(entry.manifest.createdAt)} ${entry.manifest.createdAt} ${entry.id}`
        : /^\d{8}-\d{6}-/.test(entry.id)
          ? entry.id
          : ` ${entry.id}`;
    return entries
      .map((entry) => ({ entry, key: order(entry) }))
      .sort((a, b) => (a.key < b.key ? 1 : a.key > b.key ? -1 : 0))
      .map(({ entry }) => entry);
  }

  /**
   * @throws a {@link ParameterError} if there is no such run.
   * @throws an `IntegrityError` if its manifest is damaged, of another version, or was changed by hand.
   */
  load(id: string): Run {
    if (!isName(id)) throw new ParameterError('id', 'the id of a run', id);
    if (!this.#ids().includes(id)) throw new ParameterError('id', `a run in ${this.folder}`, id);
    const folder = join(this.folder, id);
    return new Run(folder, readManifest(folder, id), this.#fileSystem);
  }

  /** The newest run that can be read; `undefined` if there is none. */
  latest(): Run | undefined {
    const newest = this.list().find(({ status }) => status === 'ok');
    return newest && this.load(newest.id);
  }

  /** Runs that can be read and have this asset, newest first. */
  findWithAsset(asset: string): Run[] {
    return this.list().flatMap((entry) =>
      entry.status === 'ok' && entry.manifest.assets.includes(asset)
        ? [new Run(entry.folder, entry.manifest, this.#fileSystem)]
        : [],
    );
  }

  /** What differs between two runs. */
  compare(idA: string, idB: string): RunComparison {
    return compareRuns(this.load(idA), this.load(idB));
  }

  /** Adds a remark to a run, after those that are there. */
  async note(id: string, text: string): Promise<void> {
    await this.load(id).note(text, this.#now);
  }

  #makeFolder(createdAt: string): { readonly id: string; readonly folder: string } {
    const stamp = stampOf(createdAt);
    try {
      mkdirSync(this.folder, { recursive: true });
      for (let attempt = 1; ; attempt++) {
        const id = `${stamp}-${this.#suffix()}`;
        const folder = join(this.folder, id);
        try {
          // Fails if it exists: of two who choose the same name, one goes on.
          mkdirSync(folder);
          return { id, folder };
        } catch (error) {
          if ((error as { code?: unknown }).code !== 'EEXIST' || attempt === TRIES) throw error;
        }
      }
    } catch (error) {
      throw new StorageError(this.folder, 'make the folder of a run', error);
    }
  }

  #ids(): string[] {
    try {
      return readdirSync(this.folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && isName(entry.name))
        .map(({ name }) => name);
    } catch (error) {
      if ((error as { code?: unknown }).code === 'ENOENT') return [];
      throw new StorageError(this.folder, 'list the runs', error);
    }
  }

  #entry(id: string): RunEntry {
    const folder = join(this.folder, id);
    try {
      return { status: 'ok', id, folder, manifest: readManifest(folder, id) };
    } catch (error) {
      if (!(error instanceof QuantblocksError)) throw error;
      return { status: 'corrupt', id, folder, reason: error.message };
    }
  }
}

/**
 * The runs of a folder, which need not exist yet.
 *
 * @throws a {@link ParameterError} if `folder` is not a path.
 *
 * @example
 * ```ts
 * import { mkdtempSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { emptyRow, openRunStore, SCAN_COLUMNS } from '@quantblocks/pipeline';
 *
 * const store = openRunStore(join(mkdtempSync(join(tmpdir(), 'runs-')), 'runs'));
 * const run = store.create({ description: 'first screen', strategy: 'final-trigger', config: { trials: 200 }, assets: ['BTC'] });
 * run.writeTable('scan.csv', SCAN_COLUMNS, [{ ...emptyRow(SCAN_COLUMNS), asset: 'BTC', status: 'PASS', oos_sharpe: 1.25 }]);
 *
 * store.latest()?.readTable('scan.csv', SCAN_COLUMNS)[0].oos_sharpe; // => 1.25
 * store.list().map(({ status }) => status); // => ['ok']
 * run.files(); // => ['manifest.json', 'scan.csv']
 * ```
 */
export function openRunStore(folder: string = 'runs', options: RunStoreOptions = {}): RunStore {
  if (typeof folder !== 'string' || folder === '') throw new ParameterError('folder', 'a path', folder);
  return new RunStore(resolve(folder), options);
}

/** Hidden folders are drafts or somebody else's. */
function isName(id: string): boolean {
  return typeof id === 'string' && /^[^./\\:\0][^/\\:\0]*$/.test(id);
}

/** `20260131-235959` of an instant in ISO 8601. */
function stampOf(instant: string): string {
  return instant.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
}

function requireFields(manifest: Manifest): void {
  const { problem } = shapeOf(manifestSchema, manifest);
  if (problem !== undefined) throw new ParameterError(problem.path, problem.expected, problem.received);
}
