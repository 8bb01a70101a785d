// Leaves one crew open on purpose: a forgotten crew must not keep a program alive.
import { threads } from '../../src/index.ts';
import { obeyRef } from '../refs.ts';

const closed = await threads({ workers: 1 }).open(obeyRef, null);
const idle = await threads({ workers: 1 }).open(obeyRef, null);
const one = await closed.run({ key: 'one', input: { do: 'return', value: 1 } });
const two = await idle.run({ key: 'two', input: { do: 'return', value: 2 } });
await closed.close();
console.log('done', one.output, two.output);
