#!/usr/bin/env node
import { serveBullmq } from './serve-bullmq.ts';

// The address holds the password, and arguments are seen by everyone on the machine: so it comes from the environment.
const { QUANTBLOCKS_REDIS = 'redis://localhost:6379', QUANTBLOCKS_QUEUE, QUANTBLOCKS_WORKERS } = process.env;

try {
  const server = await serveBullmq({
    connection: QUANTBLOCKS_REDIS,
    queue: QUANTBLOCKS_QUEUE,
    workers: QUANTBLOCKS_WORKERS === undefined ? undefined : Number(QUANTBLOCKS_WORKERS),
  });
  console.log('farm: takes tasks');
  await server.done;
  console.log('farm: drained');
} catch (error) {
  console.error(`farm: ${(error as Error).message}`);
  process.exitCode = 1;
}
