// What a folder of inputs is, in one string: contents and names, never times, so that a new branch or a deleted file counts.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = 'node_modules/.cache/quantblocks';

/** All files below a folder, sorted; none if it does not exist. */
export function filesBelow(path) {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)]));
}

/** Hash of the names and contents of files. */
export function fingerprint(files) {
  const hash = createHash('sha256').update(process.version);
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

/** Whether `mark` was last called with this fingerprint. */
export function isMarked(name, value) {
  const stamp = join(folder, name);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === value;
}

/** Remembers that the step was done for these inputs; `npm ci` or a deleted node_modules forgets it. */
export function mark(name, value) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), value);
}
