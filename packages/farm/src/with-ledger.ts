import type { Crew, RunOptions, Task, TaskResult } from './executor.ts';
import { RelayedCrew } from './relayed-crew.ts';

/** A result that was committed. */
export interface Found<Output> {
  readonly output: Output;
}

/** Where results are kept for good, by key. What it holds is never computed again. */
export interface ResultLedger<Output> {
  /** The result of a key, or `undefined` if none was committed. */
  find(key: string): Found<Output> | undefined | Promise<Found<Output> | undefined>;
  /** Keeps a result; has done so when it returns, or when its promise resolves. */
  commit(key: string, output: Output): void | Promise<void>;
}

/**
 * A crew that computes each key once: what the ledger holds is answered from it, what is computed is committed before it is answered.
 *
 * Workers may compute a task twice, after a crash or a lost connection; with a ledger it counts once. Keys must be unique in the whole study.
 *
 * @param crew - Any crew; closing the new one closes it.
 * @param ledger - Where results are kept.
 * @returns A crew whose results are in the ledger when they arrive. Results from the ledger have `durationMs` 0 and the worker `'ledger'`.
 *
 * @example
 * ```ts
 * import { defineJob, inline, withLedger } from '@quantblocks/farm';
 *
 * const kept = new Map([['two', { output: 4 }]]);
 * const ledger = {
 *   find: (key: string) => kept.get(key),
 *   commit: (key: string, output: number) => void kept.set(key, { output }),
 * };
 * const square = defineJob({ start: () => (input: number) => input * input });
 * const crew = withLedger(await inline().open(square, undefined), ledger);
 * (await crew.run({ key: 'two', input: 2 })).worker; // => 'ledger'
 * (await crew.run({ key: 'three', input: 3 })).output; // => 9
 * [...kept.keys()]; // => ['two', 'three']
 * await crew.close();
 * ```
 */
export function withLedger<Input, Output>(
  crew: Crew<Input, Output>,
  ledger: ResultLedger<Output>,
): Crew<Input, Output> {
  return new LedgerCrew(crew, ledger);
}

class LedgerCrew<Input, Output> extends RelayedCrew<Input, Output> {
  private readonly ledger: ResultLedger<Output>;

  constructor(crew: Crew<Input, Output>, ledger: ResultLedger<Output>) {
    super(crew);
    this.ledger = ledger;
  }

  async run(task: Task<Input>, options?: RunOptions): Promise<TaskResult<Output>> {
    const known = await this.ledger.find(task.key);
    if (known !== undefined) return { key: task.key, output: known.output, durationMs: 0, worker: 'ledger' };
    const result = await this.crew.run(task, options);
    await this.ledger.commit(task.key, result.output);
    return result;
  }
}
