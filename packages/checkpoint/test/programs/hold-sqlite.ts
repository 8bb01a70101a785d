// Begins a database as another process would, and lets it go a moment later.
import { openSqlite } from '../ledger/sqlite-database.ts';

const database = openSqlite(process.argv[2]);
database.exec('BEGIN IMMEDIATE');
database.exec('CREATE TABLE other (key TEXT)');
console.log('held');
setTimeout(() => database.exec('COMMIT'), 200);
