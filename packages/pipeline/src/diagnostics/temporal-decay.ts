import { mean } from '@quantblocks/core';
import { outOfSampleTest } from '@quantblocks/walk-forward';
import { insufficient, type Measured } from './failure-cause.ts';
import { chance, short } from './words.ts';

const LEAST_BARS = 60;

/**
 * Whether returns out of sample fell with time: the slope of a line through them, with an error robust to memory and changing volatility. An edge
 * that was never there cannot decay, so the first third has to have earned.
 */
export function temporalDecay(returns: Float64Array): Measured {
  const n = returns.length;
  if (n < LEAST_BARS)
    return insufficient(`Returns of ${LEAST_BARS} bars out of sample are needed to see a trend in them.`, n);
  const centre = mean(returns);
  // The slope is the mean of these, but for a factor; scaled so that a short series of small returns is not taken for rounding.
  const scale = Math.max(...returns.map((value) => Math.abs(value - centre))) || 1;
  const { neweyWest } = outOfSampleTest(
    returns.map((value, t) => ((1 - (2 * t) / (n - 1)) * (value - centre)) / scale),
  );
  if (neweyWest.status !== 'ok') return insufficient('Returns that do not vary have no trend.', n);
  const third = Math.floor(n / 3);
  const [early, late] = [mean(returns.subarray(0, third)), mean(returns.subarray(n - third))];
  const isDecay = early > 0 && late < early;
  const { pValue, t } = neweyWest;
  return {
    strength: isDecay ? 1 - pValue : 0,
    statistic: -t,
    pValue: isDecay ? pValue : 1,
    n,
    isMaterial: isDecay,
    explanation: `The mean return per bar is ${short(early)} in the first third out of sample and ${short(late)} in the last; ${
      isDecay
        ? `a line that falls as steeply by chance has ${chance(pValue)}.`
        : early > 0
          ? 'it did not fall.'
          : 'there was no edge that could have decayed.'
    }`,
    assumptions: ['Without decay, the mean return would be the same throughout.'],
  };
}
