import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { decodeJson, encodeJson, type FileSystem, StorageError, writeAtomically } from '@quantblocks/checkpoint';
import { IntegrityError, ParameterError } from '@quantblocks/core';
import { z } from 'zod';
import type { Columns, RowOf } from './columns.ts';
import { formatCsv, parseTable } from './csv.ts';
import { indentJson } from './indent-json.ts';
import { appendLine, readLines } from './json-lines.ts';
import type { Manifest } from './manifest.ts';
import { shapeOf } from './shape.ts';

/** A remark on a run. */
export interface Note {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly text: string;
}

const NOTES = 'notes.jsonl';

const noteSchema: z.ZodType<Note> = z.object({ at: z.iso.datetime(), text: z.string() });

/**
 * The folder of one run. Every file is complete or not there, whenever the power fails; names are relative to the folder, with `/`.
 *
 * Runs come from a `RunStore`.
 */
export class Run {
  readonly id: string;
  readonly folder: string;
  readonly manifest: Manifest;

  readonly #fileSystem: FileSystem | undefined;

  /** @internal */
  constructor(folder: string, manifest: Manifest, fileSystem?: FileSystem) {
    this.id = manifest.id;
    this.folder = folder;
    this.manifest = manifest;
    this.#fileSystem = fileSystem;
  }

  /**
   * Where a file of this run is or will be, for code that writes it itself.
   *
   * @throws a {@link ParameterError} if the name leads out of the folder, or to a hidden file.
   */
  path(name: string): string {
    const parts = typeof name === 'string' ? name.split('/') : [];
    const isInside =
      parts.length > 0 && parts.every((part) => part !== '' && !part.startsWith('.') && !/[\\:\0]/.test(part));
    if (!isInside) throw new ParameterError('name', 'a path inside the run, such as params/BTC.json', name);
    return join(this.folder, ...parts);
  }

  /** Whether a file is there. */
  has(name: string): boolean {
    return statSync(this.path(name), { throwIfNoEntry: false })?.isFile() ?? false;
  }

  /** All files, in alphabetical order, without hidden ones and locks. */
  files(): string[] {
    return filesBelow(this.folder).sort();
  }

  /** Replaces a file. */
  writeText(name: string, text: string): void {
    const path = this.path(name);
    try {
      mkdirSync(dirname(path), { recursive: true });
    } catch (error) {
      throw new StorageError(path, 'make its folder', error);
    }
    writeAtomically(path, Buffer.from(text), { fileSystem: this.#fileSystem });
  }

  /** @throws a `StorageError` if there is no such file, or it cannot be read. */
  readText(name: string): string {
    const path = this.path(name);
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      throw new StorageError(path, 'read it', error);
    }
  }

  /** Replaces a file by plain data, such that {@link readJson} gives them back bit for bit: see `encodeJson`. */
  writeJson(name: string, value: unknown): void {
    this.writeText(name, `${indentJson(encodeJson(value, name))}\n`);
  }

  /**
   * What {@link writeJson} wrote.
   *
   * @param schema - What it has to be; without one, the caller's word for it.
   * @throws an {@link IntegrityError} naming the file if it is not JSON, or not what the schema says.
   */
  readJson<T = unknown>(name: string, schema?: z.ZodType<T>): T {
    const text = this.readText(name);
    let value: unknown;
    try {
      value = decodeJson(text);
    } catch (error) {
      throw error instanceof IntegrityError
        ? new IntegrityError(this.path(name), error.expected, error.received)
        : error;
    }
    return schema === undefined ? (value as T) : checked(this.path(name), schema, value);
  }

  /** Replaces a CSV file: see `formatCsv`. */
  writeTable<C extends Columns>(name: string, columns: C, rows: readonly RowOf<C>[]): void {
    this.writeText(name, formatCsv(columns, rows));
  }

  /**
   * What {@link writeTable} wrote.
   *
   * @throws a `DataError` with file and line if it has other columns, or a row does not fit them.
   */
  readTable<C extends Columns>(name: string, columns: C): RowOf<C>[] {
    return parseTable(this.readText(name), columns, this.path(name));
  }

  /** Adds a remark, after those that are there. */
  async note(text: string, now: () => Date = () => new Date()): Promise<void> {
    await appendLine(this.path(NOTES), { at: now().toISOString(), text });
  }

  /** All remarks, oldest first: those of the manifest, then those made later. */
  notes(): Note[] {
    const { createdAt, notes } = this.manifest;
    const path = this.path(NOTES);
    return [...notes.map((text) => ({ at: createdAt, text })), ...readLines(path, noteSchema)];
  }
}

/** @throws an {@link IntegrityError} that names the first field that is not as it should be. */
export function checked<T>(path: string, schema: z.ZodType<T>, value: unknown): T {
  const shape = shapeOf(schema, value);
  if (shape.problem === undefined) return shape.value;
  const { path: field, expected, received } = shape.problem;
  throw new IntegrityError(path, field === '' ? expected : `${expected} in ${field}`, received);
}

function filesBelow(folder: string, prefix = ''): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.') || entry.name.includes('.lock-')) return [];
    const name = `${prefix}${entry.name}`;
    if (entry.isDirectory()) return filesBelow(join(folder, entry.name), `${name}/`);
    return entry.isFile() ? [name] : [];
  });
}

/**
 * An asset's name as part of a file name: letters, digits, `.`, `_` and `-` stay, anything else is `%` and its code, so that two assets never
 * share a file.
 *
 * @example
 * ```ts
 * import { assetFileName } from '@quantblocks/pipeline';
 *
 * [assetFileName('BTC'), assetFileName('BTC/USDT')]; // => ['BTC', 'BTC%2FUSDT']
 * ```
 */
export function assetFileName(asset: string): string {
  if (typeof asset !== 'string' || asset === '') throw new ParameterError('asset', 'a name', asset);
  const hex = (byte: number): string => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  return asset.replace(/[^A-Za-z0-9._-]|^\./gu, (sign) => [...Buffer.from(sign)].map(hex).join(''));
}
