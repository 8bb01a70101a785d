// Appends records until it is killed, and writes how many are acknowledged to a file that a kill cannot take back.
import { openSync, writeSync } from 'node:fs';
import { type FileSystem, nodeFileSystem, openJournal, type SyncPolicy } from '../../src/index.ts';

const [path, acknowledgedPath, policy, mode] = process.argv.slice(2);
/** Each record in two writes, so that a kill finds the moment between them. */
const torn: FileSystem = {
  ...nodeFileSystem,
  write: (file, bytes, offset, position) =>
    nodeFileSystem.write(file, offset === 0 ? bytes.subarray(0, bytes.length >> 1) : bytes, offset, position),
};
const sync: SyncPolicy = policy === 'group' ? { group: { ms: 1, records: 8 } } : (policy as 'every' | 'none');
const journal = openJournal<{ value: number; padding: string }>(path, {
  header: { configHash: 'a1', schema: 1 },
  sync,
  fileSystem: torn,
});
const acknowledged = openSync(acknowledgedPath, 'a');
console.log('ready');
const padding = 'x'.repeat(200);
for (let value = journal.length; ; ) {
  const size = sync === 'every' || sync === 'none' ? 1 : 8;
  await Promise.all(Array.from({ length: size }, () => journal.append({ value: value++, padding })));
  writeSync(acknowledged, `${value}\n`);
  // Compactions are part of a journal's life, and have moments of their own.
  if (mode === 'compact' && value % 40 < size) await journal.compact({ value: 0, padding: `up to ${value}` });
}
