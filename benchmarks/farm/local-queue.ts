import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@quantblocks/test-kit/free-port';

/** A redis-server and one worker process on this machine. */
export interface LocalQueue {
  readonly port: number;
  end(): Promise<void>;
}

/** `undefined` on a machine without redis-server. */
export async function startLocalQueue(workers: number): Promise<LocalQueue | undefined> {
  if (spawnSync('redis-server', ['--version']).status !== 0) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'farm-bench-'));
  const port = await freePort();
  const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--save', ''];
  const redis = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'inherit'] });
  await said(redis, 'Ready to accept');
  const script = fileURLToPath(new URL('./serve.ts', import.meta.url));
  const args = [...process.execArgv, script, `${port}`, `${workers}`];
  const server = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await said(server, 'ready');
  const end = async (): Promise<void> => {
    for (const child of [server, redis]) {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
    }
    rmSync(folder, { recursive: true });
  };
  return { port, end };
}

function said(child: ChildProcess, word: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`a process of the queue ended with ${code}`)));
    child.stdout?.on('data', (text: Buffer) => {
      if (text.includes(word)) resolve();
    });
  });
}
