import { createHash } from 'node:crypto';
import { ParameterError } from '@quantblocks/core';

/** Where BullMQ keeps its own keys. */
export const PREFIX = 'quantblocks';
/** A crew that was not heard of for so long is gone: its machine may have slept, or Redis may have forgotten it. */
export const LEASE_MS = 60_000;
/** Shared data and answers outlive a crew that is silent for a while. */
export const KEEP_MS = 600_000;

/** Keys in Redis beside those of BullMQ. */
export interface Names {
  /** The crew's {@link CrewRecord}, or {@link CLOSED}. */
  crew(id: string): string;
  /** A stream of answers for one crew. */
  replies(crew: string): string;
  /** A set of jobs that nobody waits for. */
  cancelled(crew: string): string;
  /** A part of shared data, by content. */
  shared(digest: string, part: number): string;
  /** Worker processes by the time they were last heard of. */
  readonly workers: string;
}

/** Says that a crew was closed, as opposed to forgotten. */
export const CLOSED = 'closed';

export function namesOf(queue: string): Names {
  const base = `${PREFIX}-farm:${queue}`;
  return {
    crew: (id) => `${base}:crew:${id}`,
    replies: (crew) => `${base}:replies:${crew}`,
    cancelled: (crew) => `${base}:cancelled:${crew}`,
    shared: (digest, part) => `${base}:shared:${digest}:${part}`,
    workers: `${base}:workers`,
  };
}

/** The same run of a task has the same id, so that adding it again does nothing. BullMQ refuses colons and integers. */
export function jobId(crew: string, key: string, run: number): string {
  return `t${createHash('sha256').update(`${crew}\0${run}\0${key}`).digest('hex').slice(0, 32)}`;
}

export function checkQueue(queue: string): void {
  if (typeof queue !== 'string' || !/^[^:\s]+$/.test(queue)) {
    throw new ParameterError('queue', 'a name without colons and spaces', queue);
  }
}

export function checkMilliseconds(name: string, value: number): void {
  if (!(value >= 1 && value < 2 ** 31)) throw new ParameterError(name, 'milliseconds >= 1', value);
}
