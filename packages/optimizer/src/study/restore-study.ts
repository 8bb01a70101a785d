import { IntegrityError } from '@quantblocks/core';
import { parseEvents } from './events.ts';
import { Study, type StudyOptions } from './study.ts';

/**
 * The study a {@link Study.log} tells of, ready to go on as if it had never stopped.
 *
 * @param options - The same options as of the first study.
 * @throws an {@link IntegrityError} if the log is of a study with other options, or not a log.
 *
 * @example
 * ```ts
 * import { createStudy, float, restoreStudy, space } from '@quantblocks/optimizer';
 *
 * const options = { space: space({ x: float(0, 1) }), seed: 3 };
 * const study = createStudy(options);
 * for (const { number, params } of study.ask(4)) study.tell(number, params.x);
 * const copy = restoreStudy(options, study.log());
 * copy.ask()[0].params.x === study.ask()[0].params.x; // => true
 * ```
 */
export function restoreStudy<Params>(options: StudyOptions<Params>, log: string): Study<Params> {
  const [header = '', ...lines] = log.split('\n').filter((line) => line !== '');
  requireIdentity(header, JSON.stringify(new Study(options).identity()));
  try {
    return new Study(options, parseEvents(lines));
  } catch (error) {
    // Whatever a study stumbles over was not written by one.
    if (error instanceof IntegrityError) throw error;
    throw new IntegrityError('study log', 'events that follow from another', String(error));
  }
}

function requireIdentity(header: string, expected: string): void {
  if (header === expected) return;
  let found: Record<string, unknown>;
  try {
    found = JSON.parse(header) as Record<string, unknown>;
  } catch {
    throw new IntegrityError('study log', 'a header in JSON', header);
  }
  for (const [key, value] of Object.entries(JSON.parse(expected) as Record<string, unknown>)) {
    const text = JSON.stringify(found?.[key]);
    if (text !== JSON.stringify(value))
      throw new IntegrityError(`study log, ${key}`, JSON.stringify(value), found?.[key]);
  }
  throw new IntegrityError('study log', `the header ${expected}`, header);
}
