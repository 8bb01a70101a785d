import type { Redis } from 'ioredis';

/** A worker process that was silent for so many seconds is not counted. */
const SILENT_S = 10;

// Only the clock of Redis is common to all machines.
const JOIN = `redis.call('ZADD', KEYS[1], redis.call('TIME')[1], ARGV[1])`;
const COUNT = `redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', redis.call('TIME')[1] - ${SILENT_S})
return redis.call('ZRANGE', KEYS[1], 0, -1)`;

/** Says that a process with so many threads is there. */
export async function joinWorkers(redis: Redis, key: string, worker: string, threads: number): Promise<void> {
  await redis.eval(JOIN, 1, key, `${threads} ${worker}`);
}

export async function leaveWorkers(redis: Redis, key: string, worker: string, threads: number): Promise<void> {
  await redis.zrem(key, `${threads} ${worker}`);
}

/** Threads of all processes that were heard of lately. */
export async function countThreads(redis: Redis, key: string): Promise<number> {
  const workers = (await redis.eval(COUNT, 1, key)) as string[];
  return workers.reduce((total, worker) => total + Number.parseInt(worker, 10), 0);
}
