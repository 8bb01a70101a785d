import { mean, ParameterError, quantile } from '@quantblocks/core';
import { cagr, sharpeRatio, totalReturn } from '@quantblocks/metrics';
import { concatenate } from './concatenate.ts';

/** A ratio, or why there is none. Never 0 or NaN for one that does not exist. */
export type EfficiencyRatio =
  | { readonly status: 'ok'; readonly value: number }
  | { readonly status: 'undefined'; readonly reason: string };

/** What one fold earned, bar by bar, as simple returns. An empty series says that the fold is missing. */
export interface FoldReturns {
  /** With the chosen parameters, on the bars they were chosen on. */
  readonly inSample: ArrayLike<number>;
  /** With the same parameters, on the test that follows. */
  readonly outOfSample: ArrayLike<number>;
}

/** Options of {@link walkForwardEfficiency}. */
export interface EfficiencyOptions {
  /** Bars in one year: `periodsPerYear(bars)` of core. */
  periodsPerYear: number;
  /**
   * Return per year: `compound` growth, or `simple`, the mean return times `periodsPerYear`. Compounding a fold of a few bars to a year
   * gives numbers without meaning; the simple rate does not.
   * @defaultValue `'compound'`
   */
  annualisation?: 'compound' | 'simple';
}

/** One line of {@link WalkForwardEfficiency.folds}; figures that do not exist are NaN. */
export interface FoldEfficiency {
  readonly inSampleReturn: number;
  readonly outOfSampleReturn: number;
  /** Out-of-sample over in-sample return, both per year. */
  readonly returnRatio: EfficiencyRatio;
  readonly inSampleSharpe: number;
  readonly outOfSampleSharpe: number;
  readonly sharpeRatio: EfficiencyRatio;
}

/** Walk-forward efficiency under each of its names: what is left out of sample of what was promised in sample. */
export interface WalkForwardEfficiency {
  /** Return per year of the stitched tests over return per year of all in-sample bars, window after window. */
  readonly pardo: EfficiencyRatio;
  /** Sharpe ratio of the stitched tests over that of all in-sample bars. Sometimes called Pardo's, which it is not. */
  readonly sharpeRatio: EfficiencyRatio;
  /** Mean over folds of `returnRatio`. One in-sample return near zero decides it. */
  readonly meanOfFoldRatios: EfficiencyRatio;
  readonly medianOfFoldRatios: EfficiencyRatio;
  /** Mean of the ratios without the smallest and the largest; needs three folds. */
  readonly trimmedMeanOfFoldRatios: EfficiencyRatio;
  /** `|mean - median| / |median|` of the fold ratios: above 0.5 a few folds carry the mean. */
  readonly skewOfFoldRatios: EfficiencyRatio;
  /** Mean out-of-sample over mean in-sample return of the folds, per year. */
  readonly ratioOfMeans: EfficiencyRatio;
  /** Return per year of the stitched tests over the mean in-sample return of the folds. */
  readonly stitched: EfficiencyRatio;
  /** Share of folds with a test that earned money. */
  readonly profitableFolds: EfficiencyRatio;
  readonly folds: readonly FoldEfficiency[];
}

/** Figures per year up to this are what rounding leaves of gains that cancel. */
const ROUNDING = 1e-12;

/**
 * Walk-forward efficiency in every usual definition, side by side because published numbers rarely say which one they are.
 *
 * A ratio to an in-sample figure that is not positive has no meaning and is `undefined` with its reason, as is every summary while a fold
 * is missing: leaving out what failed would flatter the rest. For one fold all ratios of returns are the same.
 *
 * @param folds - Returns per bar of each fold, in time order, in and out of sample.
 * @throws a {@link ParameterError} if a return is not finite or an option is out of range.
 * @remarks Efficiency is reported for comparison. It says less than the stitched returns themselves: decide on {@link outOfSampleTest}.
 * @see R. Pardo, "The Evaluation and Optimization of Trading Strategies", 2nd ed., Wiley 2008, chapter 11.
 *
 * @example
 * ```ts
 * import { walkForwardEfficiency } from '@quantblocks/walk-forward';
 *
 * const efficiency = walkForwardEfficiency(
 *   [
 *     { inSample: [0.02, 0.04], outOfSample: [0.01] },
 *     { inSample: [0.03, -0.04], outOfSample: [0.02] },
 *   ],
 *   { periodsPerYear: 1, annualisation: 'simple' },
 * );
 * const { ratioOfMeans, meanOfFoldRatios } = efficiency;
 * ratioOfMeans.status === 'ok' && ratioOfMeans.value.toFixed(12); // => '1.200000000000'
 * meanOfFoldRatios.status === 'undefined' && meanOfFoldRatios.reason; // => 'fold 1: the in-sample return is -0.005, no gain to compare with'
 * ```
 */
