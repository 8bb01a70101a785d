import { randomUUID } from 'node:crypto';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { JobRef } from '../job-ref.ts';
import { atMost } from './at-most.ts';
import { inOneTrip } from './connect.ts';
import { type CrewRecord, type Delivery, fromFields, type JobData } from './messages.ts';
import { CLOSED, LEASE_MS, type Names, namesOf, PREFIX } from './names.ts';
import type { Packages } from './packages.ts';
import { SharedStore } from './shared-store.ts';
import { countThreads } from './worker-count.ts';

export interface LinkSettings {
  readonly queue: string;
  readonly attempts: number;
  readonly backoffMs: number;
}

type Entries = [id: Buffer, fields: Buffer[]][];

/** How long an answer is waited for on the wire before Redis is asked again. */
const BLOCK_MS = 5000;
/** Parting from a Redis that does not answer must not take for ever. */
const GOODBYE_MS = 2000;
/** Poison tasks are kept for whoever looks into the queue. */
const PARKED = { age: 7 * 86_400, count: 1000 };

/** What a crew says to Redis, and hears from it. */
export class QueueLink {
  readonly crew: string = randomUUID();
  private readonly settings: LinkSettings;
  private readonly names: Names;
  private readonly redis: Redis;
  private readonly reader: Redis;
  private readonly queue: Queue<JobData>;
  private readonly shared: SharedStore;
  private readonly record: string;

  constructor(redis: Redis, { bullmq }: Packages, job: JobRef, bytes: Buffer, settings: LinkSettings) {
    this.settings = settings;
    this.redis = redis;
    this.names = namesOf(settings.queue);
    this.queue = new bullmq.Queue(settings.queue, { connection: redis, prefix: PREFIX });
    // Reading blocks its connection.
    this.reader = redis.duplicate();
    this.shared = new SharedStore(redis, this.names, bytes);
    const record: CrewRecord = { job, digest: this.shared.digest, parts: this.shared.parts };
    this.record = JSON.stringify(record);
  }

  /** Hears of errors, and of connections that came back. */
  listen(onError: (error: Error) => void, onReady: () => void): void {
    this.queue.on('error', onError);
    for (const connection of [this.redis, this.reader]) connection.on('error', onError).on('ready', onReady);
  }

  /** Renews what would expire, stores what was lost, and counts the threads that serve the queue. */
  async renew(): Promise<number> {
    await this.shared.keep();
    await this.redis.set(this.names.crew(this.crew), this.record, 'PX', LEASE_MS);
    return countThreads(this.redis, this.names.workers);
  }

  /** Adds jobs; those that are there stay as they are. */
  async add(jobs: readonly { readonly id: string; readonly data: JobData }[]): Promise<void> {
    if (jobs.length === 0) return;
    const { attempts, backoffMs: delay } = this.settings;
    const options = {
      attempts,
      backoff: { type: 'exponential', delay },
      removeOnComplete: true,
      removeOnFail: PARKED,
    };
    await this.queue.addBulk(jobs.map(({ id, data }) => ({ name: data.key, data, opts: { ...options, jobId: id } })));
  }

  /** Takes a job out of the queue if it waits, and has it ended if it runs. */
  async cancel(job: string): Promise<void> {
    const key = this.names.cancelled(this.crew);
    await inOneTrip(this.redis.pipeline().sadd(key, job).pexpire(key, LEASE_MS));
    await this.queue.remove(job);
  }

  /** Waits a while for answers. Read entries are deleted, so the next is always the first. */
  async nextAnswers(): Promise<Delivery[]> {
    const key = this.names.replies(this.crew);
    const found = await this.reader.xreadBuffer('COUNT', 500, 'BLOCK', BLOCK_MS, 'STREAMS', key, '0');
    const entries = ((found?.[0] as unknown[] | undefined)?.[1] ?? []) as Entries;
    // Commands of one connection keep their order, so this one comes before the next read.
    if (entries.length > 0) this.reader.xdel(key, ...entries.map(([id]) => id)).catch(() => {});
    return entries.map(([, fields]) => fromFields(fields));
  }

  /** All answers that are there, at once. */
  async allAnswers(): Promise<Delivery[]> {
    const entries = (await this.redis.xrangeBuffer(this.names.replies(this.crew), '-', '+')) as Entries;
    return entries.map(([, fields]) => fromFields(fields));
  }

  /** For each job whether the queue still has it: a missing one was finished, or lost; a parked one has failed for good. */
  async fatesOf(jobs: readonly string[]): Promise<('there' | 'missing' | 'parked')[]> {
    const failed = this.queue.toKey('failed');
    const question = this.redis.pipeline();
    for (const id of jobs) question.exists(this.queue.toKey(id)).zscore(failed, id);
    const known = jobs.length === 0 ? [] : await inOneTrip(question);
    return jobs.map((_, i) => (known[2 * i] === 0 ? 'missing' : known[2 * i + 1] === null ? 'there' : 'parked'));
  }

  async whyParked(job: string): Promise<string> {
    return (await this.redis.hget(this.queue.toKey(job), 'failedReason')) ?? 'it failed';
  }

  /** Ends what runs for the crew and leaves; a Redis that is silent is left without a word. */
  async close(unfinished: readonly string[]): Promise<void> {
    const { names, crew } = this;
    if (this.redis.status === 'ready') {
      const words = this.redis.pipeline();
      words.set(names.crew(crew), CLOSED, 'PX', LEASE_MS).del(names.replies(crew), names.cancelled(crew));
      const goodbye = [words.exec(), ...unfinished.map((job) => this.queue.remove(job))];
      await atMost(GOODBYE_MS, Promise.allSettled(goodbye));
    }
    this.reader.disconnect();
    await atMost(GOODBYE_MS, this.queue.close());
    this.redis.disconnect();
  }

  /** Sockets do not keep the program alive any more. */
  unref(): void {
    for (const { stream } of [this.redis, this.reader]) (stream as { unref?: () => void } | undefined)?.unref?.();
  }
}
