import { expectClose } from '@quantblocks/test-kit';
import { expect, it } from 'vitest';
import { limitOf, saturatingWorkers } from '../limit.ts';
import { simulate } from '../simulate.ts';
import { FREE } from './free.ts';

it('workers saturate a part when all of its time is theirs', () => {
  const scenario = {
    ...FREE,
    batch: 10,
    workerMs: 3,
    roundTripMs: 7,
    taskBytes: 24,
    resultBytes: 1000,
    coordinator: { perMessageMs: 1, perKiBMs: 0.1 },
    redis: { perMessageMs: 0.5, perKiBMs: 0 },
  };
  const parts = (['coordinator', 'redis', 'network'] as const).map((part) => saturatingWorkers(scenario, part));
  expectClose(parts, [110 / 2, 110 / 0.5, 110 / 0.1]);
});

it('the simulation finds the limit where the formula says', () => {
  const scenario = { ...FREE, tasks: 30_000, ahead: 2, roundTripMs: 1, redis: { perMessageMs: 0.25, perKiBMs: 0 } };
  const most = saturatingWorkers(scenario, 'redis');
  expect(most).toBe(44);
  const farms = [0.5, 2].map((share) => ({ ...scenario, workers: most * share }));
  const loads = farms.map(simulate);
  expect(farms.map((farm, i) => limitOf(farm, loads[i]))).toEqual(['distance', 'redis']);
  expectClose(loads[0].utilisation.redis, 0.5, { rtol: 0.05 });
  expectClose(loads[1].tasksPerSecond, 4000, { rtol: 1e-3 });
});

it('without overhead workers are the limit, and with few tasks start and end', () => {
  const late = { ...FREE, startUpMs: 5000 };
  const few = { ...FREE, tasks: 6 };
  expect([FREE, late, few].map((farm) => limitOf(farm, simulate(farm)))).toEqual([
    'workers',
    'start and end',
    'start and end',
  ]);
});
