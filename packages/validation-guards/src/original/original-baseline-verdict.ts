import { createVerdict, ParameterError, type Verdict } from '@quantblocks/core';

/** What the later versions of the earlier system asked of a baseline. A figure that is missing is NaN. */
export interface OriginalBaselineFigures {
  /** Of the whole history. */
  readonly bars: number;
  /** Closed legs out of sample. */
  readonly outOfSampleLegs: number;
  /** Per year. */
  readonly sharpe: number;
  /** A fraction that is not positive. */
  readonly maxDrawdown: number;
  readonly profitFactor: number;
  /** Over five tests in a row. */
  readonly meanEfficiency: number;
  readonly medianEfficiency: number;
  /** Share of the ten best legs in the total PnL. */
  readonly topTenShare: number;
}

/** Answer of {@link originalBaselineVerdict}. */
export interface OriginalBaselineVerdict extends Verdict {
  /** The figures that were not good enough. */
  readonly failures: readonly (keyof OriginalBaselineFigures)[];
  /** Three failures or more. */
  readonly catastrophic: boolean;
}

const MET: Readonly<Record<keyof OriginalBaselineFigures, (value: number) => boolean>> = {
  bars: (value) => value >= 12_000,
  outOfSampleLegs: (value) => value >= 60,
  sharpe: (value) => value >= 0.8,
  maxDrawdown: (value) => value >= -0.35,
  profitFactor: (value) => value >= 1.05,
  meanEfficiency: (value) => value >= 0.6,
  medianEfficiency: (value) => value >= 0.5,
  topTenShare: (value) => value < 0.4,
};

/**
 * The hard limits of the last versions of the earlier system: 12,000 bars, 60 legs, Sharpe ratio 0.8, drawdown 35 %, profit factor 1.05,
 * mean efficiency 0.6 and median 0.5, ten best legs below 40 %.
 *
 * @param figures - Of one asset.
 * @returns `insufficient` if a figure is not a number.
 * @throws a {@link ParameterError} if the drawdown is positive.
 *
 * @example
 * ```ts
 * import { originalBaselineVerdict } from '@quantblocks/validation-guards';
 *
 * const { status, failures } = originalBaselineVerdict({
 *   bars: 17_000,
 *   outOfSampleLegs: 76,
 *   sharpe: 0.71,
 *   maxDrawdown: -0.02,
 *   profitFactor: 1.17,
 *   meanEfficiency: 0.7,
 *   medianEfficiency: 0.5,
 *   topTenShare: 0.18,
 * });
 * [status, failures]; // => ['fail', ['sharpe']]
 * ```
 */
export function originalBaselineVerdict(figures: OriginalBaselineFigures): OriginalBaselineVerdict {
  if (figures.maxDrawdown > 0) {
    throw new ParameterError('maxDrawdown', 'a number that is not positive', figures.maxDrawdown);
  }
  const names = Object.keys(MET) as (keyof OriginalBaselineFigures)[];
  // A profit factor without a loss is infinite, and good enough.
  const unknown = names.filter((name) => typeof figures[name] !== 'number' || Number.isNaN(figures[name]));
  const failures = names.filter((name) => !MET[name](figures[name]));
  const status = unknown.length > 0 ? 'insufficient' : failures.length === 0 ? 'pass' : 'fail';
  const explanations = {
    insufficient: `Missing: ${unknown.join(', ')}.`,
    pass: 'All limits are kept.',
    fail: `Not kept: ${failures.join(', ')}.`,
  };
  return {
    ...createVerdict({
      name: 'originalBaselineVerdict',
      question: 'Would the last versions of the earlier system have kept this asset?',
      status,
      value: failures.length,
      n: names.length,
      warnings: ['None of the limits knows how many strategies were tried.'],
      explanation: explanations[status],
    }),
    failures,
    catastrophic: status === 'fail' && failures.length >= 3,
  };
}
