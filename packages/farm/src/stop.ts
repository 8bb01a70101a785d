import { TaskError } from './task-error.ts';

/**
 * Tasks that end when a caller's signal fires. One listener serves them all: Node warns of more than ten, and searches all of them
 * for each one that comes or goes; `AbortSignal.any` would keep every task's signal for as long as the caller's lives.
 */
const followers = new WeakMap<AbortSignal, Set<Stop>>();

/** One signal for every way to end a task before its time: by the caller, by the clock, by closing. */
export class Stop {
  private readonly controller = new AbortController();
  private readonly siblings: Set<Stop> | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(parent: AbortSignal | undefined) {
    this.siblings = parent === undefined ? undefined : followersOf(parent);
    this.siblings?.add(this);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  end(reason: unknown): void {
    this.controller.abort(reason);
  }

  startClock(key: string, timeoutMs: number): void {
    this.timer = setTimeout(() => this.end(outOfTime(key, timeoutMs)), timeoutMs);
  }

  release(): void {
    clearTimeout(this.timer);
    this.siblings?.delete(this);
  }
}

function followersOf(signal: AbortSignal): Set<Stop> {
  const known = followers.get(signal);
  if (known !== undefined) return known;
  const stops = new Set<Stop>();
  followers.set(signal, stops);
  const endAll = (): void => {
    for (const stop of stops) stop.end(signal.reason);
  };
  signal.addEventListener('abort', endAll, { once: true });
  return stops;
}

export function outOfTime(key: string, timeoutMs: number): TaskError {
  return new TaskError(key, 'timeout', `ran longer than ${timeoutMs} ms`);
}
