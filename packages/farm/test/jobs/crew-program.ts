// Leaves a crew open on purpose: a forgotten crew must not keep a program alive.
import { bullmq } from '../../src/bullmq/index.ts';
import { obeyRef } from '../refs.ts';

const executor = bullmq({ connection: { port: Number(process.argv[2]) } });
const closed = await executor.open(obeyRef, null);
const idle = await executor.open(obeyRef, null);
const one = await closed.run({ key: 'one', input: { do: 'return', value: 1 } });
await closed.close();
const two = await idle.run({ key: 'two', input: { do: 'return', value: 2 } });
console.log('done', one.output, two.output);
