import { serveBullmq } from '@quantblocks/farm/bullmq';

const [port, root] = process.argv.slice(2);
const connection = { host: '127.0.0.1', port: Number(port) };
const server = await serveBullmq({ connection, root, workers: 2, signals: [] });
process.on('message', () => process.send?.(process.cpuUsage()));
process.on('disconnect', () => process.exit());
process.send?.('ready');
await server.done;
