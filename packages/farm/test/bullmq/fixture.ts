import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type JobRef, jobRef } from '../../src/index.ts';
import type { impure, logged, total } from '../jobs/logged.ts';

const module = new URL('../jobs/logged.ts', import.meta.url);

export const loggedRef: JobRef<typeof logged> = jobRef(module, 'logged');
export const impureRef: JobRef<typeof impure> = jobRef(module, 'impure');
export const totalRef: JobRef<typeof total> = jobRef(module, 'total');

/** Times for tests: a lost worker is noticed within about two seconds. */
export const QUICK = { lockMs: 1000, checkMs: 500 };

/** What workers wrote about their tasks. */
export class Log {
  readonly file: string = join(tmpdir(), `farm-log-${process.pid}-${Log.count++}`);
  private static count = 0;

  static async create(): Promise<Log> {
    const log = new Log();
    await writeFile(log.file, '');
    return log;
  }

  async lines(word: 'begin' | 'end'): Promise<{ key: string; pid: number }[]> {
    const lines = (await readFile(this.file, 'utf8')).split('\n').map((line) => line.split(' '));
    return lines.filter(([first]) => first === word).map(([, key, pid]) => ({ key, pid: Number(pid) }));
  }

  async until(condition: (begun: { key: string; pid: number }[]) => boolean): Promise<void> {
    while (!condition(await this.lines('begin'))) await setTimeout(10);
  }
}

export const errorOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );
