// A worker process for the queue, as on another machine.
import { serveBullmq } from '@quantblocks/farm/bullmq';

const server = await serveBullmq({ connection: { port: Number(process.argv[2]) }, workers: Number(process.argv[3]) });
console.log('ready');
await server.done;
