import { type Bars, mean, standardDeviation } from '@quantblocks/core';
import type { AssetTruth } from '@quantblocks/data';

/** Close-to-close log-returns over the volatility before each bar: unit variance, so standard errors are exact. */
export function standardisedReturns(bars: Bars, truth: AssetTruth): Float64Array {
  return Float64Array.from(
    { length: bars.length - 1 },
    (_, i) => Math.log(bars.close[i + 1] / bars.close[i]) / truth.volatility[i + 1],
  );
}

export function autocorrelation(values: ArrayLike<number>, lag: number): number {
  const centre = mean(values);
  let product = 0;
  let square = 0;
  for (let i = 0; i < values.length; i++) {
    square += (values[i] - centre) ** 2;
    if (i >= lag) product += (values[i] - centre) * (values[i - lag] - centre);
  }
  return product / square;
}

export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  const product = mean(Array.from(a, (value, i) => (value - meanA) * (b[i] - meanB)));
  return product / (standardDeviation(a, { ddof: 0 }) * standardDeviation(b, { ddof: 0 }));
}

/** Mean over its standard error. */
export function tStatistic(values: ArrayLike<number>): number {
  return (mean(values) / standardDeviation(values)) * Math.sqrt(values.length);
}
