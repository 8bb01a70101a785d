import type { JobRef } from '../job-ref.ts';
import type { PlainError } from '../reply.ts';

/** What a worker has to know of a crew before it computes its tasks. */
export interface CrewRecord {
  /** The job; its module is relative to the root of whoever reads it. */
  readonly job: JobRef;
  /** SHA-256 of the packed shared data. */
  readonly digest: string;
  /** In how many parts they are stored. */
  readonly parts: number;
}

/** A task as BullMQ carries it. */
export interface JobData {
  readonly crew: string;
  readonly key: string;
  /** Packed and in base64; absent for a greeting, which only prepares the crew. */
  readonly input?: string;
  readonly timeoutMs?: number | undefined;
}

/** Why there is no output. `'start'`: the job could not be prepared. */
export type Failure = 'threw' | 'timeout' | 'lost' | 'unclonable' | 'start';

/** What a worker answers: the packed output, or an error. */
export type Answer =
  | { readonly kind: 'output'; readonly body: Buffer; readonly durationMs: number; readonly worker: string }
  | { readonly kind: Failure; readonly error: PlainError };

/** A process may work on a task that another one has finished: each answer names its job. */
export interface Delivery {
  readonly job: string;
  readonly answer: Answer;
}

/** Fields of a stream entry; bytes stay bytes. */
export function toFields(job: string, answer: Answer): (string | Buffer)[] {
  const body = answer.kind === 'output' ? answer.body : JSON.stringify(answer.error);
  const [ms, worker] = answer.kind === 'output' ? [answer.durationMs, answer.worker] : [0, ''];
  return ['job', job, 'kind', answer.kind, 'body', body, 'ms', String(ms), 'worker', worker];
}

export function fromFields(fields: readonly Buffer[]): Delivery {
  const text = (i: number): string => fields[i].toString();
  const kind = text(3) as Answer['kind'];
  const body = fields[5];
  const answer: Answer =
    kind === 'output'
      ? { kind, body, durationMs: Number(text(7)), worker: text(9) }
      : { kind, error: JSON.parse(body.toString()) as PlainError };
  return { job: text(1), answer };
}
