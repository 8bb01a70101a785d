import { mean } from '@quantblocks/core';
import { type FailureSettings, insufficient, LEAST_OBSERVATIONS, type Measured } from './failure-cause.ts';
import { kolmogorovSmirnov } from './kolmogorov-smirnov.ts';
import { chance, percent, short } from './words.ts';

/** Whether positions became other ones, and worse. */
export function distributionShift(
  inSample: Float64Array,
  outOfSample: Float64Array,
  { seed, resamples }: FailureSettings,
): Measured {
  const n = Math.min(inSample.length, outOfSample.length);
  if (n < LEAST_OBSERVATIONS)
    return insufficient(`Returns of ${LEAST_OBSERVATIONS} positions on either side are needed to compare them.`, n);
  const { distance, pValue } = kolmogorovSmirnov(inSample, outOfSample, { seed, draws: resamples });
  const winners = (values: Float64Array): number => values.filter((value) => value > 0).length / values.length;
  const isWorse = mean(outOfSample) < mean(inSample);
  return {
    strength: isWorse ? 1 - pValue : 0,
    statistic: distance,
    pValue: isWorse ? pValue : 1,
    n,
    isMaterial: isWorse,
    explanation:
      `A position earned ${short(mean(inSample))} on average in sample and ${short(mean(outOfSample))} out of sample, and won in ${percent(winners(inSample))} and ${percent(winners(outOfSample))} of cases; ` +
      `${isWorse ? `random divisions of all ${inSample.length + outOfSample.length} differ as much with ${chance(pValue)}.` : 'so they did not get worse.'}`,
    assumptions: ['Positions are independent of each other.'],
  };
}
