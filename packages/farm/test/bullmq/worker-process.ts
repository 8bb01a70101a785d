import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { endWithProcess } from '@quantblocks/test-kit/redis';
import type { ServeBullmqOptions } from '../../src/bullmq/index.ts';

const script = fileURLToPath(new URL('../jobs/serve.ts', import.meta.url));

/** A process of its own that takes tasks, to be killed, frozen or drained by its pid. */
export class WorkerProcess {
  readonly pid: number;
  /** Everything it printed. */
  output = '';
  private readonly child: ChildProcess;
  private readonly exit: Promise<unknown[]>;

  private constructor(child: ChildProcess) {
    this.child = child;
    this.pid = child.pid as number;
    this.exit = once(child, 'exit');
  }

  static async start(options: ServeBullmqOptions): Promise<WorkerProcess> {
    const child = spawn(process.execPath, [...process.execArgv, script, JSON.stringify(options)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    endWithProcess(child);
    const worker = new WorkerProcess(child);
    await new Promise<void>((resolve, reject) => {
      child.once('exit', () => reject(new Error('the worker process ended before it was ready')));
      child.stdout?.on('data', (text: Buffer) => {
        worker.output += text;
        if (worker.output.includes('ready')) resolve();
      });
    });
    return worker;
  }

  send(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** The exit code, or the name of the signal that ended it. */
  async ended(): Promise<unknown> {
    const [code, signal] = await this.exit;
    return code ?? signal;
  }

  async kill(): Promise<void> {
    this.send('SIGKILL');
    await this.exit;
  }
}
