import { type Bars, sliceBars } from '@quantblocks/core';
import { buyAndHoldReturns, maxDrawdown, returnsToEquity, sharpeRatio, totalReturn } from '@quantblocks/metrics';
import type {
  PortfolioAsset,
  PortfolioCosts,
  PortfolioCurve,
  PortfolioFold,
  PortfolioTogether,
  PortfolioVerdict,
  PortfolioView,
} from '@quantblocks/report';
import type { CostCurve, SuiteVerdict } from '@quantblocks/validation-guards';
import type { Results } from '../output/write-results.ts';
import type { PortfolioResult } from '../phases/portfolio-phase.ts';
import type { AssetOutcome } from '../phases/run-phases.ts';
import type { ValidateResult } from '../phases/validate-asset.ts';
import { describeData, type ManifestData } from '../run-store/manifest.ts';
import type { PipelineStrategy } from '../strategy/pipeline-strategy.ts';
import { flatten } from './flatten.ts';
import { searchesOf } from './searches-of.ts';

/** What the earlier system's guards say of an asset: an answer of `originalGuards`, or a row of its files. */
export interface EarlierGuards {
  readonly pass: boolean;
  readonly explanation: string;
}

/** Options of {@link portfolioView}. */
export interface PortfolioViewOptions {
  /** @defaultValue how many assets */
  readonly title?: string;
  /** @defaultValue described from the bars, without file names */
  readonly data?: readonly ManifestData[];
  /** By asset; those that are missing are not shown. */
  readonly earlier?: Readonly<Record<string, EarlierGuards>>;
}

const DAYS_PER_YEAR = 365.25;

/**
 * The results of a run as plain data for `renderPortfolio`: nothing is computed anew but what a picture needs.
 *
 * @param results - What `runPipeline` found.
 * @param options - Title, files, and what the earlier system's guards say.
 * @returns Assets in the order of the run, each as its last phase left it. Equal results give an equal view.
 *
 * @example
 * ```ts
 * import { mkdtempSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { syntheticMarket } from '@quantblocks/data';
 * import { openRunStore, portfolioView, runPipeline } from '@quantblocks/pipeline';
 *
 * const store = openRunStore(mkdtempSync(join(tmpdir(), 'runs-')));
 * const { bars } = syntheticMarket({ seed: 1, assets: 1, bars: 2000, edge: 'none' });
 * const { assets, together } = portfolioView(await runPipeline(bars, { store, config: { screen: { trials: 4 } } }));
 * [assets[0].status, assets[0].phase, together?.status]; // => ['fail', 'screen', 'insufficient']
 * ```
 */
export function portfolioView(results: Results, options: PortfolioViewOptions = {}): PortfolioView {
  const { config, configHash, bars, strategy, outcomes, portfolio } = results;
  const { title = bars.length === 1 ? bars[0].symbol : `${bars.length} assets, screened and validated`, earlier = {} } =
    options;
  return {
    title,
    strategy: strategy.name,
    assets: outcomes.map((outcome, i) => {
      const said = Object.hasOwn(earlier, outcome.asset) ? { earlier: earlier[outcome.asset] } : {};
      return { ...assetOf(outcome, bars[i], strategy), ...said };
    }),
    together: togetherOf(portfolio),
    data: options.data ?? bars.map((asset) => describeData(asset.symbol, '', asset)),
    config: [
      ['configHash', configHash],
      ...Object.entries(flatten(config)).map(([name, value]): [string, string] => [name, String(value)]),
    ],
  };
}

function assetOf(
  { asset, screen, validate, rescue }: AssetOutcome,
  bars: Bars,
  strategy: PipelineStrategy<unknown>,
): PortfolioAsset {
  const last = rescue ?? validate;
  const trials = [screen, validate, rescue].reduce((sum, phase) => sum + (phase?.trials ?? 0), 0);
  const base = { name: asset, trials };
  if (last === undefined)
    return {
      ...base,
      status: 'fail',
      reason: screen === undefined ? 'no phase was run' : screen.status === 'FAIL' ? screen.reason : 'not validated',
      phase: screen === undefined ? 'none' : 'screen',
      inSampleSharpe: screen?.inSample?.sharpe ?? Number.NaN,
      deflated: Number.NaN,
      figures: null,
      verdict: null,
      curve: null,
      folds: [],
      costs: null,
      searches: [],
    };
  const { figures, verdict, folds } = last;
  return {
    ...base,
    status: last.status === 'PASS' ? 'pass' : verdict.status === 'pass' ? 'fail' : verdict.status,
    reason: last.reason,
    phase: rescue === undefined ? 'validate' : 'rescue',
    inSampleSharpe: figures.inSampleSharpe,
    deflated: verdict.lines.find(({ line }) => line === 'deflatedSharpe')?.value ?? Number.NaN,
    figures: { ...figures, efficiency: figures.wfe },
    verdict: verdictOf(verdict),
    curve: curveOf(last, bars),
    folds: folds.map((fold) => foldOf(fold, bars)),
    costs: costsOf(verdict),
    searches: searchesOf(last, strategy),
  };
}

