// A worker process: its options come as JSON; it says when it is ready, and when it has drained.
import { type ServeBullmqOptions, serveBullmq } from '../../src/bullmq/index.ts';

const server = await serveBullmq({ ...(JSON.parse(process.argv[2]) as ServeBullmqOptions), onError: () => {} });
console.log('ready');
await server.done;
console.log('drained');
