import type { Part, ScaleResult, Scenario } from './simulate.ts';

/** What keeps a farm from being faster: a part that is saturated, time between messages, or start and end of the run. */
export type Limit = Part | 'distance' | 'start and end';

const SATURATED = 0.95;
const GOOD = 0.9;
/** With fewer messages per worker there is no middle of a run in which things are steady. */
const MANY = 10;

/** The limit of a result. `'workers'`: nothing does; more of them would help. */
export function limitOf({ tasks, batch, workers }: Scenario, { utilisation, efficiency }: ScaleResult): Limit {
  const shared = (['coordinator', 'redis', 'network'] as const).reduce((a, b) =>
    utilisation[b] > utilisation[a] ? b : a,
  );
  if (utilisation[shared] >= SATURATED) return shared;
  if (utilisation.workers < GOOD && tasks >= MANY * batch * workers) return 'distance';
  return efficiency < GOOD ? 'start and end' : 'workers';
}

/** How many workers saturate a part, were nothing else in the way: the time a worker needs for a message over the time the part needs. */
export function saturatingWorkers(scenario: Scenario, part: 'coordinator' | 'redis' | 'network'): number {
  const { batch, taskMs, taskBytes, resultBytes, workerMs, roundTripMs, bytesPerMs } = scenario;
  const cycleMs = batch * taskMs + workerMs + roundTripMs;
  if (part === 'network') return (cycleMs * bytesPerMs) / (batch * resultBytes);
  const { perMessageMs, perKiBMs } = scenario[part];
  return cycleMs / (perMessageMs + (perKiBMs * batch * (taskBytes + resultBytes)) / 1024);
}
