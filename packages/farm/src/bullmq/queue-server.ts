import type { Job as QueuedJob } from 'bullmq';
import type { Redis } from 'ioredis';
import { toPlainError } from '../reply.ts';
import { TaskError } from '../task-error.ts';
import { atMost } from './at-most.ts';
import { inOneTrip } from './connect.ts';
import { HostedCrews, type HostSettings, LOOK_MS } from './hosted-crews.ts';
import { type Answer, type JobData, toFields } from './messages.ts';
import { KEEP_MS, type Names } from './names.ts';
import { pack, unpack } from './pack.ts';
import { joinWorkers, leaveWorkers } from './worker-count.ts';

interface Running {
  readonly crew: string;
  readonly stop: AbortController;
  readonly answer: Promise<Answer | undefined>;
}

const GOODBYE_MS = 2000;
/** What may go better the next time, on this machine or another. */
const RETRIED: ReadonlySet<string> = new Set(['threw', 'lost', 'start']);

/** Computes jobs of the queue and answers the crews that gave them. */
export class QueueServer {
  private readonly redis: Redis;
  private readonly names: Names;
  private readonly id: string;
  private readonly settings: HostSettings;
  private readonly crews: HostedCrews;
  private readonly onError: (error: Error) => void;
  private readonly running = new Map<string, Running>();
  private readonly timer: NodeJS.Timeout;
  private isLooking = false;

  constructor(redis: Redis, names: Names, id: string, settings: HostSettings, onError: (error: Error) => void) {
    this.redis = redis;
    this.names = names;
    this.id = id;
    this.settings = settings;
    this.crews = new HostedCrews(redis, names, settings);
    this.onError = onError;
    this.timer = setInterval(() => void this.look(), LOOK_MS);
  }

  join(): Promise<void> {
    return joinWorkers(this.redis, this.names.workers, this.id, this.settings.workers);
  }

  async leave(): Promise<void> {
    clearInterval(this.timer);
    await Promise.all(this.crews.ids.map((id) => this.crews.end(id)));
    await atMost(GOODBYE_MS, leaveWorkers(this.redis, this.names.workers, this.id, this.settings.workers));
    this.redis.disconnect();
  }

  /** Resolves when the job may leave the queue; a rejection brings it back, or parks it. */
  async process(job: QueuedJob<JobData>): Promise<void> {
    const id = job.id as string;
    const answer = await this.compute(id, job.data);
    if (answer === undefined) return;
    const isFailure = answer.kind !== 'output';
    const isTriedAgain =
      isFailure && RETRIED.has(answer.kind) && isTask(job.data) && job.attemptsMade + 1 < (job.opts.attempts ?? 1);
    // The answer comes first: a job that has left the queue without one would be computed again.
    if (!isTriedAgain) await this.answer(id, job.data.crew, answer);
    if (isFailure) {
      const failure = new Error(`${answer.error.name}: ${answer.error.message}`);
      throw isTriedAgain ? failure : Object.assign(failure, { name: 'UnrecoverableError' });
    }
  }

  /** A queue that lost its memory may hand out what already runs here. */
  private async compute(id: string, data: JobData): Promise<Answer | undefined> {
    const known = this.running.get(id);
    if (known !== undefined) return known.answer;
    const stop = new AbortController();
    const answer = this.run(data, stop.signal);
    this.running.set(id, { crew: data.crew, stop, answer });
    try {
      return await answer;
    } finally {
      this.running.delete(id);
    }
  }

  private async run({ crew, key, input, timeoutMs }: JobData, signal: AbortSignal): Promise<Answer | undefined> {
    try {
      const threads = await this.crews.threadsOf(crew);
      if (threads === undefined) return undefined;
      if (input === undefined) return { kind: 'output', body: pack(null), durationMs: 0, worker: this.id };
      const task = { key, input: unpack(Buffer.from(input, 'base64')) };
      const { output, durationMs, worker } = await threads.run(task, { signal, timeoutMs });
      return { kind: 'output', body: pack(output), durationMs, worker: `${this.id} ${worker}` };
    } catch (thrown) {
      // Cancelled, or its crew is gone: nobody waits.
      if (signal.aborted) return undefined;
      const { cause } = thrown as Error;
      const kind = thrown instanceof TaskError ? thrown.reason : 'start';
      return { kind: kind === 'closed' ? 'lost' : kind, error: toPlainError(cause ?? thrown) };
    }
  }

  private async answer(id: string, crew: string, answer: Answer): Promise<void> {
    const key = this.names.replies(crew);
    const words = this.redis.pipeline();
    words.xadd(key, '*', ...toFields(id, answer)).pexpire(key, KEEP_MS);
    await inOneTrip(words);
  }

  /** Shows that this process lives, and ends what nobody waits for. */
  private async look(): Promise<void> {
    if (this.isLooking) return;
    this.isLooking = true;
    try {
      await this.join();
      const [ids, jobs] = [this.crews.ids, [...this.running]];
      const question = this.redis.pipeline();
      for (const id of ids) question.get(this.names.crew(id));
      for (const [id, { crew }] of jobs) question.sismember(this.names.cancelled(crew), id);
      const known = ids.length + jobs.length === 0 ? [] : await inOneTrip(question);
      for (const [i, [, { stop }]] of jobs.entries()) if (known[ids.length + i] === 1) stop.abort();
      for (const [i, id] of ids.entries()) if (this.crews.isGone(id, known[i] as string | null)) this.end(id);
    } catch (error) {
      this.onError(error as Error);
    }
    this.isLooking = false;
  }

  private end(crew: string): void {
    for (const running of this.running.values()) if (running.crew === crew) running.stop.abort();
    this.crews.end(crew).catch(this.onError);
  }
}

function isTask({ input }: JobData): boolean {
  return input !== undefined;
}
