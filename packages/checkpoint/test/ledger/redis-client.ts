import { TestRedis } from '@quantblocks/test-kit/redis';
import { Redis } from 'ioredis';
import { onTestFinished } from 'vitest';

const ALWAYS = ['--appendonly', 'yes', '--appendfsync', 'always'];

/** A client of a server of the test's own; both end with the test. */
export async function openRedis(flush: 'always' | 'never', server?: TestRedis): Promise<Redis> {
  const redis = server ?? (await startRedis(flush));
  const client = new Redis({ port: redis.port, host: '127.0.0.1', maxRetriesPerRequest: null });
  client.on('error', () => {});
  onTestFinished(() => client.disconnect());
  return client;
}

export async function startRedis(flush: 'always' | 'never'): Promise<TestRedis> {
  const redis = await TestRedis.start(...(flush === 'always' ? ALWAYS : []));
  onTestFinished(() => redis.stop());
  return redis;
}
