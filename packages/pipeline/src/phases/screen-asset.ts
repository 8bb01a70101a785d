import type { Bars } from '@quantblocks/core';
import { TrialLedger } from '@quantblocks/optimizer';
import { holdoutSplit } from '@quantblocks/walk-forward';
import { compileCriteria } from '../config/criteria.ts';
import type { PipelineConfig } from '../config/pipeline-config.ts';
import { searchStages } from '../search/search-stages.ts';
import { type SegmentFigures, SegmentRunner } from '../search/segment-runner.ts';
import type { PipelineStrategy } from '../strategy/pipeline-strategy.ts';
import { ratioOf } from './ratio-of.ts';

/** What screening says of an asset; plain data. */
export interface ScreenResult<Params = unknown> {
  readonly asset: string;
  readonly status: 'PASS' | 'FAIL';
  /** Why it failed, in words; empty for a pass. */
  readonly reason: string;
  /** Null if no trial was feasible. */
  readonly params: Params | null;
  readonly inSample: SegmentFigures | null;
  readonly validation: SegmentFigures | null;
  /** Validation over in-sample Sharpe ratio; NaN if that is not positive. */
  readonly wfe: number;
  readonly returnEfficiency: number;
  readonly trials: number;
  /** Every trial as CSV. */
  readonly ledger: string;
}

/** Training, validation, and a part that screening never reads, so that it is still unseen when an asset is validated. */
const FRACTIONS = [0.6, 0.2, 0.2];

/**
 * A quick search, judged on bars it did not see: is the asset worth the trials of a validation?
 *
 * Searches the first 60 % of the bars, judges the choice once on the next 20 %, and leaves the rest unread.
 *
 * @returns `PASS` if the criteria hold on the bars that judge.
 *
 * @example
 * ```ts
 * import { syntheticMarket } from '@quantblocks/data';
 * import { finalTriggerStrategy, parsePipelineConfig, screenAsset } from '@quantblocks/pipeline';
 *
 * const [bars] = syntheticMarket({ seed: 1, assets: 1, bars: 2000, edge: 'none' }).bars;
 * const config = parsePipelineConfig({ screen: { trials: 4, minPositions: 500 } });
 * const { status, reason, trials } = await screenAsset(finalTriggerStrategy(), bars, config);
 * [status, reason, trials]; // => ['FAIL', 'no trial closed 500 positions', 8]
 * ```
 */
export async function screenAsset<Params>(
  strategy: PipelineStrategy<Params>,
  bars: Bars,
  { screen, seed }: Pick<PipelineConfig, 'screen' | 'seed'>,
  signal?: AbortSignal,
): Promise<ScreenResult<Params>> {
  const { train, validation } = holdoutSplit(bars.length, { fractions: FRACTIONS, warmup: strategy.warmUp });
  const settings = { ...screen, seed: `${seed} ${bars.symbol} screen`, parts: 1, lambda: 0 };
  const { defaults } = strategy.definition;
  const runner = new SegmentRunner(strategy, bars, train[0]);
  const found = await searchStages(runner, strategy.stages, defaults, settings, signal);
  const ledger = new TrialLedger(found.studies);
  const { trials } = ledger.counts();
  const { params, inSample } = found;
  const base = { asset: bars.symbol, params, inSample, trials, ledger: ledger.toCsv() };
  if (params === null || inSample === null || validation === undefined) {
    const reason = `no trial closed ${screen.minPositions} positions`;
    return { ...base, status: 'FAIL', reason, validation: null, wfe: Number.NaN, returnEfficiency: Number.NaN };
  }
  const seen = new SegmentRunner(strategy, bars, validation).run(params);
  const efficiency = {
    wfe: ratioOf(seen.sharpe, inSample.sharpe),
    returnEfficiency: ratioOf(seen.totalReturn / seen.returns.length, inSample.totalReturn / inSample.returns.length),
  };
  const holds = compileCriteria(screen.criteria).evaluate({
    ...seen,
    ...efficiency,
    inSampleSharpe: inSample.sharpe,
    trials,
    passed: false,
  });
  return {
    ...base,
    ...efficiency,
    validation: seen,
    status: holds ? 'PASS' : 'FAIL',
    reason: holds ? '' : `not so: ${screen.criteria}`,
  };
}
