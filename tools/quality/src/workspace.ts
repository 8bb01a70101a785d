import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The part of a package.json that the rules look at. */
export interface Manifest {
  readonly [field: string]: unknown;
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** One folder of `packages/` with its sources. */
export interface Package {
  /** Name of the folder, and of the package after its scope. */
  readonly name: string;
  readonly folder: string;
  readonly manifest: Manifest;
  readonly sources: readonly Source[];
}

/** A source file; `path` is relative to the repository. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** Absolute path of the repository, with a slash at the end. */
export const root: string = fileURLToPath(new URL('../../..', import.meta.url));

/** Reads a JSON file of the repository. */
export function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(join(root, path), 'utf8')) as T;
}

/** Every package of the repository, in alphabetical order. */
export function readPackages(): Package[] {
  return readdirSync(join(root, 'packages'))
    .filter((name) => existsSync(join(root, 'packages', name, 'package.json')))
    .sort()
    .map((name) => {
      const folder = `packages/${name}`;
      return {
        name,
        folder,
        manifest: readJson<Manifest>(`${folder}/package.json`),
        sources: readSources(`${folder}/src`),
      };
    });
}

function readSources(folder: string): Source[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .sort()
    .map((file) => {
      const path = `${folder}/${file.replaceAll('\\', '/')}`;
      return { path, text: readFileSync(join(root, path), 'utf8') };
    });
}
