import { oneLine } from './fit-text.ts';
import type { ProgressRow, ProgressSnapshot } from './snapshot.ts';

const UNITS = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const;

/** A duration in its two largest units: `'2 h 5 min'`. */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const first = UNITS.findIndex(([, size]) => seconds >= size);
  if (first < 0) return '0 s';
  const [name, size] = UNITS[first];
  const [nextName, nextSize] = UNITS[first + 1] ?? ['', 1];
  const rest = Math.floor((seconds % size) / nextSize);
  return `${Math.floor(seconds / size)} ${name}${rest > 0 ? ` ${rest} ${nextName}` : ''}`;
}

/** `'about 5 min (4 min to 6 min 30 s)'`, or `'unknown'`. */
export function formatLeft(left: ProgressSnapshot['left']): string {
  if (left === null) return 'unknown';
  const [time, low, high] = [left.ms, left.lowMs, left.highMs].map(formatDuration);
  return low === high ? time : `${time} (${low} to ${high})`;
}

/** `4,368`. */
export function formatCount(value: number): string {
  return value.toLocaleString('en-US');
}

/** `12.4 trials/s`, or per minute or hour where that reads better. */
export function formatRate({ perSecond, unit }: Pick<ProgressSnapshot, 'perSecond' | 'unit'>): string | undefined {
  if (perSecond === null) return undefined;
  const scales = [
    ['s', 1],
    ['min', 60],
    ['h', 3600],
  ] as const;
  const [name, size] = scales.find(([, seconds]) => perSecond * seconds >= 0.95) ?? ['h', 3600];
  const rate = perSecond * size;
  return `${rate >= 100 ? formatCount(Math.round(rate)) : rate.toFixed(1)} ${unit}/${name}`;
}

/** `4,368 of 8,400 trials`. */
export function formatEnded({ ended, total, unit }: Pick<ProgressSnapshot, 'ended' | 'total' | 'unit'>): string {
  return `${formatCount(ended)}${total === null ? '' : ` of ${formatCount(total)}`} ${unit}`;
}

/** `52 %`: rounded down, so that 100 % is the end. */
export function formatShare({ ended, total }: Pick<ProgressRow, 'ended' | 'total'>): string | undefined {
  if (total === null) return undefined;
  return `${total === 0 ? 100 : Math.floor((100 * ended) / total)} %`;
}

/** `2 failed, 8 workers, 16 running, 1 retried`: what there is of it, the most important first. */
export function formatWork({ workers, running, failed, retried }: ProgressSnapshot): string[] {
  const parts: string[] = [];
  if (failed > 0) parts.push(`${formatCount(failed)} failed`);
  if (workers !== null) parts.push(`${formatCount(workers)} ${workers === 1 ? 'worker' : 'workers'}`);
  if (running > 0) parts.push(`${formatCount(running)} running`);
  if (retried > 0) parts.push(`${formatCount(retried)} retried`);
  return parts;
}

/** `seed 7 fold 3`; empty for work without names. */
export function formatName({ seed, fold }: Pick<ProgressRow, 'seed' | 'fold'>): string {
  const parts = [seed === null ? '' : `seed ${seed}`, fold === null ? '' : `fold ${fold}`];
  return oneLine(parts.filter((part) => part !== '').join(' '));
}
