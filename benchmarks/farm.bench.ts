import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { type Bars, createBars, shareBars } from '@quantblocks/core';
import { type Crew, inline, type JobRef, jobRef, threads } from '@quantblocks/farm';
import { bullmq } from '@quantblocks/farm/bullmq';
import type { echo, lastClose } from './farm/echo.ts';
import { startLocalQueue } from './farm/local-queue.ts';
import { requireEqual } from './harness.ts';

const WORKERS = 2;
const ROUNDS = 15;
const jobs = new URL('./farm/echo.ts', import.meta.url);
const echoRef: JobRef<typeof echo> = jobRef(jobs, 'echo');
const closeRef: JobRef<typeof lastClose> = jobRef(jobs, 'lastClose');

type Way = readonly [name: string, run: (n: number) => Promise<number>];

/** Interleaved rounds; median wall and CPU time (all threads of this process) per task. */
async function compare(title: string, ways: readonly Way[], tasks: number, perRound: number): Promise<void> {
  const samples = ways.map(() => ({ wall: [] as number[], cpu: [] as number[] }));
  for (let round = -2; round < ROUNDS; round++) {
    for (const [i, [name, run]] of ways.entries()) {
      const start = process.hrtime.bigint();
      const cpu = process.cpuUsage();
      for (let k = 0; k < perRound; k++) requireEqual(name, await run(tasks), tasks);
      const used = process.cpuUsage(cpu);
      if (round < 0) continue; // warm-up
      samples[i].wall.push(Number(process.hrtime.bigint() - start) / 1e3 / tasks / perRound);
      samples[i].cpu.push((used.user + used.system) / tasks / perRound);
    }
  }
  console.log(`\n${title} (us per task: median [min] of ${ROUNDS} interleaved rounds, CPU of all threads)`);
  for (const [i, [name]] of ways.entries()) {
    const [wall, cpu] = [samples[i].wall, samples[i].cpu].map((values) => values.sort((a, b) => a - b));
    const [median, least, used] = [wall[ROUNDS >> 1], wall[0], cpu[ROUNDS >> 1]].map((value) => value.toFixed(1));
    console.log(`  ${name.padEnd(34)} ${median.padStart(8)}  [${least}]  CPU ${used.padStart(7)}`);
  }
}

const viaRun =
  <Input>(crew: Crew<Input, unknown>, input: Input) =>
  async (n: number): Promise<number> => {
    const tasks = Array.from({ length: n }, (_, i) => crew.run({ key: `${i}`, input }));
    return (await Promise.all(tasks)).length;
  };

const viaStream =
  <Input>(crew: Crew<Input, unknown>, input: Input) =>
  async (n: number): Promise<number> => {
    let count = 0;
    for await (const outcome of crew.stream(Array.from({ length: n }, (_, i) => ({ key: `${i}`, input })))) {
      if ('output' in outcome) count++;
    }
    return count;
  };

function flatBars(length: number): Bars {
  const price = new Float64Array(length).fill(100);
  const time = price.map((_, i) => i * 3_600_000);
  return createBars({
    time,
    open: price,
    high: price.slice(),
    low: price.slice(),
    close: price.slice(),
    volume: price.slice(),
  });
}

/** The yardstick: bare worker threads, one message per task, dealt out in turn. */
function rawThreads(): { run: (n: number) => Promise<number>; end: () => Promise<unknown> } {
  const workers = Array.from({ length: WORKERS }, () => new Worker(new URL('./farm/raw-echo.ts', import.meta.url)));
  let pending = 0;
  let done = (): void => {};
  for (const worker of workers) worker.on('message', () => --pending === 0 && done());
  const run = async (n: number): Promise<number> => {
    pending = n;
    const finished = new Promise<void>((resolve) => {
      done = resolve;
    });
    for (let i = 0; i < n; i++) workers[i % WORKERS].postMessage({ key: `${i}`, input: i });
    await finished;
    return n;
  };
  return { run, end: () => Promise.all(workers.map((worker) => worker.terminate())) };
}

const raw = rawThreads();
const here = await inline().open(echoRef, undefined);
const start = performance.now();
const there = await threads({ workers: WORKERS }).open(echoRef, undefined);
console.log(`\nopening ${WORKERS} threads: ${(performance.now() - start).toFixed(0)} ms`);

const ways: Way[] = [
  ['raw postMessage', raw.run],
  ['inline', viaRun(here, 1)],
  ['threads', viaRun(there, 1)],
  ['threads, stream', viaStream(there, 1)],
];
await compare('Empty tasks, batches of 64', ways, 64, 10);
await compare('Empty tasks, one after another', ways.slice(0, 3), 1, 300);
const idle = process.cpuUsage();
await setTimeout(1000);
const spent = process.cpuUsage(idle);
console.log(`\nidle crews: ${((spent.user + spent.system) / 1e3).toFixed(1)} ms CPU per second`);
await Promise.all([here.close(), there.close(), raw.end()]);

const carrier = await threads({ workers: 1 }).open(closeRef, undefined);
for (const length of [20_000, 200_000]) {
  const bars = flatBars(length);
  const shared = shareBars(bars);
  await compare(
    `${length.toLocaleString('en')} bars with every task`,
    [
      ['on a SharedArrayBuffer', viaRun(carrier, shared)],
      ['copied', viaRun(carrier, bars)],
    ],
    4,
    2,
  );
}
await carrier.close();

const queue = await startLocalQueue(WORKERS);
if (queue === undefined) console.log('\nno redis-server on this machine: the queue is not measured');
else {
  const far = await bullmq({ connection: { port: queue.port }, ahead: 4 }).open(echoRef, undefined);
  await compare(
    'Empty tasks over Redis, batches of 64',
    [
      ['bullmq', viaRun(far, 1)],
      ['bullmq, stream', viaStream(far, 1)],
    ],
    64,
    2,
  );
  await compare('Empty tasks over Redis, one after another', [['bullmq', viaRun(far, 1)]], 1, 50);
  await far.close();
  await queue.end();
}
