import { setTimeout as sleep } from 'node:timers/promises';
import { IntegrityError } from '@quantblocks/core';
import type { Task } from '../executor.ts';
import { fromPlainError, type Reply } from '../reply.ts';
import { startError } from '../start-error.ts';
import type { Workforce } from '../workforce.ts';
import { Answers } from './answers.ts';
import type { Answer, Delivery, JobData } from './messages.ts';
import { jobId } from './names.ts';
import { pack, unpack } from './pack.ts';
import type { QueueLink } from './queue-link.ts';

export interface WorkforceSettings {
  readonly ahead: number;
  readonly checkMs: number;
  readonly patienceMs: number;
}

interface OpenJob {
  readonly id: string;
  readonly data: JobData;
  /** Redis has been told of it; before that it cannot be missing there. */
  isAdded: boolean;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** Before a connection that failed is asked again. */
const PAUSE_MS = 100;

/** Workers behind a queue, as one crew sees them. This side holds the truth; Redis only carries it. */
export class QueueWorkforce<Input, Output> implements Workforce<Input, Output> {
  readonly keepsTime = true;
  size = 1;
  lost: Error | undefined;
  onChange = (): void => {};
  private readonly link: QueueLink;
  private readonly settings: WorkforceSettings;
  private readonly answers = new Answers();
  private readonly open = new Map<string, OpenJob>();
  private readonly runs = new Map<string, number>();
  private fresh: OpenJob[] = [];
  private timer: NodeJS.Timeout | undefined;
  private isTending = false;
  private isStarting = true;
  private isEnded = false;
  /** Counted, not timed: a machine that slept has not waited. */
  private silentMs = 0;
  private trouble: Error | undefined;

  constructor(link: QueueLink, settings: WorkforceSettings) {
    this.link = link;
    this.settings = settings;
    link.listen(
      (error) => this.note(error),
      () => this.stayOnlyForWork(),
    );
  }

  get idle(): number {
    return Math.max(0, this.size * this.settings.ahead - this.open.size);
  }

  /** Resolves when a worker has prepared the crew. */
  async start(signal: AbortSignal): Promise<void> {
    await this.tend();
    if (this.trouble !== undefined) throw this.trouble;
    if (this.isEnded) return;
    this.timer = setInterval(() => this.tick(), this.settings.checkMs);
    void this.read();
    const answer = await this.send({ crew: this.link.crew, key: 'open' }, signal);
    if (answer.kind !== 'output') throw startError(fromPlainError(answer.error));
    this.isStarting = false;
    this.stayOnlyForWork();
  }

  async perform(
    { key, input }: Task<Input>,
    signal: AbortSignal,
    timeoutMs: number | undefined,
  ): Promise<Reply<Output>> {
    // Comes first, and at once: an input that cannot travel occupies nobody.
    const packed = pack(input).toString('base64');
    const answer = await this.send({ crew: this.link.crew, key, input: packed, timeoutMs }, signal);
    if (answer.kind === 'output') {
      const { durationMs, worker } = answer;
      return { output: unpack(answer.body) as Output, durationMs, worker };
    }
    return { error: answer.error, reason: answer.kind === 'start' ? 'threw' : answer.kind };
  }

  async end(): Promise<void> {
    if (this.isEnded) return;
    this.isEnded = true;
    clearInterval(this.timer);
    await this.link.close([...this.open.keys()]);
    // Whoever does not run another task would not hear of it.
    if (this.lost instanceof IntegrityError) throw this.lost;
  }

  private send(data: JobData, signal: AbortSignal): Promise<Answer> {
    const run = this.runs.get(data.key) ?? 0;
    this.runs.set(data.key, run + 1);
    const id = jobId(this.link.crew, data.key, run);
    return new Promise<Answer>((resolve, reject) => {
      const job: OpenJob = { id, data, isAdded: false, resolve, reject };
      this.open.set(id, job);
      this.timer?.ref();
      signal.addEventListener('abort', () => this.cancel(job, signal.reason), { once: true });
      // What is asked for at once travels at once.
      if (this.fresh.push(job) === 1) setImmediate(() => void this.addFresh());
    });
  }

  private async addFresh(): Promise<void> {
    const jobs = this.fresh.filter(({ id }) => this.open.has(id));
    this.fresh = [];
    if (!this.isEnded) await this.link.add(jobs).catch((error: Error) => this.note(error));
    for (const job of jobs) job.isAdded = true;
  }

  private cancel(job: OpenJob, reason: unknown): void {
    if (!this.close(job)) return;
    job.reject(reason);
    if (!this.isEnded) this.link.cancel(job.id).catch((error: Error) => this.note(error));
  }

  private close(job: OpenJob): boolean {
    const wasOpen = this.open.delete(job.id);
    this.stayOnlyForWork();
    return wasOpen;
  }

  private async read(): Promise<void> {
    while (!this.isEnded) {
      try {
        this.take(await this.link.nextAnswers());
      } catch (error) {
        this.note(error as Error);
        await sleep(PAUSE_MS, undefined, { ref: false });
      }
    }
  }

  private take(deliveries: readonly Delivery[]): void {
    for (const { job: id, answer } of deliveries) {
      const job = this.open.get(id);
      try {
        if (answer.kind === 'output') this.answers.check(id, job?.data.key ?? id, answer.body);
      } catch (error) {
        this.lose(error as Error);
        return;
      }
      if (job !== undefined && this.close(job)) job.resolve(answer);
    }
  }

  private tick(): void {
    this.silentMs += this.settings.checkMs;
    if (this.silentMs > this.settings.patienceMs) {
      const why = this.trouble === undefined ? '' : `: ${this.trouble.message}`;
      this.lose(new Error(`Redis has not answered for ${this.silentMs} ms${why}`));
    } else if (!this.isTending) void this.tend();
  }

  /** Keeps the crew alive in Redis, and adds again what Redis has lost. */
  private async tend(): Promise<void> {
    this.isTending = true;
    try {
      const threads = await this.link.renew();
      await this.recover();
      this.silentMs = 0;
      this.trouble = undefined;
      const before = this.size;
      this.size = Math.max(1, threads);
      if (this.size > before) this.onChange();
    } catch (error) {
      this.note(error as Error);
    }
    this.isTending = false;
  }

  private async recover(): Promise<void> {
    const jobs = [...this.open.values()].filter(({ isAdded }) => isAdded);
    const fates = await this.link.fatesOf(jobs.map(({ id }) => id));
    const [missing, parked] = ['missing', 'parked'].map((fate) => jobs.filter((_, i) => fates[i] === fate));
    if (missing.length + parked.length === 0) return;
    // Workers answer before a job leaves the queue, so what has no answer now will have none.
    this.take(await this.link.allAnswers());
    if (!this.isEnded) await this.link.add(missing.filter(({ id }) => this.open.has(id)));
    for (const job of parked) {
      const message = await this.link.whyParked(job.id);
      const error = { name: 'Error', message, stack: undefined, cause: undefined };
      if (this.close(job)) job.resolve({ kind: 'lost', error });
    }
  }

  private note(error: Error): void {
    this.trouble = error;
  }

  private lose(error: Error): void {
    if (this.lost !== undefined) return;
    this.lost = error;
    for (const job of [...this.open.values()]) if (this.close(job)) job.reject(error);
    this.onChange();
  }

  /** An idle crew that was forgotten does not keep the program alive. */
  private stayOnlyForWork(): void {
    if (this.isStarting || this.open.size > 0) return;
    this.timer?.unref();
    this.link.unref();
  }
}
