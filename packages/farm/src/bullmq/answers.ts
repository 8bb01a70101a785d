import { isDeepStrictEqual } from 'node:util';
import { IntegrityError } from '@quantblocks/core';
import { unpack } from './pack.ts';

/** Late answers come soon after the first or never; older ones are forgotten. */
const MOST_BYTES = 16 * 2 ** 20;
const OVERHEAD_BYTES = 200;

/** Remembers what was answered, because a task may be delivered, and computed, more than once. */
export class Answers {
  private readonly bodies = new Map<string, { readonly key: string; readonly body: Buffer }>();
  private bytes = 0;

  /** Keeps the first output of a job; throws an {@link IntegrityError} if a later one differs. */
  check(job: string, key: string, body: Buffer): void {
    const first = this.bodies.get(job);
    if (first === undefined) this.remember(job, key, body);
    // Equal data may have several encodings, so unequal bytes prove nothing.
    else if (!first.body.equals(body) && !isDeepStrictEqual(unpack(first.body), unpack(body))) {
      const expected = 'the result of its first computation (is its job a pure function?)';
      throw new IntegrityError(`task ${first.key}`, expected, unpack(body));
    }
  }

  private remember(job: string, key: string, body: Buffer): void {
    this.bodies.set(job, { key, body });
    this.bytes += body.length + OVERHEAD_BYTES;
    for (const [oldest, { body: old }] of this.bodies) {
      if (this.bytes <= MOST_BYTES) return;
      this.bodies.delete(oldest);
      this.bytes -= old.length + OVERHEAD_BYTES;
    }
  }
}
