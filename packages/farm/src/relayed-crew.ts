import type { Crew, RunOptions, Task, TaskOutcome, TaskResult } from './executor.ts';
import { streamTasks } from './stream-tasks.ts';

/** A crew in front of another one: all that it streams goes through its own `run`, the rest to the crew behind. */
export abstract class RelayedCrew<Input, Output> implements Crew<Input, Output> {
  protected readonly crew: Crew<Input, Output>;

  constructor(crew: Crew<Input, Output>) {
    this.crew = crew;
  }

  get workers(): number {
    return this.crew.workers;
  }

  abstract run(task: Task<Input>, options?: RunOptions): Promise<TaskResult<Output>>;

  stream(
    tasks: Iterable<Task<Input>> | AsyncIterable<Task<Input>>,
    options: RunOptions = {},
  ): AsyncIterable<TaskOutcome<Output>> {
    return streamTasks(this, tasks, options);
  }

  close(): Promise<void> {
    return this.crew.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
