import type { Redis } from 'ioredis';
import type { Crew } from '../executor.ts';
import { threads } from '../threads.ts';
import type { CrewRecord } from './messages.ts';
import { CLOSED, type Names } from './names.ts';
import { atRoot } from './program-root.ts';
import { fetchShared } from './shared-store.ts';

export interface HostSettings {
  readonly workers: number;
  readonly maxHeapMb: number | undefined;
  readonly root: string;
}

/** How often a server looks for crews that are gone and tasks that were cancelled. */
export const LOOK_MS = 1000;
/** A crew whose key Redis has lost needs a moment to say that it lives. */
const MOST_MISSES = 10;

interface Hosted {
  readonly digest: string;
  readonly threads: Promise<Crew<unknown, unknown>>;
  /** Looks at its key that found nothing. Counted, not timed: while Redis is away nobody is missed. */
  misses: number;
}

/** The crews for which this process computes, each with threads of its own. */
export class HostedCrews {
  private readonly redis: Redis;
  private readonly names: Names;
  private readonly settings: HostSettings;
  private readonly hosted = new Map<string, Hosted>();
  private readonly shared = new Map<string, Promise<unknown>>();

  constructor(redis: Redis, names: Names, settings: HostSettings) {
    this.redis = redis;
    this.names = names;
    this.settings = settings;
  }

  get ids(): string[] {
    return [...this.hosted.keys()];
  }

  /** The crew's threads, prepared; `undefined` if the crew is no more. */
  async threadsOf(id: string): Promise<Crew<unknown, unknown> | undefined> {
    const known = this.hosted.get(id);
    if (known !== undefined) return known.threads;
    const text = await this.redis.get(this.names.crew(id));
    // Others may have asked meanwhile.
    const opened = this.hosted.get(id);
    if (opened !== undefined) return opened.threads;
    if (text === null || text === CLOSED) return undefined;
    const record = JSON.parse(text) as CrewRecord;
    const hosted: Hosted = { digest: record.digest, threads: this.start(record), misses: 0 };
    this.hosted.set(id, hosted);
    // Another attempt starts anew.
    hosted.threads.catch(() => this.drop(id, hosted));
    return hosted.threads;
  }

  /** Whether a crew, as its key in Redis says, is gone: closed, or silent for so long that its program must have ended. */
  isGone(id: string, record: string | null): boolean {
    const hosted = this.hosted.get(id);
    if (hosted === undefined || record === CLOSED) return true;
    hosted.misses = record === null ? hosted.misses + 1 : 0;
    return hosted.misses >= MOST_MISSES;
  }

  async end(id: string): Promise<void> {
    const hosted = this.hosted.get(id);
    if (hosted === undefined) return;
    this.drop(id, hosted);
    await hosted.threads.then(
      (crew) => crew.close(),
      () => {},
    );
  }

  private drop(id: string, hosted: Hosted): void {
    if (this.hosted.get(id) === hosted) this.hosted.delete(id);
    const isUsed = [...this.hosted.values()].some(({ digest }) => digest === hosted.digest);
    if (!isUsed) this.shared.delete(hosted.digest);
  }

  private async start({ job, digest, parts }: CrewRecord): Promise<Crew<unknown, unknown>> {
    const { workers, maxHeapMb, root } = this.settings;
    const address = atRoot(job, root);
    let shared = this.shared.get(digest);
    if (shared === undefined) {
      shared = fetchShared(this.redis, this.names, digest, parts);
      this.shared.set(digest, shared);
    }
    return threads({ workers, maxHeapMb }).open(address, await shared);
  }
}
