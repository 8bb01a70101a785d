import { existsSync, readdirSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const repository = fileURLToPath(new URL('../../..', import.meta.url));

/** Folder of the golden values: `QUANTBLOCKS_GOLDEN`, else `../shared/golden` beside the repository. */
export const goldenRoot: string = resolve(repository, process.env.QUANTBLOCKS_GOLDEN ?? '../shared/golden');

/** One reference result found on disk. */
export interface GoldenSet {
  /** Name of the folder or, for files, the file without its extension. */
  name: string;
  path: string;
}

/**
 * Declares one test per golden set found in `area`; a set dropped into the folder is tested without a code change.
 *
 * Fails if the golden root exists but the area is empty; skips visibly if there is no golden root (a user's clone).
 *
 * @param area - Folder below the golden root, for example `engine/sets`.
 * @param options - `pattern`: only files with this extension are sets (default: folders); `accept`: which sets belong to this test file.
 * @param test - Called with each set; async is fine.
 */
export function describeGolden(
  area: string,
  options: { extension?: string; accept?: (set: GoldenSet) => boolean },
  test: (set: GoldenSet) => void | Promise<void>,
): void {
  if (!existsSync(goldenRoot)) {
    describe(`golden: ${area}`, () => {
      it.skip('golden: skipped, because there is no golden folder; set QUANTBLOCKS_GOLDEN to run these tests', () => {});
    });
    return;
  }
  const sets = discover(area, options.extension).filter(options.accept ?? (() => true));
  describe(`golden: ${area}`, () => {
    it(`golden: ${sets.length} sets found in ${area}`, () => {
      expect(sets.length, `golden root exists but holds no set in ${area}`).toBeGreaterThan(0);
    });
    for (const set of sets) it(`golden: ${area}/${set.name}`, () => test(set), 60_000);
  });
}

function discover(area: string, extension: string | undefined): GoldenSet[] {
  const folder = join(goldenRoot, area);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) =>
      extension === undefined ? entry.isDirectory() : entry.isFile() && extname(entry.name) === extension,
    )
    .map((entry) => ({ name: basename(entry.name, extension ?? ''), path: join(folder, entry.name) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
