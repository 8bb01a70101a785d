import { createVerdict, ParameterError, type Verdict } from '@quantblocks/core';

/** What the scan of the earlier system looked at. A figure that is missing is NaN. */
export interface OriginalScanFigures {
  /** Per year. */
  readonly outOfSampleSharpe: number;
  /** Sharpe ratio out of sample over that in sample. */
  readonly walkForwardEfficiency: number;
  /** Closed legs out of sample, not positions. */
  readonly outOfSampleLegs: number;
  /** Out of sample, a fraction that is not positive. */
  readonly maxDrawdown: number;
}

/** Thresholds of {@link originalScanVerdict}, which differ in how much evidence they ask for. */
export type OriginalScanTier = 'scan' | 'baseline' | 'moderate' | 'conservative';

/** Answer of {@link originalScanVerdict}. */
export interface OriginalScanVerdict extends Verdict {
  /** The criteria that were not met. */
  readonly failures: readonly OriginalScanCriterion[];
  /** The earlier system's mark on a failure for want of efficiency. */
  readonly overfit: boolean;
}

/** A criterion of {@link originalScanVerdict}. */
export type OriginalScanCriterion = 'sharpe' | 'walkForwardEfficiency' | 'legs' | 'drawdown';

const TIERS: Readonly<Record<OriginalScanTier, { readonly legs: number; readonly efficiency: number }>> = {
  scan: { legs: 50, efficiency: 0.6 },
  baseline: { legs: 60, efficiency: 0.6 },
  moderate: { legs: 50, efficiency: 0.6 },
  conservative: { legs: 40, efficiency: 0.55 },
};

/**
 * The scan rule of the earlier system: Sharpe ratio at least 1, efficiency at least 0.6, at least 50 legs, drawdown at most 15 %, all out of
 * sample. The tiers of its filter modes ask for other legs and efficiencies.
 *
 * Displacement and filters were chosen by these same figures, which are therefore not out of sample any more.
 *
 * @param figures - Of one asset.
 * @param options - `tier`: `'scan'` by default.
 * @returns `insufficient` if a figure is not a number.
 * @throws a {@link ParameterError} if the tier is unknown or a drawdown is positive.
 *
 * @example
 * ```ts
 * import { originalScanVerdict } from '@quantblocks/validation-guards';
 *
 * const figures = { outOfSampleSharpe: 1.3, walkForwardEfficiency: 0.57, outOfSampleLegs: 45, maxDrawdown: -0.08 };
 * originalScanVerdict(figures).failures; // => ['walkForwardEfficiency', 'legs']
 * originalScanVerdict(figures, { tier: 'conservative' }).status; // => 'pass'
 * ```
 */
export function originalScanVerdict(
  figures: OriginalScanFigures,
  options: { tier?: OriginalScanTier } = {},
): OriginalScanVerdict {
  const { tier = 'scan' } = options;
  if (!Object.hasOwn(TIERS, tier)) throw new ParameterError('tier', `one of ${Object.keys(TIERS).join(', ')}`, tier);
  const { outOfSampleSharpe, walkForwardEfficiency, outOfSampleLegs, maxDrawdown } = figures;
  if (maxDrawdown > 0) throw new ParameterError('maxDrawdown', 'a number that is not positive', maxDrawdown);
  const { legs, efficiency } = TIERS[tier];
  const met: Record<OriginalScanCriterion, boolean> = {
    sharpe: outOfSampleSharpe >= 1,
    walkForwardEfficiency: walkForwardEfficiency >= efficiency,
    legs: outOfSampleLegs >= legs,
    drawdown: maxDrawdown >= -0.15,
  };
  const names = Object.keys(met) as OriginalScanCriterion[];
  const isKnown = [outOfSampleSharpe, walkForwardEfficiency, outOfSampleLegs, maxDrawdown].every(Number.isFinite);
  const failures = names.filter((name) => !met[name]);
  const status = !isKnown ? 'insufficient' : failures.length === 0 ? 'pass' : 'fail';
  return {
    ...createVerdict({
      name: 'originalScanVerdict',
      question: 'Would the scan of the earlier system have kept this asset?',
      status,
      value: outOfSampleSharpe,
      n: Number.isFinite(outOfSampleLegs) ? outOfSampleLegs : 0,
      warnings: [
        'Parameters were chosen by the same out-of-sample figures; legs are counted as if they were independent.',
      ],
      explanation: !isKnown
        ? 'A figure is missing.'
        : failures.length === 0
          ? `All criteria of the tier ${tier} are met.`
          : `Not met in the tier ${tier}: ${failures.join(', ')}.`,
    }),
    failures,
    overfit: status === 'fail' && !met.walkForwardEfficiency,
  };
}
