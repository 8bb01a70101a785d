import { QuantblocksError } from '@quantblocks/core';
import { maxDrawdown, sharpeRatio, totalReturn } from '@quantblocks/metrics';
import {
  type ConcurrentDrawdown,
  type Correlation,
  type Covariance,
  concurrentDrawdown,
  correlation,
  diversificationRatio,
  effectiveBets,
  equalRiskContribution,
  equalWeights,
  hierarchicalRiskParity,
  inverseVolatility,
  ledoitWolf,
  maximumDiversification,
  minimumVariance,
  type PortfolioWeights,
  walkForwardWeights,
} from '@quantblocks/portfolio';
import type { PipelineConfig } from '../config/pipeline-config.ts';
import { commonDays } from './common-days.ts';
import type { ValidateResult } from './validate-asset.ts';

/** What a portfolio of validated assets is made of, and what it would have earned. */
export interface PortfolioResult {
  /** `insufficient`: fewer than two assets, too few days that all of them have, or no weights that obey the cap. */
  readonly status: 'PASS' | 'FAIL' | 'insufficient';
  readonly reason: string;
  readonly assets: readonly string[];
  /** Weights for what follows, from all days out of sample. */
  readonly weights: Float64Array;
  /** UTC days, epoch milliseconds of their start. */
  readonly days: Float64Array;
  /** Per asset, simple returns per day out of sample. */
  readonly returns: readonly Float64Array[];
  /** Of the portfolio whose weights were estimated on earlier days alone; NaN before the first. */
  readonly net: Float64Array;
  /** Of `net`, here and below; per year. */
  readonly sharpe: number;
  readonly totalReturn: number;
  readonly maxDrawdown: number;
  /** Of the same days with equal weights, as a yardstick. */
  readonly equalWeightSharpe: number;
  /** Of the final weights. */
  readonly diversificationRatio: number;
  readonly effectiveBets: number;
  readonly correlation: Correlation | null;
  readonly drawdown: ConcurrentDrawdown | null;
}

const DAYS_PER_YEAR = 365.25;
/** Days before the first weights, and from one rebalance to the next. */
const WINDOW = 90;
const EVERY = 30;

const NOTHING: Omit<PortfolioResult, 'assets' | 'days' | 'returns' | 'weights' | 'reason'> = {
  status: 'insufficient',
  net: new Float64Array(0),
  sharpe: Number.NaN,
  totalReturn: Number.NaN,
  maxDrawdown: Number.NaN,
  equalWeightSharpe: Number.NaN,
  diversificationRatio: Number.NaN,
  effectiveBets: Number.NaN,
  correlation: null,
  drawdown: null,
};

/**
 * Weights the assets that passed. Performance is that of weights from earlier days alone: weights that are scored on the days they were
 * fitted on always look diversified.
 *
 * @param passed - What validation or a rescue said of each of them.
 * @returns `insufficient`, with equal weights, where there is nothing to estimate from, or no weights obey the cap.
 *
 * @example
 * ```ts
 * import { parsePipelineConfig, portfolioPhase } from '@quantblocks/pipeline';
 *
 * const { status, reason } = portfolioPhase([], parsePipelineConfig());
 * [status, reason]; // => ['insufficient', 'two assets are needed, 0 passed']
 * ```
 */
export function portfolioPhase(
  passed: readonly Pick<ValidateResult, 'asset' | 'time' | 'returns'>[],
  { portfolio }: Pick<PipelineConfig, 'portfolio'>,
): PortfolioResult {
  const assets = passed.map(({ asset }) => asset);
  const { days, returns } = commonDays(passed);
  const none = (reason: string): PortfolioResult => ({
    ...NOTHING,
    ...{ reason, assets, days, returns, weights: Float64Array.from(assets, () => 1 / assets.length) },
  });
  if (assets.length < 2) return none(`two assets are needed, ${assets.length} passed`);
  if (days.length < WINDOW + EVERY) return none(`${WINDOW + EVERY} common days are needed, there are ${days.length}`);
  try {
    return { assets, days, returns, ...weighed(returns, portfolio) };
  } catch (error) {
    // Bounds that so few assets cannot obey, or returns that are too alike: known only now.
    if (!(error instanceof QuantblocksError)) throw error;
    return none(error.message);
  }
}

function weighed(
  returns: readonly Float64Array[],
  portfolio: PipelineConfig['portfolio'],
): Omit<PortfolioResult, 'assets' | 'days' | 'returns'> {
  const weigh = (past: readonly Float64Array[]): PortfolioWeights => weightsOf(ledoitWolf(past), portfolio);
  const covariance = ledoitWolf(returns);
  const { weights } = weightsOf(covariance, portfolio);
  const { net } = walkForwardWeights(returns, { weigh, window: WINDOW, every: EVERY, anchored: true, onError: 'hold' });
  const held = net.subarray(WINDOW);
  const equal = Float64Array.from(
    held,
    (_, day) => returns.reduce((sum, asset) => sum + asset[WINDOW + day], 0) / returns.length,
  );
  const drawdown = concurrentDrawdown(returns, { limit: portfolio.maxDrawdown });
  const isGood = drawdown.status === 'pass';
  return {
    status: isGood ? 'PASS' : 'FAIL',
    reason: isGood ? '' : drawdown.explanation,
    weights,
    net,
    sharpe: sharpeOf(held),
    totalReturn: totalReturn(held),
    maxDrawdown: maxDrawdown(held),
    equalWeightSharpe: sharpeOf(equal),
    diversificationRatio: diversificationRatio(weights, covariance),
    effectiveBets: effectiveBets(covariance).participation,
    correlation: correlation(returns),
    drawdown,
  };
}

function weightsOf(covariance: Covariance, { method, cap }: PipelineConfig['portfolio']): PortfolioWeights {
  const bounds = { cap };
  switch (method) {
    case 'equalWeights':
      return equalWeights(covariance);
    case 'inverseVolatility':
      return inverseVolatility(covariance);
    case 'hierarchicalRiskParity':
      return hierarchicalRiskParity(covariance);
    case 'minimumVariance':
      return minimumVariance(covariance, bounds);
    case 'maximumDiversification':
      return maximumDiversification(covariance, bounds);
    default:
      return equalRiskContribution(covariance, bounds);
  }
}

function sharpeOf(returns: Float64Array): number {
  return sharpeRatio(returns, { periodsPerYear: DAYS_PER_YEAR });
}
