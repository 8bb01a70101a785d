import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';

export const hasRedis: boolean = spawnSync('redis-server', ['--version']).status === 0;
if (!hasRedis) console.warn('no redis-server on this machine: the tests over Redis are skipped');

/** A server of the test's own, in a temporary folder, that can be killed and come back at the same port. */
export class TestRedis {
  readonly port: number;
  private readonly folder: string;
  private readonly options: readonly string[];
  private server: ChildProcess | undefined;

  private constructor(port: number, folder: string, options: readonly string[]) {
    this.port = port;
    this.folder = folder;
    this.options = options;
  }

  static async start(...options: string[]): Promise<TestRedis> {
    const redis = new TestRedis(await freePort(), await mkdtemp(join(tmpdir(), 'test-redis-')), options);
    await redis.start();
    return redis;
  }

  async start(): Promise<void> {
    const own = ['--port', `${this.port}`, '--bind', '127.0.0.1', '--dir', this.folder, '--save', ''];
    const server = spawn('redis-server', [...own, ...this.options], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.server = server;
    endWithProcess(server);
    for await (const line of server.stdout ?? []) if (String(line).includes('Ready to accept')) break;
  }

  /** Without a farewell: what it had not written is gone. */
  async kill(): Promise<void> {
    if (this.server === undefined || this.server.exitCode !== null || this.server.signalCode !== null) return;
    const exit = once(this.server, 'exit');
    this.server.kill('SIGKILL');
    await exit;
  }

  async stop(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** A test that fails leaves its child to the end of the process. */
export function endWithProcess(child: ChildProcess): void {
  const end = (): boolean => child.kill('SIGKILL');
  process.on('exit', end);
  child.once('exit', () => process.removeListener('exit', end));
}
