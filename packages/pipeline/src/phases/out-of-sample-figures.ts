import { maxDrawdown, profitFactor, sharpeRatio, totalReturn } from '@quantblocks/metrics';
import type { SegmentFigures } from '../search/segment-runner.ts';
import type { Walk, WalkFold } from '../search/walk-forward-search.ts';
import { ratioOf } from './ratio-of.ts';

/** Of all tests together. */
export interface OutOfSampleFigures extends Omit<SegmentFigures, 'returns' | 'pnl'> {
  /** Mean in-sample Sharpe ratio of the folds. */
  readonly inSampleSharpe: number;
  /** `sharpe` over `inSampleSharpe`; NaN if that is not positive. */
  readonly wfe: number;
  /** The same of the mean return per bar. */
  readonly returnEfficiency: number;
  /** Of holding the market over all tests. */
  readonly buyAndHold: number;
}

/** Figures of a walk, Sharpe ratios per year. */
export function outOfSampleFigures<Params>(walk: Walk<Params>, periodsPerYear: number): OutOfSampleFigures {
  const { folds, returns, pnl } = walk;
  const sum = (of: (fold: WalkFold<Params>) => number): number => folds.reduce((total, fold) => total + of(fold), 0);
  const ratio = sharpeRatio(returns, { periodsPerYear });
  // An account that never moved.
  const sharpe = Number.isNaN(ratio) ? 0 : ratio;
  const inSampleSharpe = sum(({ inSample }) => inSample?.sharpe ?? 0) / folds.length;
  const perBar = (of: readonly { totalReturn: number; returns: Float64Array }[]): number =>
    of.reduce((total, { totalReturn }) => total + totalReturn, 0) /
    of.reduce((bars, { returns }) => bars + returns.length, 0);
  return {
    sharpe,
    totalReturn: totalReturn(returns),
    maxDrawdown: maxDrawdown(returns),
    profitFactor: profitFactor(pnl),
    positions: pnl.length,
    legs: sum(({ outOfSample }) => outOfSample.legs),
    exposure: sum(({ outOfSample }) => outOfSample.exposure * outOfSample.returns.length) / returns.length,
    inSampleSharpe,
    wfe: ratioOf(sharpe, inSampleSharpe),
    returnEfficiency: ratioOf(
      perBar(folds.map(({ outOfSample }) => outOfSample)),
      perBar(folds.flatMap(({ inSample }) => inSample ?? [])),
    ),
    buyAndHold: folds.reduce((growth, { buyAndHold }) => growth * (1 + buyAndHold), 1) - 1,
  };
}
