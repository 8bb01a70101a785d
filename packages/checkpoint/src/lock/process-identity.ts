import { readFileSync, readlinkSync } from 'node:fs';
import { hostname, uptime } from 'node:os';

/** What tells one process from all others, later ones with the same number included. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** Differs after every start of the machine; where the system has no such word, absent. */
  readonly boot?: string | undefined;
  /** When the machine started, in seconds since 1970, as well as its clock knows. */
  readonly bootedAt: number;
  /** Containers number their processes on their own. */
  readonly namespace?: string | undefined;
  /** When the process started, in ticks since the boot: numbers are used again. */
  readonly started?: string | undefined;
}

/** Clocks are set while machines run, by less than a machine needs to start. */
const CLOCK_SECONDS = 30;

export function identifyProcess(): ProcessIdentity {
  return {
    pid: process.pid,
    host: hostname(),
    boot: optional(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    bootedAt: Math.round(Date.now() / 1000 - uptime()),
    namespace: optional(() => readlinkSync('/proc/self/ns/pid')),
    started: startOf(process.pid),
  };
}

/** Whether both ran since the same start of the same machine. */
export function isSameBoot(a: ProcessIdentity, b: ProcessIdentity): boolean {
  if (a.boot !== undefined && b.boot !== undefined) return a.boot === b.boot;
  return a.host === b.host && Math.abs(a.bootedAt - b.bootedAt) <= CLOCK_SECONDS;
}

/** Whether `owner` still runs; undefined if that cannot be seen from here: another machine, or another container. */
export function isRunning(owner: ProcessIdentity, here: ProcessIdentity): boolean | undefined {
  if (!isSameBoot(owner, here) || owner.namespace !== here.namespace) return undefined;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    // EPERM: it runs, but belongs to somebody else.
    if ((error as { code?: string }).code === 'ESRCH') return false;
  }
  const started = startOf(owner.pid);
  return started === undefined || owner.started === undefined || started === owner.started;
}

function startOf(pid: number): string | undefined {
  return optional(() => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name in parentheses may hold anything; the start is the 22nd field, the 20th after it.
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // A zombie has stopped, but still has its number.
    return state === 'Z' ? 'ended' : fields[18];
  });
}

function optional(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
