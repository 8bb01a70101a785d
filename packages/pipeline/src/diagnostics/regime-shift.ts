import { mean, standardDeviation } from '@quantblocks/core';
import { outOfSampleTest } from '@quantblocks/walk-forward';
import { type FailureSettings, insufficient, type Measured } from './failure-cause.ts';
import { chance, percent, short } from './words.ts';

const BLOCKS = 8;
const LEAST_BARS = 20 * BLOCKS;

/**
 * Whether the market itself was another one: its volatility by more than a given part, or a trend that turned.
 *
 * Each side is cut into eight blocks, whose logarithmic volatilities and mean returns are compared by a t test: volatility clusters for so long
 * that an error from the bars themselves is far too small. Two looks at the market, so the smaller p value counts twice.
 *
 * See R. Ibragimov, U. K. Müller, "t-statistic based correlation and heterogeneity robust inference", Journal of Business & Economic
 * Statistics 28 (2010).
 */
export function regimeShift(before: Float64Array, after: Float64Array, settings: FailureSettings): Measured {
  const { minVolatilityShift } = settings;
  const n = Math.max(0, Math.min(before.length, after.length) - 1);
  if (n < LEAST_BARS)
    return insufficient(`Closes of ${LEAST_BARS + 1} bars on either side are needed to compare the markets.`, n);
  const [first, second] = [logReturns(before), logReturns(after)];
  const volatility = compareBlocks(first, second, (block) => Math.log(standardDeviation(block)));
  const trend = compareBlocks(first, second, mean);
  const ratio = Math.exp(volatility.difference);
  if (!Number.isFinite(ratio) || Number.isNaN(volatility.pValue) || Number.isNaN(trend.pValue))
    return insufficient('Closes that do not move, or move alike on both sides, give no error to compare by.', n);
  const isLarge = Math.max(ratio, 1 / ratio) >= 1 + minVolatilityShift;
  const isTurned = mean(first) * mean(second) < 0;
  const pValue = Math.min(1, 2 * Math.min(isLarge ? volatility.pValue : 1, isTurned ? trend.pValue : 1));
  return {
    strength: 1 - pValue,
    statistic: volatility.difference,
    pValue,
    n,
    isMaterial: isLarge || isTurned,
    explanation:
      `The market's volatility out of sample is ${short(ratio)} times that in sample (${chance(volatility.pValue)}); ` +
      `a change by ${percent(minVolatilityShift)} would matter. Its trend ${isTurned ? 'turned' : 'kept its direction'} (${chance(trend.pValue)}).`,
    assumptions: [`An eighth of either side is longer than the market's memory.`],
  };
}

/** Mean difference of a figure, block by block, and its two-sided p value. */
function compareBlocks(
  first: Float64Array,
  second: Float64Array,
  figure: (block: Float64Array) => number,
): { readonly difference: number; readonly pValue: number } {
  const of = (returns: Float64Array, block: number): number => {
    const start = (k: number): number => Math.round((k * returns.length) / BLOCKS);
    return figure(returns.subarray(start(block), start(block + 1)));
  };
  const differences = Array.from({ length: BLOCKS }, (_, block) => of(second, block) - of(first, block));
  if (!differences.every(Number.isFinite)) return { difference: Number.NaN, pValue: Number.NaN };
  const { mean: difference, plain } = outOfSampleTest(differences);
  return { difference, pValue: plain.status === 'ok' ? 2 * Math.min(plain.pValue, 1 - plain.pValue) : Number.NaN };
}

function logReturns(closes: Float64Array): Float64Array {
  return closes.subarray(1).map((close, i) => Math.log(close / closes[i]));
}
