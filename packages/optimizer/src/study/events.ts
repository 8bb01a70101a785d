import { IntegrityError } from '@quantblocks/core';
import type { AnyParams } from '../space/constraints.ts';

/** A trial as `ask` hands it out. */
export interface AskedEvent {
  readonly trial: number;
  readonly params: AnyParams;
  /** How the point was found. */
  readonly by: string;
  readonly generation?: number;
}

/** Everything that can happen to a study. Its state is what these make of it, in order, and nothing else. */
export type StudyEvent =
  | { readonly type: 'enqueue'; readonly params: AnyParams }
  | { readonly type: 'ask'; readonly trials: readonly AskedEvent[] }
  | { readonly type: 'report'; readonly trial: number; readonly step: number; readonly value: number }
  | {
      readonly type: 'tell';
      readonly trial: number;
      readonly values: readonly number[];
      readonly constraints?: readonly number[];
      readonly durationMs?: number;
    }
  | { readonly type: 'prune'; readonly trial: number; readonly durationMs?: number }
  | { readonly type: 'fail'; readonly trial: number; readonly reason: string; readonly durationMs?: number };

/** One JSON object per line. Infinities and NaN, which JSON does not know, become strings. */
export function formatEvents(events: readonly StudyEvent[], options: { durations: boolean }): string {
  const plain = (_: string, value: unknown): unknown =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  const part = (event: StudyEvent): object => (options.durations ? event : { ...event, durationMs: undefined });
  return events.map((event) => `${JSON.stringify(part(event), plain)}\n`).join('');
}

/** @throws an {@link IntegrityError} if a line is not an event. */
export function parseEvents(lines: readonly string[]): StudyEvent[] {
  return lines.map((line, i) => {
    const subject = `study log, event ${i + 1}`;
    let event: Record<string, unknown>;
    try {
      event = JSON.parse(line) as Record<string, unknown>;
    } catch {
      throw new IntegrityError(subject, 'a JSON object', line);
    }
    if (!EVENT_TYPES.has(event?.type as string)) throw new IntegrityError(subject, 'a known type', event?.type);
    const numberOf = (value: unknown): number => {
      const isNumber = typeof value === 'number' || NOT_FINITE.has(value as string);
      if (!isNumber) throw new IntegrityError(subject, 'a number', value);
      return Number(value);
    };
    const numbers: Record<string, unknown> = {};
    if ('value' in event) numbers.value = numberOf(event.value);
    for (const key of ['values', 'constraints']) {
      if (Array.isArray(event[key])) numbers[key] = (event[key] as unknown[]).map(numberOf);
    }
    return { ...event, ...numbers } as StudyEvent;
  });
}

const NOT_FINITE: ReadonlySet<string> = new Set(['NaN', 'Infinity', '-Infinity']);
const EVENT_TYPES: ReadonlySet<string> = new Set(['enqueue', 'ask', 'report', 'tell', 'prune', 'fail']);
