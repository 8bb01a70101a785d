import { oneLine } from './fit-text.ts';
import { formatDuration, formatEnded, formatLeft, formatRate, formatShare, formatWork } from './format.ts';
import type { ProgressSnapshot } from './snapshot.ts';

/** A snapshot as one line, for logs: `12 min 3 s: 52 %, 4,368 of 8,400 trials, 12.4 trials/s, left 5 min (4 min to 6 min)`. */
export function plainLine(snapshot: ProgressSnapshot): string {
  const isDone = snapshot.total !== null && snapshot.ended >= snapshot.total;
  const parts = [
    formatShare(snapshot),
    formatEnded(snapshot),
    formatRate(snapshot),
    isDone ? 'done' : `left ${formatLeft(snapshot.left)}`,
    ...formatWork(snapshot),
  ];
  return `${formatDuration(snapshot.elapsedMs)}: ${parts.filter((part) => part !== undefined).join(', ')}`;
}

/** A failure as one line. A task's error names its key by itself. */
export function failureLine({ key, message }: ProgressSnapshot['failures'][number]): string {
  const text = oneLine(message);
  return text.includes(key) ? text : `${oneLine(key)}: ${text}`;
}
