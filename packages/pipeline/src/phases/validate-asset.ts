import { type Bars, periodsPerYear } from '@quantblocks/core';
import type { SuiteVerdict } from '@quantblocks/validation-guards';
import { type WalkForwardEfficiency, walkForwardEfficiency } from '@quantblocks/walk-forward';
import { compileCriteria } from '../config/criteria.ts';
import type { PipelineConfig } from '../config/pipeline-config.ts';
import { type Walk, type WalkFold, walkForwardSearch } from '../search/walk-forward-search.ts';
import type { PipelineStrategy, RescueVariant } from '../strategy/pipeline-strategy.ts';
import { judgeWalk } from './judge-walk.ts';
import { type OutOfSampleFigures, outOfSampleFigures } from './out-of-sample-figures.ts';

/** What validation says of an asset; plain data. */
export interface ValidateResult<Params = unknown> {
  readonly asset: string;
  readonly status: 'PASS' | 'FAIL';
  /** Why it failed, in words; empty for a pass. */
  readonly reason: string;
  /** The last fold's choice: what goes into production. Null if it found none. */
  readonly params: Params | null;
  /** Variant of that choice; `''` for the strategy as it is. */
  readonly variant: string;
  readonly folds: readonly WalkFold<Params>[];
  /** Out of sample, test after test. */
  readonly returns: Float64Array;
  /** Opening time of the bar of each return, epoch milliseconds. */
  readonly time: Float64Array;
  /** Net profit per position out of sample. */
  readonly pnl: Float64Array;
  readonly figures: OutOfSampleFigures;
  readonly efficiency: WalkForwardEfficiency;
  readonly verdict: SuiteVerdict;
  /** Of all folds, variants and stages. */
  readonly trials: number;
  /** Every trial of the last fold as CSV. */
  readonly ledger: string;
}

const AS_IT_IS: RescueVariant<never> = { name: '', apply: (params) => params };

/** Options of {@link validateAsset}. */
export interface ValidateOptions<Params> {
  /** Of each stage of each variant of each fold. */
  readonly trials: number;
  /** What a fold may choose beside the strategy as it is, on its training bars alone. */
  readonly variants: readonly RescueVariant<Params>[];
  readonly onFold?: (fold: WalkFold<Params>) => void;
  readonly signal?: AbortSignal;
}

/**
 * Walk-forward over all bars, then every guard on what it gave.
 *
 * @param options - Trials of each stage, variant and fold, and the variants that are tried beside the strategy as it is.
 * @returns `PASS` if the last fold chose parameters and the criteria hold out of sample.
 *
 * @example
 * ```ts
 * import { syntheticMarket } from '@quantblocks/data';
 * import { finalTriggerStrategy, parsePipelineConfig, validateAsset } from '@quantblocks/pipeline';
 *
 * const [bars] = syntheticMarket({ seed: 1, assets: 1, bars: 2000, edge: 'none' }).bars;
 * const config = parsePipelineConfig({ validate: { folds: 2, resamples: 199 } });
 * const result = await validateAsset(finalTriggerStrategy(), bars, config, { trials: 2, variants: [] });
 * result.status; // => 'FAIL'
 * result.trials; // => 8
 * result.returns.length; // => 1500
 * ```
 */
export async function validateAsset<Params>(
  strategy: PipelineStrategy<Params>,
  bars: Bars,
  config: Pick<PipelineConfig, 'validate' | 'seed' | 'alpha'>,
  options: ValidateOptions<Params>,
): Promise<ValidateResult<Params>> {
  const { validate, seed, alpha } = config;
  const { trials, variants, onFold, signal } = options;
  const settings = { ...validate, trials, seed: `${seed} ${bars.symbol} validate` };
  const all = [AS_IT_IS as RescueVariant<Params>, ...variants];
  const walk = await walkForwardSearch(strategy, all, bars, settings, { onFold, signal });
  const perYear = periodsPerYear(bars);
  const figures = outOfSampleFigures(walk, perYear);
  const verdict = await judgeWalk(strategy, bars, walk, { alpha, seed, resamples: validate.resamples, signal });
  const { folds, returns, pnl, trials: tried, ledger } = walk;
  const { params, variant } = folds[folds.length - 1];
  const reason = reasonAgainst(params, figures, verdict, tried, validate.criteria);
  return {
    asset: bars.symbol,
    status: reason === '' ? 'PASS' : 'FAIL',
    reason,
    params,
    variant,
    folds,
    returns,
    time: bars.time.slice(folds[0].test.start, folds[folds.length - 1].test.end),
    pnl,
    figures,
    efficiency: efficiencyOf(walk, perYear),
    verdict,
    trials: tried,
    ledger: ledger.toCsv(),
  };
}

/** Why an asset fails, in words; empty if it passes. */
function reasonAgainst(
  params: unknown,
  figures: OutOfSampleFigures,
  { status, explanation }: SuiteVerdict,
  trials: number,
  criteria: string,
): string {
  if (params === null) return 'the last search found nothing';
  const passed = status === 'pass';
  if (compileCriteria(criteria).evaluate({ ...figures, trials, passed })) return '';
  return passed ? `not so: ${criteria}` : explanation;
}

function efficiencyOf<Params>({ folds }: Walk<Params>, perYear: number): WalkForwardEfficiency {
  return walkForwardEfficiency(
    folds.map(({ inSample, outOfSample }) => ({ inSample: inSample?.returns ?? [], outOfSample: outOfSample.returns })),
    { periodsPerYear: perYear, annualisation: 'simple' },
  );
}
