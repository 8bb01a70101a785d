import { mean, standardDeviation } from '@quantblocks/core';
import { sharpeRatio } from '@quantblocks/metrics';
import { createStudy, type Outcome, optimize, type Study } from '@quantblocks/optimizer';
import type { Point, SearchStage } from '../strategy/pipeline-strategy.ts';
import type { SegmentFigures, SegmentRunner } from './segment-runner.ts';

/** How a training range is searched; plain data. */
export interface SearchSettings {
  /** Of each stage. */
  readonly trials: number;
  readonly seed: number | string;
  /** Closed positions a trial needs; one with fewer is infeasible. */
  readonly minPositions: number;
  /**
   * Equal parts of the training range. A trial is worth the mean of the parts' Sharpe ratios less `lambda` of their standard deviations: what
   * earns in one part alone is no pattern. 1: the Sharpe ratio of the whole.
   */
  readonly parts: number;
  readonly lambda: number;
}

/** What the search of a training range left behind. */
export interface SearchResult<Params> {
  /** Null if no trial was feasible: then nothing is chosen. */
  readonly params: Params | null;
  /** Value of the choice; NaN for none. */
  readonly value: number;
  /** One per stage, by name: every trial, with its returns. */
  readonly studies: Readonly<Record<string, Study<Point>>>;
  /** The choice on the training range. */
  readonly inSample: SegmentFigures | null;
}

/**
 * Searches stage after stage on one range; each starts from the choice of the one before, or from `start` if there is none. A stage that finds
 * nothing better changes nothing.
 */
export async function searchStages<Params>(
  runner: SegmentRunner<Params>,
  stages: readonly SearchStage<Params>[],
  start: Params,
  settings: SearchSettings,
  signal?: AbortSignal,
): Promise<SearchResult<Params>> {
  const studies: Record<string, Study<Point>> = {};
  let params: Params | null = null;
  let value = Number.NaN;
  for (const stage of stages) {
    const { name, space, first } = stage;
    const from: Params = params ?? start;
    const study = createStudy<Point>({ space, direction: 'maximize', seed: `${settings.seed} ${name}` });
    if (first !== undefined) study.enqueue(first);
    const { trials } = settings;
    await optimize(study, (point) => outcomeOf(runner.run(stage.apply(from, point)), runner.periodsPerYear, settings), {
      trials,
      ...(signal && { signal }),
    });
    signal?.throwIfAborted();
    studies[name] = study;
    const found = study.best?.values?.[0] ?? Number.NaN;
    if (study.best !== null && isBetter(found, value)) {
      params = stage.apply(from, study.best.params);
      value = found;
    }
  }
  return { params, value, studies, inSample: params === null ? null : runner.run(params) };
}

/** Whether a value beats another, NaN being that of nothing chosen. On a tie what was there first stays. */
export function isBetter(value: number, than: number): boolean {
  return value > than || (Number.isNaN(than) && !Number.isNaN(value));
}

function outcomeOf({ returns, positions }: SegmentFigures, periodsPerYear: number, settings: SearchSettings): Outcome {
  return {
    value: scoreOf(returns, periodsPerYear, settings),
    constraints: [settings.minPositions - positions],
    returns,
  };
}

function scoreOf(returns: Float64Array, periodsPerYear: number, { parts, lambda }: SearchSettings): number {
  const ratios = Array.from({ length: parts }, (_, part) => {
    const from = Math.floor((part * returns.length) / parts);
    const to = Math.floor(((part + 1) * returns.length) / parts);
    const ratio = sharpeRatio(returns.subarray(from, to), { periodsPerYear });
    return Number.isNaN(ratio) ? 0 : ratio;
  });
  return mean(ratios) - (parts === 1 ? 0 : lambda * standardDeviation(ratios));
}
