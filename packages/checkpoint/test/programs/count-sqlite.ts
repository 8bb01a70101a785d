// Counts to a hundred in a store that others count in.
import { sqliteStore } from '../../src/index.ts';
import { openSqlite } from '../ledger/sqlite-database.ts';

const store = sqliteStore(openSqlite(process.argv[2]));
for (let added = 0; added < 100; ) {
  const { version, value } = (await store.get('count')) ?? { version: 0, value: 0 };
  if (await store.put('count', Number(value) + 1, version)) added++;
}
