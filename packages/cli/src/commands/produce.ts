import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ParameterError } from '@quantblocks/core';
import { assetFileName, SCAN_COLUMNS } from '@quantblocks/pipeline';
import type { Answer, Invocation } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { findRun, storeOf } from '../find-run.ts';
import type { PRODUCE_FLAGS } from '../flags.ts';

export function produce({ flags, args: [id, only] }: Invocation<typeof PRODUCE_FLAGS>): Answer {
  const run = findRun(storeOf(flags), id);
  const scan = run.has('scan.csv') ? run.readTable('scan.csv', SCAN_COLUMNS) : [];
  const asked = only === undefined ? scan : scan.filter(({ asset }) => asset === only);
  if (only !== undefined && asked.length === 0) throw new ParameterError('ASSET', `one of ${run.id}`, only);
  const scripts = asked
    .map(({ asset }) => ({ asset, name: assetFileName(asset) }))
    .filter(({ name }) => run.has(`pine/${name}.pine`))
    .map(({ asset, name }) => ({
      asset,
      name,
      script: run.readText(`pine/${name}.pine`),
      params: run.readText(`params/${name}.json`),
    }));
  const { out } = flags;
  if (scripts.length === 0) {
    const reason =
      only === undefined
        ? 'no asset passed validation'
        : `${only} did not pass: ${asked[0].fail_reason || 'it was not validated'}`;
    return { text: reason, json: [], code: EXIT_CODES.no };
  }
  if (out === undefined) {
    const json = scripts.map(({ asset, script, params }) => ({
      asset,
      script,
      params: JSON.parse(params) as unknown,
    }));
    return { text: scripts.map(({ script }) => script).join('\n'), json };
  }
  mkdirSync(out, { recursive: true });
  const files = scripts.flatMap(({ name, script, params }) => [
    write(join(out, `${name}.pine`), script),
    write(join(out, `${name}.json`), params),
  ]);
  return { text: files.join('\n'), json: files };
}

/** Frozen means frozen: what is in use is not changed behind somebody's back. */
function write(path: string, text: string): string {
  try {
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (readFileSync(path, 'utf8') !== text)
      throw new ParameterError('--out', 'a folder without other scripts of this name', path);
  }
  return path;
}
