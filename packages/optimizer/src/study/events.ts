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
  const plain = (key: string, value: unknown): unknown => {
    if (key === 'durationMs' && !options.durations) return undefined;
    return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  };
  return events.map((event) => `${JSON.stringify(event, plain)}\n`).join('');
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
    const numbers: Record<string, unknown> = {};
    if ('value' in event) numbers.value = Number(event.value);
    for (const key of ['values', 'constraints']) {
      if (Array.isArray(event[key])) numbers[key] = (event[key] as unknown[]).map(Number);
    }
    return { ...event, ...numbers } as StudyEvent;
  });
}

const EVENT_TYPES: ReadonlySet<string> = new Set(['enqueue', 'ask', 'report', 'tell', 'prune', 'fail']);
