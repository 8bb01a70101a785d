import { ParameterError } from '@quantblocks/core';

/**
 * When an append is acknowledged.
 *
 * - `'every'`: after a flush of its own; milliseconds on a loaded disk.
 * - `{ group: { ms, records } }`: after a flush shared with the records of the next `ms` milliseconds, or of `records` of them; beside the event loop.
 * - `'none'`: once the system has it. Survives the end of the process, not of the machine.
 */
export type SyncPolicy =
  | 'every'
  | 'none'
  | { readonly group: { readonly ms: number; readonly records?: number | undefined } };

export function requireSync(sync: SyncPolicy): void {
  if (sync === 'every' || sync === 'none') return;
  const { ms, records = 1 } = sync?.group ?? {};
  if (!(typeof ms === 'number' && ms >= 0 && ms <= 60_000))
    throw new ParameterError('sync', "'every', 'none' or { group: { ms: 0 to 60,000 } }", sync);
  if (!(Number.isInteger(records) && records >= 1)) throw new ParameterError('sync', 'group.records >= 1', sync);
}
