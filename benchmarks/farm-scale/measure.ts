import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Crew, jobRef } from '@quantblocks/farm';
import { bullmq } from '@quantblocks/farm/bullmq';
import { freePort } from '@quantblocks/test-kit/free-port';
import type { fill } from './fill.ts';
import type { Scenario } from './simulate.ts';

/** CPU time of a message at each of the three who handle it. */
export type Costs = Pick<Scenario, 'coordinator' | 'redis' | 'workerMs'>;

const MESSAGES = 2000;
const [SMALL, LARGE] = [1, 2048];
const KIB = ((LARGE - SMALL) * 8) / 1024;
const ROUNDS = 3;

/** Costs of empty tasks through a queue on this machine, or `undefined` where there is no Redis. */
export async function measureCosts(): Promise<Costs | undefined> {
  if (spawnSync('redis-server', ['--version']).status !== 0) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'farm-scale-'));
  const port = await freePort();
  const own = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'yes'];
  const redis = spawn('redis-server', own, { stdio: ['ignore', 'pipe', 'inherit'] });
  let worker: ChildProcess | undefined;
  try {
    for await (const line of redis.stdout) if (String(line).includes('Ready to accept')) break;
    const root = new URL('.', import.meta.url);
    worker = fork(new URL('./serve.ts', import.meta.url), [`${port}`, root.href]);
    await once(worker, 'message');
    const job = jobRef<typeof fill>(new URL('./fill.ts', import.meta.url), 'fill');
    const crew = await bullmq({ connection: { host: '127.0.0.1', port }, root, ahead: 8 }).open(job, undefined);
    const used = async (): Promise<number[]> => [ownMs(), redisMs(port), await workerMs(worker as ChildProcess)];
    await run(crew, SMALL);
    const small: number[][] = [];
    const large: number[][] = [];
    for (let round = 0; round < ROUNDS; round++) {
      small.push(await spent(used, () => run(crew, SMALL)));
      large.push(await spent(used, () => run(crew, LARGE)));
    }
    await crew.close();
    const [few, many] = [small, large].map((rounds) =>
      [0, 1, 2].map((i) => median(rounds.map((ms) => ms[i])) / MESSAGES),
    );
    const cost = (i: number) => ({ perMessageMs: few[i], perKiBMs: Math.max(0, many[i] - few[i]) / KIB });
    return { coordinator: cost(0), redis: cost(1), workerMs: few[2] };
  } finally {
    worker?.kill();
    redis.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(crew: Crew<number, Float64Array>, length: number): Promise<void> {
  const tasks = Array.from({ length: MESSAGES }, (_, i) => ({ key: `${i}`, input: length }));
  let count = 0;
  for await (const outcome of crew.stream(tasks)) if ('output' in outcome) count++;
  if (count !== MESSAGES) throw new Error(`${MESSAGES - count} tasks failed`);
}

async function spent(used: () => Promise<number[]>, work: () => Promise<void>): Promise<number[]> {
  const before = await used();
  await work();
  const after = await used();
  return after.map((ms, i) => ms - before[i]);
}

function ownMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function workerMs(worker: ChildProcess): Promise<number> {
  worker.send('usage');
  const [{ user, system }] = (await once(worker, 'message')) as [NodeJS.CpuUsage];
  return (user + system) / 1000;
}

function redisMs(port: number): number {
  const info = spawnSync('redis-cli', ['-p', `${port}`, 'info', 'cpu'], { encoding: 'utf8' }).stdout;
  const seconds = (name: string): number => Number(new RegExp(`^used_cpu_${name}:(.*)`, 'm').exec(info)?.[1]);
  return 1000 * (seconds('sys') + seconds('user'));
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
