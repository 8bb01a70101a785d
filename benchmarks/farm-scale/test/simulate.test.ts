import { ParameterError } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import { expect, it } from 'vitest';
import { simulate } from '../simulate.ts';
import { FREE } from './free.ts';

const cost = (perMessageMs: number) => ({ perMessageMs, perKiBMs: 0 });

/** Mean value analysis of n customers, an exponential station they need `demandMs` of in a cycle, and a delay: throughput per ms. */
function closedNetwork(n: number, delayMs: number, demandMs: number): number {
  let [queue, rate] = [0, 0];
  for (let k = 1; k <= n; k++) {
    const response = demandMs * (1 + queue);
    rate = k / (delayMs + response);
    queue = rate * response;
  }
  return rate;
}

it('a farm without overhead takes tasks * time / workers', () => {
  const { makespanMs, efficiency, utilisation, tasksPerSecond } = simulate(FREE);
  expectClose(makespanMs, 10_000);
  expectClose([efficiency, utilisation.workers], [1, 1]);
  expectClose(tasksPerSecond, 400, { rtol: 2e-3 });
});

it('one worker with one message on its way pays for every step in turn', () => {
  const { makespanMs } = simulate({
    ...FREE,
    workers: 1,
    tasks: 100,
    coordinator: cost(2),
    redis: cost(1),
    workerMs: 3,
    roundTripMs: 4,
    resultBytes: 2e5,
  });
  // Four legs of 2 ms, 2 ms on the wire.
  expectClose(makespanMs, 100 * (10 + 2 + 1 + 3 + 8 + 2));
});

it('two messages on their way hide the coordinator and its distance', () => {
  const overhead = { workers: 1, tasks: 1000, coordinator: cost(2), redis: cost(1), roundTripMs: 4 };
  const { tasksPerSecond } = simulate({ ...FREE, ...overhead, ahead: 2 });
  // What is left: half of Redis, and a round trip.
  expectClose(tasksPerSecond, 1000 / (10 + 0.5 + 4), { rtol: 1e-9 });
});

it.each([
  ['coordinator', { coordinator: cost(1) }],
  ['redis', { redis: cost(1) }],
  ['network', { resultBytes: 1e5 }],
] as const)('a saturated %s gives one message per service', (part, costs) => {
  const { tasksPerSecond, utilisation } = simulate({ ...FREE, workers: 100, tasks: 20_000, ahead: 2, ...costs });
  expectClose(tasksPerSecond, 1000, { rtol: 1e-3 });
  expectClose(utilisation[part], 1, { rtol: 1e-3 });
});

it.each(['coordinator', 'redis'] as const)('exponential times at the %s agree with mean value analysis', (part) => {
  for (const workers of [5, 20, 60]) {
    const { tasksPerSecond } = simulate({
      ...FREE,
      workers,
      tasks: 100_000,
      taskMs: 40,
      taskVariation: 1,
      hasRandomService: true,
      [part]: cost(2),
    });
    // From 15 % load to saturation. Standard error of a rate from 60,000 events: 0.4 %.
    expectClose(tasksPerSecond / 1000, closedNetwork(workers, 40, 2), { rtol: 0.015 });
  }
});

it.each([0.3, 0.6, 0.8])('at a load of %d many rare customers wait for the network as in M/D/1', (load) => {
  const [serviceMs, workers] = [1, 2000];
  const { waitMs, utilisation } = simulate({
    ...FREE,
    workers,
    tasks: 150_000,
    taskMs: (workers * serviceMs) / load,
    taskVariation: 1,
    resultBytes: FREE.bytesPerMs * serviceMs,
  });
  expectClose(utilisation.network, load, { rtol: 0.02 });
  // Waits are correlated over a busy period: at the highest load about 1,500 of them are independent. The end of the run is quiet.
  expectClose(waitMs.network, (load * serviceMs) / (2 * (1 - load)), { rtol: 0.05 });
});

it('batches divide the costs of messages, and lengthen the end', () => {
  const base = { ...FREE, workers: 100, tasks: 40_000, ahead: 2, coordinator: cost(1) };
  const [single, batched, coarse] = [1, 10, 300].map((batch) => simulate({ ...base, batch }));
  expectClose(single.utilisation.coordinator, 1, { rtol: 1e-3 });
  expectClose(batched.tasksPerSecond, 10_000, { rtol: 0.02 });
  expect(batched.makespanMs).toBeLessThan(single.makespanMs / 8);
  // 134 messages for 100 workers are two rounds.
  expect(coarse.makespanMs).toBeGreaterThan(1.4 * batched.makespanMs);
});

it('shared data travel once per process, one process after another', () => {
  const base = { ...FREE, workers: 8, tasks: 8, sharedBytes: 1e6, startUpMs: 100 };
  expectClose(simulate({ ...base, threadsPerProcess: 1 }).makespanMs, 100 + 8 * 10 + 10);
  expectClose(simulate({ ...base, threadsPerProcess: 8 }).makespanMs, 100 + 10 + 10);
});

it('a lost worker costs its work, and loses no task', () => {
  const safe = simulate({ ...FREE, taskMs: 60_000, tasks: 400 });
  const lossy = simulate({
    ...FREE,
    taskMs: 60_000,
    tasks: 400,
    failuresPerHour: 6,
    recoveryMs: 10_000,
    startUpMs: 500,
  });
  expect(lossy.lost).toBeGreaterThan(0);
  expect(lossy.makespanMs).toBeGreaterThan(safe.makespanMs);
  // exp(rate * time) - 1 attempts are lost per task: 0.105; its standard error over 400 tasks is 0.017.
  expectClose(lossy.lost / 400, Math.expm1(0.1), { atol: 0.05 });
  expectClose(lossy.efficiency * lossy.makespanMs, safe.efficiency * safe.makespanMs);
});

it('task times have the mean and the scatter that were asked for', () => {
  const means = [0, 0.5, 1, 2].map((taskVariation) => {
    const { efficiency, makespanMs } = simulate({ ...FREE, workers: 1, tasks: 20_000, taskVariation });
    return (efficiency * makespanMs) / 20_000;
  });
  // Standard error of a mean of 20,000 with variation 2: 1.4 %.
  expectClose(means, [10, 10, 10, 10], { rtol: 0.04 });
});

it('is the same every time, and another one with another seed', () => {
  const scenario = { ...FREE, taskVariation: 1, failuresPerHour: 1 };
  expect(simulate(scenario)).toEqual(simulate(scenario));
  expect(simulate({ ...scenario, seed: 2 }).makespanMs).not.toBe(simulate(scenario).makespanMs);
});

it.each(['workers', 'tasks', 'batch', 'ahead', 'taskMs', 'bytesPerMs'] as const)('refuses a wrong %s', (name) => {
  expect(() => simulate({ ...FREE, [name]: 0 })).toThrow(ParameterError);
});
