// What a trial computes, in a module of its own: worker threads import it.
import type { Bars } from '@quantblocks/core';
import { defineJob, type Job, type JobRef, jobRef } from '@quantblocks/farm';
import type { FinalTriggerParams } from '@quantblocks/final-trigger';
import { finalTriggerObjective, type ObjectiveOptions } from '@quantblocks/final-trigger/search';
import type { Outcome } from '@quantblocks/optimizer';

/** What every trial needs; bars on shared memory are read in place by all workers. */
export interface Market {
  readonly bars: Bars;
  readonly options: ObjectiveOptions;
}

/** Each worker computes the indicators it needs once, and keeps them. */
export const backtest: Job<Market, FinalTriggerParams, Outcome> = defineJob({
  start: ({ bars, options }) => finalTriggerObjective(bars, options),
});

export const backtestRef: JobRef<typeof backtest> = jobRef<typeof backtest>(import.meta.url, 'backtest');
