import { createRng, mean } from '@quantblocks/core';
import { type Covariance, sampleCovariance } from '@quantblocks/portfolio';

/** Assets that follow three factors, each with noise of its own. */
export interface Market {
  readonly returns: readonly Float64Array[];
  readonly expected: Float64Array;
  readonly covariance: Covariance;
  /** {@link Market.covariance}, as libraries of nested arrays want it. */
  readonly rows: number[][];
}

export function marketOf(assets: number, bars: number): Market {
  const rng = createRng(1, 'market', assets);
  const factors = Array.from({ length: 3 }, () => Float64Array.from({ length: bars }, () => 0.01 * rng.normal()));
  const returns = Array.from({ length: assets }, () => {
    const loads = [0.5 + 0.5 * rng.next(), 0.5 * rng.normal(), 0.5 * rng.normal()];
    const drift = 0.001 * rng.next();
    const noise = 0.005 + 0.02 * rng.next();
    return Float64Array.from({ length: bars }, (_, t) =>
      factors.reduce((sum, factor, k) => sum + loads[k] * factor[t], drift + noise * rng.normal()),
    );
  });
  const covariance = sampleCovariance(returns);
  const rows = Array.from({ length: assets }, (_, i) =>
    Array.from(covariance.values.subarray(i * assets, (i + 1) * assets)),
  );
  return { returns, expected: Float64Array.from(returns, mean), covariance, rows };
}
