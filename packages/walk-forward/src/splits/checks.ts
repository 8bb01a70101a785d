import { ParameterError } from '@quantblocks/core';
import type { BarRange } from './fold.ts';

export function requireInteger(value: number, name: string, least: number): number {
  if (!(Number.isSafeInteger(value) && value >= least)) throw new ParameterError(name, `an integer >= ${least}`, value);
  return value;
}

export function requireWarmup(warmup: number): number {
  return warmup === Number.POSITIVE_INFINITY ? warmup : requireInteger(warmup, 'warmup', 0);
}

export function requireOneOf<T extends string>(value: T, name: string, choices: readonly T[]): T {
  if (!choices.includes(value)) throw new ParameterError(name, `one of ${choices.join(', ')}`, value);
  return value;
}

export function barRange(start: number, end: number, warmup: number): BarRange {
  return { start, end, warmupStart: Math.max(0, start - warmup) };
}
