import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configHash, decodeJson, StorageError } from '@quantblocks/checkpoint';
import { IntegrityError } from '@quantblocks/core';
import { MANIFEST_FILE, type Manifest, manifestSchema } from './manifest.ts';
import { checked } from './run.ts';

/** The manifest of a run, which has to be of this very run and as it was written. */
export function readManifest(folder: string, id: string): Manifest {
  const path = join(folder, MANIFEST_FILE);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new StorageError(path, 'read it', error);
  }
  let value: unknown;
  try {
    value = decodeJson(text);
  } catch {
    throw new IntegrityError(path, 'JSON', text);
  }
  const manifest = checked(path, manifestSchema, value);
  if (manifest.id !== id) throw new IntegrityError(path, `the manifest of ${id}`, manifest.id);
  const hash = configHash(manifest.config);
  if (hash !== manifest.configHash)
    throw new IntegrityError(path, `the config of hash ${manifest.configHash}`, `one of ${hash}: it was changed`);
  return manifest;
}
