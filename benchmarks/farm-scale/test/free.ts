import type { Scenario } from '../simulate.ts';

/** Workers and nothing else: no cost, no distance, no start. */
export const FREE: Scenario = {
  workers: 4,
  tasks: 4000,
  batch: 1,
  ahead: 1,
  taskMs: 10,
  taskVariation: 0,
  taskBytes: 0,
  resultBytes: 0,
  coordinator: { perMessageMs: 0, perKiBMs: 0 },
  redis: { perMessageMs: 0, perKiBMs: 0 },
  workerMs: 0,
  roundTripMs: 0,
  bytesPerMs: 1e5,
  startUpMs: 0,
  sharedBytes: 0,
  threadsPerProcess: 1,
  failuresPerHour: 0,
  recoveryMs: 0,
  seed: 1,
};
