import { limitOf, saturatingWorkers } from './farm-scale/limit.ts';
import { type Costs, measureCosts } from './farm-scale/measure.ts';
import { type Part, type Scenario, simulate } from './farm-scale/simulate.ts';

/** Two shared AMD EPYC cores, Node 20.20, Redis 7.0 that appends to a file, 25 November 2026. */
const KNOWN: Costs = {
  coordinator: { perMessageMs: 0.32, perKiBMs: 0.0038 },
  redis: { perMessageMs: 0.24, perKiBMs: 0.0018 },
  workerMs: 0.42,
};

const measured = await measureCosts();
const costs = measured ?? KNOWN;
console.log(
  `\nCosts of a message, ms of CPU, ${measured === undefined ? 'no redis-server here: measured before' : 'measured now'}`,
);
for (const part of ['coordinator', 'redis'] as const) {
  const { perMessageMs, perKiBMs } = costs[part];
  console.log(`  ${part.padEnd(12)} ${perMessageMs.toFixed(3)} and ${perKiBMs.toFixed(4)} per KiB`);
}
console.log(`  ${'worker'.padEnd(12)} ${costs.workerMs.toFixed(3)}`);

/** 30 seeds, 14 folds, 6 states, 300 trials. What is not measured is assumed, and stands here. */
const ASSUMED: Scenario = {
  ...costs,
  workers: 1,
  tasks: 30 * 14 * 6 * 300,
  batch: 1,
  ahead: 2,
  taskMs: 50,
  taskVariation: 0.5,
  taskBytes: 200,
  resultBytes: 250,
  roundTripMs: 0.5,
  bytesPerMs: 125_000,
  startUpMs: 2000,
  sharedBytes: 200_000 * 6 * 8,
  threadsPerProcess: 8,
  failuresPerHour: 0.01,
  recoveryMs: 12_000,
  seed: 1,
};
// Any number of it can be another one: `npm run bench -- farm-scale --taskMs=2000`.
const flags = process.argv.flatMap((argument) => {
  const [name, value] = argument.replace(/^--/, '').split('=');
  return name in ASSUMED && Number.isFinite(Number(value)) ? [[name, Number(value)]] : [];
});
const STUDY: Scenario = { ...ASSUMED, ...Object.fromEntries(flags) };
const WORKERS = [10, 100, 1000];
const BATCHES = [1, 8, 64, 300];

const { tasks, taskMs, taskVariation, roundTripMs, bytesPerMs, failuresPerHour, recoveryMs } = STUDY;
console.log(`
${tasks.toLocaleString('en')} trials of ${taskMs} ms (variation ${taskVariation}), ${roundTripMs} ms to Redis and back, ${(bytesPerMs * 8) / 1e6} Gbit/s, \
a thread lost every ${1 / failuresPerHour} h and missed after ${recoveryMs / 1000} s. The coordinator does not search: a sampler there comes on top, trial by trial.
Busy: share of time in the middle of the run. Worth: work done over what the workers could have done; it and trials/s from start to end.

  workers  trials/message  trials/s     takes  worth   busy: workers  coordinator  Redis  network  limited by`);

for (const workers of WORKERS) {
  for (const batch of BATCHES) {
    const farm = { ...STUDY, workers, batch };
    const result = simulate(farm);
    const { makespanMs, efficiency, utilisation: busy } = result;
    const cells = [
      workers.toLocaleString('en').padStart(9),
      `${batch}`.padStart(14),
      Math.round((1000 * tasks) / makespanMs)
        .toLocaleString('en')
        .padStart(8),
      duration(makespanMs).padStart(8),
      percent(efficiency).padStart(5),
      percent(busy.workers).padStart(14),
      percent(busy.coordinator).padStart(11),
      percent(busy.redis).padStart(5),
      percent(busy.network).padStart(7),
      limitOf(farm, result),
    ];
    console.log(cells.join('  '));
  }
}

console.log('');
const PARTS = ['coordinator', 'redis', 'network'] as const;
for (const batch of BATCHES) {
  const scenario = { ...STUDY, batch };
  const first = PARTS.reduce((a, b) => (saturatingWorkers(scenario, b) < saturatingWorkers(scenario, a) ? b : a));
  const most = Math.round(saturatingWorkers(scenario, first));
  console.log(
    `${nameOf(first)} saturates at ${most.toLocaleString('en')} workers with ${counted(batch)} in a message.`,
  );
}
// Below 70 % load queues are short: waits grow as 1 / (1 - load).
const least = BATCHES.find((batch) => 0.7 * saturatingWorkers({ ...STUDY, batch }, 'coordinator') >= 1000) ?? 0;
console.log(`For 1,000 workers a message should carry at least ${least * taskMs} ms of work (${counted(least)} of ${taskMs} ms);
whole folds are simplest, until there are fewer of them than a few per worker.`);

function nameOf(part: Part): string {
  return part === 'redis' ? 'Redis' : `The ${part}`;
}

function counted(trials: number): string {
  return trials === 1 ? '1 trial' : `${trials} trials`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

function duration(ms: number): string {
  if (ms >= 3_600_000) return `${(ms / 3_600_000).toFixed(2)} h`;
  return ms >= 120_000 ? `${(ms / 60_000).toFixed(1)} min` : `${(ms / 1000).toFixed(0)} s`;
}