function verdictOf({ status, explanation, warnings, lines }: SuiteVerdict): PortfolioVerdict {
  return {
    status,
    explanation,
    warnings,
    lines: lines.map((line) => ({
      name: line.line,
      role: line.role,
      status: line.status,
      question: line.question,
      pValue: Number.isNaN(line.adjustedPValue) ? line.pValue : line.adjustedPValue,
      explanation: line.explanation,
      warnings: line.warnings,
      wouldChange: line.wouldChange,
    })),
  };
}

/** Tests one after another, and the market held over all of them. */
function curveOf({ time, returns, folds }: ValidateResult, bars: Bars): PortfolioCurve {
  const tested = sliceBars(bars, folds[0].test.start, folds[folds.length - 1].test.end);
  const options = { initialCapital: 1 };
  return {
    time,
    value: returnsToEquity(returns, options),
    benchmark: returnsToEquity(buyAndHoldReturns(tested), options),
  };
}

function foldOf(fold: ValidateResult['folds'][number], { time }: Bars): PortfolioFold {
  const { test, variant, params, inSample, outOfSample, buyAndHold } = fold;
  const { sharpe, totalReturn: gain, exposure, positions } = outOfSample;
  return {
    from: time[test.start],
    to: time[test.end - 1],
    variant,
    params: params === null ? null : flatten(params),
    inSampleSharpe: inSample?.sharpe ?? Number.NaN,
    sharpe,
    totalReturn: gain,
    buyAndHold,
    exposure,
    positions,
  };
}

function costsOf({ lines }: SuiteVerdict): PortfolioCosts | null {
  const details = lines.find(({ line }) => line === 'costs')?.details as Partial<CostCurve> | undefined;
  if (details?.curve === undefined || details.assumedBps === undefined) return null;
  return { curve: details.curve, assumedBps: details.assumedBps, explanation: details.explanation ?? '' };
}

function togetherOf(portfolio: PortfolioResult): PortfolioTogether {
  const { status, reason, assets, weights, days, returns, net, correlation, drawdown } = portfolio;
  const from = net.findIndex((value) => !Number.isNaN(value));
  const isKnown = from >= 0;
  // Weights that stopped leave NaN at the end: from there nothing is held.
  const held = net.subarray(Math.max(0, from)).map((value) => (Number.isNaN(value) ? 0 : value));
  const equal = held.map((_, i) => returns.reduce((sum, asset) => sum + asset[from + i], 0) / returns.length);
  const options = { initialCapital: 1 };
  return {
    status: status === 'PASS' ? 'pass' : status === 'FAIL' ? 'fail' : 'insufficient',
    reason,
    assets,
    weights,
    curve: isKnown
      ? {
          time: days.subarray(from),
          value: returnsToEquity(held, options),
          benchmark: returnsToEquity(equal, options),
        }
      : null,
    figures: isKnown
      ? [
          {
            name: 'Walk-forward weights',
            sharpe: portfolio.sharpe,
            totalReturn: portfolio.totalReturn,
            maxDrawdown: portfolio.maxDrawdown,
          },
          {
            name: 'Equal weights',
            sharpe: sharpeRatio(equal, { periodsPerYear: DAYS_PER_YEAR }),
            totalReturn: totalReturn(equal),
            maxDrawdown: maxDrawdown(equal),
          },
        ]
      : [],
    diversificationRatio: portfolio.diversificationRatio,
    effectiveBets: portfolio.effectiveBets,
    correlation: correlation?.values ?? null,
    drawdown: drawdown === null ? null : { time: days, down: drawdown.down, explanation: drawdown.explanation },
  };
}
