import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * Path of a real market data file, read in place: below `QUANTBLOCKS_DATA`, else `../shared/data` beside the repository.
 *
 * @returns `undefined` if the file is not there; the test then skips with a visible message.
 */
export function marketDataFile(name: string): string | undefined {
  const path = join(resolve(repository, process.env.QUANTBLOCKS_DATA ?? '../shared/data'), name);
  return existsSync(path) ? path : undefined;
}
