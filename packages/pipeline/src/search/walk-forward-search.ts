import { type Bars, ParameterError, sliceBars } from '@quantblocks/core';
import { buyAndHoldReturns, totalReturn } from '@quantblocks/metrics';
import { type Study, TrialLedger } from '@quantblocks/optimizer';
import { anchoredSplits, type BarRange, type Fold, stitchReturns } from '@quantblocks/walk-forward';
import type { PipelineStrategy, Point, RescueVariant } from '../strategy/pipeline-strategy.ts';
import { isBetter, type SearchResult, type SearchSettings, searchStages } from './search-stages.ts';
import { flatFigures, type SegmentFigures, SegmentRunner } from './segment-runner.ts';

/** How a walk-forward is cut and searched; plain data. */
export interface WalkSettings extends SearchSettings {
  /** Tests, all equally long and adjacent. */
  readonly folds: number;
  /** Share of the bars that the first training has. */
  readonly firstTrain: number;
}

/** How a walk-forward is watched and ended. */
export interface WalkOptions<Params> {
  readonly onFold?: ((fold: WalkFold<Params>) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What one fold chose, on what grounds, and what became of it. */
export interface WalkFold<Params> {
  readonly index: number;
  readonly train: BarRange;
  readonly test: BarRange;
  /** Name of the variant that was best on the training bars; `''` is the strategy as it is. */
  readonly variant: string;
  /** Null if no trial was feasible: then no position was taken. */
  readonly params: Params | null;
  readonly value: number;
  readonly inSample: SegmentFigures | null;
  readonly outOfSample: SegmentFigures;
  /** Of holding the market over the test. */
  readonly buyAndHold: number;
}

/** A walk-forward: what was chosen, and the tests as one history. */
export interface Walk<Params> {
  readonly folds: readonly WalkFold<Params>[];
  /** Out of sample, test after test. */
  readonly returns: Float64Array;
  /** Net profit per position out of sample. */
  readonly pnl: Float64Array;
  /** Every trial of the last fold, whose choice goes into production: the ledger of its selection. */
  readonly ledger: TrialLedger;
  /** Trials of all folds. */
  readonly trials: number;
}

/**
 * In each fold every variant is searched on the training bars alone, the best by its value there is run once on the test. So a rescue is
 * chosen like any parameter, and the test remains a test.
 */
export async function walkForwardSearch<Params>(
  strategy: PipelineStrategy<Params>,
  variants: readonly RescueVariant<Params>[],
  bars: Bars,
  settings: WalkSettings,
  { onFold, signal }: WalkOptions<Params> = {},
): Promise<Walk<Params>> {
  const folds: WalkFold<Params>[] = [];
  let studies: Record<string, Study<Point>> = {};
  let trials = 0;
  for (const { index, train, test } of walkFolds(bars.length, settings, strategy.warmUp)) {
    const foldSettings = { ...settings, seed: `${settings.seed} fold ${index}` };
    const search = await searchVariants(strategy, variants, bars, train[0], foldSettings, signal);
    studies = search.studies;
    trials += Object.values(studies).reduce((total, study) => total + study.trials.length, 0);
    const { params, value, inSample, variant } = search;
    const { start, end } = test[0];
    const fold: WalkFold<Params> = {
      ...{ index, train: train[0], test: test[0], variant, params, value, inSample },
      outOfSample: params === null ? flatFigures(end - start) : new SegmentRunner(strategy, bars, test[0]).run(params),
      buyAndHold: totalReturn(buyAndHoldReturns(sliceBars(bars, start, end))),
    };
    folds.push(fold);
    onFold?.(fold);
  }
  return {
    folds,
    returns: stitchReturns(
      folds.map(({ test, index }) => ({ ...test, fold: index, block: 0 })),
      folds.map(({ outOfSample }) => [outOfSample.returns]),
    ),
    pnl: Float64Array.from(folds.flatMap(({ outOfSample }) => [...outOfSample.pnl])),
    ledger: new TrialLedger(studies),
    trials,
  };
}

/** The best variant of a training range, `''` if none found anything, and the studies of all. */
async function searchVariants<Params>(
  strategy: PipelineStrategy<Params>,
  variants: readonly RescueVariant<Params>[],
  bars: Bars,
  range: BarRange,
  settings: SearchSettings,
  signal: AbortSignal | undefined,
): Promise<SearchResult<Params> & { readonly variant: string }> {
  const runner = new SegmentRunner(strategy, bars, range);
  const studies: Record<string, Study<Point>> = {};
  let best: SearchResult<Params> & { readonly variant: string } = {
    ...{ variant: '', params: null, value: Number.NaN, studies, inSample: null },
  };
  for (const variant of variants) {
    const { name, stages = strategy.stages } = variant;
    const found = await searchStages(runner, stages, variant.apply(strategy.definition.defaults), settings, signal);
    for (const [stage, study] of Object.entries(found.studies))
      studies[name === '' ? stage : `${name}, ${stage}`] = study;
    if (isBetter(found.value, best.value)) best = { ...found, studies, variant: name };
  }
  return best;
}

/** Anchored training, so that each search knows all of the past; tests cover the rest. */
function walkFolds(bars: number, { folds, firstTrain }: WalkSettings, warmUp: number): Fold[] {
  const test = Math.floor(((1 - firstTrain) * bars) / folds);
  if (test < 2) throw new ParameterError('bars', `enough for ${folds} tests of at least two bars`, bars);
  return anchoredSplits(bars, { train: bars - folds * test, test, warmup: warmUp });
}
