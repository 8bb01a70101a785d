import { mean, quantile, type Rng, standardDeviation } from '@quantblocks/core';
import { sharpeStandardError } from '@quantblocks/validation-guards';

/** One resample after the other, as indices of bars. */
export type NextResample = () => ArrayLike<number>;

/** The stationary bootstrap as it is defined: at every bar a new block with probability 1/L, else the next bar around the circle. */
export function stationaryResamples(n: number, blockLength: number, rng: Rng): NextResample {
  const indices = new Int32Array(n);
  return () => {
    for (let t = 0; t < n; t++) {
      indices[t] = t === 0 || rng.next() < 1 / blockLength ? rng.int(n) : (indices[t - 1] + 1) % n;
    }
    return indices;
  };
}

/** Bounds of the 95 % interval of the Sharpe ratio: quantiles of the resampled ratios. */
export function plainPercentile(returns: Float64Array, resamples: number, next: NextResample): [number, number] {
  const sample = new Float64Array(returns.length);
  const ratios = Array.from({ length: resamples }, () => {
    take(sample, returns, next());
    return mean(sample) / standardDeviation(sample);
  });
  return [quantile(ratios, 0.025), quantile(ratios, 0.975)];
}

/** The same studentised, with the standard error of independent blocks in every resample. */
export function plainStudentised(returns: Float64Array, resamples: number, next: NextResample): [number, number] {
  const n = returns.length;
  const estimate = mean(returns) / standardDeviation(returns);
  const sample = new Float64Array(n);
  const deviations = Array.from({ length: resamples }, () => {
    const indices = next();
    take(sample, returns, indices);
    const centre = mean(sample);
    const spread = standardDeviation(sample);
    const ratio = centre / spread;
    const influence = sample.map((value) => {
      const z = (value - centre) / spread;
      return z - (ratio / 2) * (z * z - 1);
    });
    let total = 0;
    let block = 0;
    for (let t = 0; t < n; t++) {
      if (t > 0 && indices[t] !== (indices[t - 1] + 1) % n) {
        total += block * block;
        block = 0;
      }
      block += influence[t];
    }
    return (ratio - estimate) / (Math.sqrt(total + block * block) / n);
  });
  const error = sharpeStandardError(returns, { method: 'hac' });
  return [estimate - error * quantile(deviations, 0.975), estimate - error * quantile(deviations, 0.025)];
}

function take(sample: Float64Array, returns: Float64Array, indices: ArrayLike<number>): void {
  for (let t = 0; t < sample.length; t++) sample[t] = returns[indices[t]];
}
