import { judge, missing, type OriginalGuard } from './original-guard.ts';

/** One period in sample and one out of sample. */
export interface OriginalWalkForwardInput {
  /** Per year. */
  readonly inSampleSharpe: number;
  readonly outOfSampleSharpe: number;
  /** Total returns of the whole periods, as fractions, not per year. */
  readonly inSampleReturn?: number;
  readonly outOfSampleReturn?: number;
}

/** Answer of {@link originalWalkForward}. */
export interface OriginalWalkForward extends OriginalGuard {
  /** `1 - efficiency` below an efficiency of 1, else 0. */
  readonly degradation: number;
  /** Ratio of total returns: about a third for equal performance on 60 % and 20 % of the bars. NaN without returns. */
  readonly returnEfficiency: number;
}

/**
 * The efficiency gate of the earlier system: Sharpe ratio out of sample over that in sample, 0 if that is not positive; passes from 0.6 on.
 *
 * It took the first 60 % and last 20 % of the bars, each backtested alone with indicators that start cold and its last open trade dropped.
 *
 * @param input - Figures of both periods; NaN for one that is missing.
 *
 * @example
 * ```ts
 * import { originalWalkForward } from '@quantblocks/validation-guards';
 *
 * const { value, pass } = originalWalkForward({ inSampleSharpe: 0.1, outOfSampleSharpe: 0.07 });
 * [value.toFixed(2), pass]; // => ['0.70', true]
 * ```
 */
export function originalWalkForward(input: OriginalWalkForwardInput): OriginalWalkForward {
  const { inSampleSharpe, outOfSampleSharpe, inSampleReturn = Number.NaN, outOfSampleReturn = Number.NaN } = input;
  const isKnown = Number.isFinite(inSampleSharpe) && Number.isFinite(outOfSampleSharpe);
  const value = inSampleSharpe > 0 ? outOfSampleSharpe / inSampleSharpe : 0;
  const guard = isKnown
    ? judge('WFE', {
        value,
        n: 1,
        explanation: `The Sharpe ratio is ${outOfSampleSharpe.toFixed(2)} out of sample and ${inSampleSharpe.toFixed(2)} in sample.`,
      })
    : missing('WFE', 'The Sharpe ratio of a period is missing.');
  return {
    ...guard,
    degradation: isKnown ? Math.max(0, 1 - value) : Number.NaN,
    returnEfficiency: inSampleReturn <= 0 ? 0 : outOfSampleReturn / inSampleReturn,
  };
}
