import { ParameterError } from '@quantblocks/core';
import { openRunStore, type Run, type RunStore } from '@quantblocks/pipeline';
import type { Values } from './command.ts';
import type { STORE_FLAGS } from './flags.ts';

/** The store the flags name. */
export function storeOf({ runs = 'runs' }: Values<typeof STORE_FLAGS>): RunStore {
  if (runs === '') throw new ParameterError('--runs', 'a folder', runs);
  return openRunStore(runs);
}

/** A run by its id, by a part of it, or the latest. */
export function findRun(store: RunStore, name: string): Run {
  const entries = store.list();
  if (entries.some(({ id }) => id === name)) return store.load(name);
  if (name === 'latest') {
    const run = store.latest();
    if (run === undefined) throw new ParameterError('ID', `a run in ${store.folder}`, 'none');
    return run;
  }
  const found = name === '' ? [] : entries.filter(({ id }) => id.startsWith(name) || id.endsWith(name));
  if (found.length === 1) return store.load(found[0].id);
  const expected = found.length === 0 ? `a run in ${store.folder}` : `one of ${found.map(({ id }) => id).join(', ')}`;
  throw new ParameterError('ID', expected, name);
}
