import type { Crew, RunOptions, Task, TaskResult } from '../executor.ts';
import { RelayedCrew } from '../relayed-crew.ts';
import { TaskError } from '../task-error.ts';

import type { Progress } from './progress.ts';

/**
 * A crew that tells a progress view what becomes of its tasks.
 *
 * A task counts as running from when it is given to the crew, so some that wait for a worker are among them.
 *
 * @param crew - Any crew; closing the new one closes it, but not the view.
 * @param view - Of {@link progress}.
 * @returns A crew with the same results.
 *
 * @example
 * ```ts
 * import { defineJob, inline, progress, withProgress } from '@quantblocks/farm';
 *
 * const view = progress({ tasks: 2, stream: null });
 * const crew = withProgress(await inline().open(defineJob({ start: () => Math.sqrt }), undefined), view);
 * await Promise.all([4, 9].map((input) => crew.run({ key: `${input}`, input })));
 * [view.snapshot().ended, view.snapshot().running]; // => [2, 0]
 * await crew.close();
 * view.close();
 * ```
 */
export function withProgress<Input, Output>(
  crew: Crew<Input, Output>,
  view: Pick<Progress, 'update'>,
): Crew<Input, Output> {
  return new ProgressCrew(crew, view);
}

class ProgressCrew<Input, Output> extends RelayedCrew<Input, Output> {
  private readonly view: Pick<Progress, 'update'>;

  constructor(crew: Crew<Input, Output>, view: Pick<Progress, 'update'>) {
    super(crew);
    this.view = view;
  }

  async run(task: Task<Input>, options?: RunOptions): Promise<TaskResult<Output>> {
    const { key } = task;
    const running = this.crew.run(task, options);
    this.view.update({ type: 'started', key });
    try {
      const result = await running;
      this.view.update(result);
      return result;
    } catch (error) {
      this.view.update(error instanceof TaskError ? { key, error } : { type: 'cancelled', key });
      throw error;
    }
  }
}