export function walkForwardEfficiency(
  folds: readonly FoldReturns[],
  options: EfficiencyOptions,
): WalkForwardEfficiency {
  const { periodsPerYear, annualisation = 'compound' } = options;
  if (annualisation !== 'compound' && annualisation !== 'simple') {
    throw new ParameterError('annualisation', 'compound or simple', annualisation);
  }
  const sharpe = (returns: ArrayLike<number>): number => sharpeRatio(returns, { periodsPerYear });
  const annual = (returns: ArrayLike<number>): number =>
    annualisation === 'compound' ? cagr(returns, { periodsPerYear }) : mean(returns) * periodsPerYear;
  const rows = folds.map(({ inSample, outOfSample }) => {
    const figures = {
      inSampleReturn: annual(inSample),
      outOfSampleReturn: annual(outOfSample),
      inSampleSharpe: sharpe(inSample),
      outOfSampleSharpe: sharpe(outOfSample),
    };
    return {
      ...figures,
      returnRatio: ratio('return', figures.outOfSampleReturn, figures.inSampleReturn),
      sharpeRatio: ratio('Sharpe ratio', figures.outOfSampleSharpe, figures.inSampleSharpe),
    };
  });
  const allInSample = concatenate(folds.map(({ inSample }) => inSample));
  const allOutOfSample = concatenate(folds.map(({ outOfSample }) => outOfSample));
  const meanInSample = mean(rows.map(({ inSampleReturn }) => inSampleReturn));
  const meanOutOfSample = mean(rows.map(({ outOfSampleReturn }) => outOfSampleReturn));
  const ratios = foldRatios(rows);
  const missing = missingFold(folds);
  const summary = (compute: () => EfficiencyRatio): EfficiencyRatio =>
    missing === undefined ? compute() : undefinedFor(missing);
  const ofRatios = (compute: (values: readonly number[]) => EfficiencyRatio): EfficiencyRatio =>
    summary(() => (typeof ratios === 'string' ? undefinedFor(ratios) : compute(ratios)));
  return {
    pardo: summary(() => ratio('return', annual(allOutOfSample), annual(allInSample))),
    sharpeRatio: summary(() => ratio('Sharpe ratio', sharpe(allOutOfSample), sharpe(allInSample))),
    meanOfFoldRatios: ofRatios((values) => ok(mean(values))),
    medianOfFoldRatios: ofRatios((values) => ok(quantile(values, 0.5))),
    trimmedMeanOfFoldRatios: ofRatios(trimmedMean),
    skewOfFoldRatios: ofRatios(skew),
    ratioOfMeans: summary(() => ratio('mean return', meanOutOfSample, meanInSample)),
    stitched: summary(() => ratio('mean return', annual(allOutOfSample), meanInSample)),
    profitableFolds: summary(() => ok(mean(folds.map(({ outOfSample }) => (totalReturn(outOfSample) > 0 ? 1 : 0))))),
    folds: rows,
  };
}

function ratio(figure: string, outOfSample: number, inSample: number): EfficiencyRatio {
  if (!Number.isFinite(inSample)) return undefinedFor(`the in-sample ${figure} does not exist`);
  if (inSample <= ROUNDING) {
    return undefinedFor(`the in-sample ${figure} is ${Number(inSample.toPrecision(3))}, no gain to compare with`);
  }
  if (!Number.isFinite(outOfSample)) return undefinedFor(`the out-of-sample ${figure} does not exist`);
  return ok(outOfSample / inSample);
}

function foldRatios(rows: readonly FoldEfficiency[]): readonly number[] | string {
  const values: number[] = [];
  for (const [fold, { returnRatio }] of rows.entries()) {
    if (returnRatio.status !== 'ok') return `fold ${fold}: ${returnRatio.reason}`;
    values.push(returnRatio.value);
  }
  return values;
}

function trimmedMean(values: readonly number[]): EfficiencyRatio {
  if (values.length < 3) return undefinedFor(`three folds are needed, not ${values.length}`);
  return ok(mean(Float64Array.from(values).sort().subarray(1, -1)));
}

function skew(values: readonly number[]): EfficiencyRatio {
  const median = quantile(values, 0.5);
  return median === 0 ? undefinedFor('the median ratio is 0') : ok(Math.abs((mean(values) - median) / median));
}

function missingFold(folds: readonly FoldReturns[]): string | undefined {
  if (folds.length === 0) return 'there are no folds';
  for (const [fold, { inSample, outOfSample }] of folds.entries()) {
    if (inSample.length === 0) return `fold ${fold} has no in-sample returns`;
    if (outOfSample.length === 0) return `fold ${fold} has no out-of-sample returns`;
  }
  return undefined;
}

// A quotient can still exceed all numbers, where the in-sample figure is hardly more than nothing.
function ok(value: number): EfficiencyRatio {
  return Number.isFinite(value) ? { status: 'ok', value } : undefinedFor('it exceeds all numbers');
}

function undefinedFor(reason: string): EfficiencyRatio {
  return { status: 'undefined', reason };
}
