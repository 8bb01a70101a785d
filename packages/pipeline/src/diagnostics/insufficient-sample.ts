import { normalCdf, normalQuantile } from '@quantblocks/core';
import { riskReturnRatio } from '@quantblocks/metrics';
import { minTrackRecordLength, sharpeStandardError } from '@quantblocks/validation-guards';
import { type FailureSettings, insufficient, LEAST_OBSERVATIONS, type Measured } from './failure-cause.ts';
import { DIAGNOSIS_THRESHOLDS } from './thresholds.ts';
import { percent } from './words.ts';

/** A test that misses more edges than this was too small for them. */
const MOST_MISSED = 0.2;

/** Whether the test could have seen what was promised: how often it misses an edge as good as that in sample, and how many positions there were. */
export function insufficientSample(
  inSample: Float64Array,
  outOfSample: Float64Array,
  /** `undefined`: not known. */
  positions: number | undefined,
  { alpha }: FailureSettings,
): Measured {
  const bars = outOfSample.length;
  const least = DIAGNOSIS_THRESHOLDS.positions.warn;
  const missed = missProbability(inSample, outOfSample, alpha);
  if (Number.isNaN(missed) && positions === undefined)
    return insufficient(
      'Returns on either side, or the positions out of sample, are needed to judge the size of the sample.',
      bars,
    );
  const shortage = positions === undefined ? Number.NaN : Math.max(0, 1 - positions / least);
  const known = [missed, shortage].filter((share) => !Number.isNaN(share));
  return {
    strength: Math.max(...known),
    statistic: missed,
    pValue: Number.NaN,
    n: positions ?? bars,
    isMaterial: missed > MOST_MISSED || shortage > 0,
    explanation: [
      Number.isNaN(missed)
        ? []
        : `An edge as good as that in sample would be missed in ${percent(missed)} of tests of ${bars} bars.`,
      positions === undefined
        ? []
        : `There are ${positions} positions out of sample; ${least} are the least that count.`,
    ]
      .flat()
      .join(' '),
    assumptions: ['The ratio in sample flatters the edge: the true risk of missing it is higher.'],
    details: bars < LEAST_OBSERVATIONS ? [] : [minTrackRecordLength(outOfSample, { alpha: Math.min(alpha, 0.49) })],
  };
}

/** Type II error of the one-sided test at level `alpha`; NaN where nothing was promised or the error is not known. */
function missProbability(inSample: Float64Array, outOfSample: Float64Array, alpha: number): number {
  if (Math.min(inSample.length, outOfSample.length) < LEAST_OBSERVATIONS) return Number.NaN;
  const promised = riskReturnRatio(inSample);
  if (!(promised > 0)) return Number.NaN;
  return normalCdf(normalQuantile(1 - alpha) - promised / sharpeStandardError(outOfSample));
}
