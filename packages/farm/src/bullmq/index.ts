export { type BullmqOptions, bullmq } from './bullmq.ts';
export type { RedisAddress, RedisConnection } from './connect.ts';
export { MissingPackageError } from './missing-package-error.ts';
export { type BullmqServer, type ServeBullmqOptions, serveBullmq } from './serve-bullmq.ts';
