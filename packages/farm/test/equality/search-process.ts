import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { endWithProcess } from '@quantblocks/test-kit/redis';

const program = fileURLToPath(new URL('./search-program.ts', import.meta.url));

/** What `search-program.ts` is told. */
export interface SearchOptions {
  /** Everything it keeps. */
  readonly folder: string;
  readonly on: 'inline' | 'threads' | 'bullmq';
  /** Threads; of a queue, those of the process that serves it. */
  readonly workers: number;
  /** Of Redis. */
  readonly port?: number | undefined;
}

/** When to kill: so many milliseconds after so many lines. */
export interface Kill {
  readonly lines: number;
  readonly afterMs: number;
}

/** Runs the program until it ends or is killed; returns what it said before. */
export async function runSearch(
  options: SearchOptions,
  kill?: Kill,
): Promise<{ readonly lines: readonly string[]; readonly wasKilled: boolean }> {
  const child = spawn(process.execPath, [...process.execArgv, program, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  endWithProcess(child);
  const closed = once(child, 'close');
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === kill?.lines) setTimeout(() => child.kill('SIGKILL'), kill.afterMs);
  }
  const [code, signal] = await closed;
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(`the search ended with ${code ?? signal}: ${lines.at(-1)}`);
  return { lines, wasKilled: signal === 'SIGKILL' };
}
