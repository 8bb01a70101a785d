import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { inOneTrip } from './connect.ts';
import { KEEP_MS, type Names } from './names.ts';
import { unpack } from './pack.ts';

/** Redis blocks while it copies a value: parts keep others from waiting. */
const PART_BYTES = 8 * 2 ** 20;

/** Data of a crew in Redis, by content: what several crews share is stored once. */
export class SharedStore {
  readonly digest: string;
  readonly parts: number;
  private readonly bytes: Buffer;
  private readonly redis: Redis;
  private readonly keys: readonly string[];

  constructor(redis: Redis, names: Names, bytes: Buffer) {
    this.redis = redis;
    this.bytes = bytes;
    this.digest = createHash('sha256').update(bytes).digest('hex');
    this.parts = Math.max(1, Math.ceil(bytes.length / PART_BYTES));
    this.keys = Array.from({ length: this.parts }, (_, part) => names.shared(this.digest, part));
  }

  /** Keeps the data for another while; stores what is not there, at first or after a loss. */
  async keep(): Promise<void> {
    const pipeline = this.redis.pipeline();
    for (const key of this.keys) pipeline.pexpire(key, KEEP_MS);
    const isThere = await inOneTrip(pipeline);
    for (const [part, key] of this.keys.entries()) {
      if (isThere[part] === 1) continue;
      await this.redis.set(key, this.bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES), 'PX', KEEP_MS);
    }
  }
}

/** Shared data as they were given to the crew, or an error if Redis does not have all of them. */
export async function fetchShared(redis: Redis, names: Names, digest: string, parts: number): Promise<unknown> {
  const hash = createHash('sha256');
  const bytes: Buffer[] = [];
  for (let part = 0; part < parts; part++) {
    const [found] = await redis.mgetBuffer(names.shared(digest, part));
    if (found === null) throw new Error(`part ${part} of the shared data is not in Redis`);
    hash.update(found);
    bytes.push(found);
  }
  if (hash.digest('hex') !== digest) throw new Error('the shared data in Redis are damaged');
  return unpack(bytes.length === 1 ? bytes[0] : Buffer.concat(bytes));
}
