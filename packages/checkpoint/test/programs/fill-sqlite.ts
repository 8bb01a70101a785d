// Writes one key after the other and says which are safe, until it is killed.
import { sqliteStore } from '../../src/index.ts';
import { openSqlite } from '../ledger/sqlite-database.ts';

const store = sqliteStore(openSqlite(process.argv[2]));
for (let i = 0; ; i++) {
  await store.put(`key-${i}`, i, 0);
  process.stdout.write(`${i}\n`);
}
