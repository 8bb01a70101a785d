import { ParameterError } from '@quantblocks/core';

/** Results of one asset on data that its parameters were not chosen on; NaN for a figure that does not exist. */
export interface ParameterPerformance {
  readonly sharpe: number;
  /** Fraction. */
  readonly totalReturn: number;
  /** Fraction, not positive. */
  readonly maxDrawdown: number;
}

/**
 * What is lost of a figure: a fraction of it, below 0 for a gain; or `none`, where there was nothing to lose and nothing is lost; or why there
 * is no such fraction.
 */
export type LossFraction =
  | { readonly status: 'ok'; readonly value: number }
  | { readonly status: 'none' }
  | { readonly status: 'undefined'; readonly reason: string };

/** Answer of {@link parameterLoss}. */
export interface ParameterLoss {
  readonly sharpe: LossFraction;
  readonly totalReturn: LossFraction;
  readonly maxDrawdown: LossFraction;
  /** The largest of the three; one that is undefined comes before any number. */
  readonly worst: LossFraction;
}

/**
 * What an asset loses with the parameters of its cluster in place of its own: `(individual - cluster) / |individual|` of Sharpe ratio and
 * return, and of the drawdown, where deeper is worse.
 *
 * A fraction of a Sharpe ratio or return that is not positive has no meaning: that loss is `none` if the cluster is no worse, and undefined
 * if it is.
 *
 * @param individual - With the asset's own parameters.
 * @param cluster - On the same bars, with those of the cluster.
 * @throws a {@link ParameterError} if a drawdown is positive.
 *
 * @example
 * ```ts
 * import { parameterLoss } from '@quantblocks/portfolio';
 *
 * const { sharpe, totalReturn, worst } = parameterLoss(
 *   { sharpe: 1.6, totalReturn: 0, maxDrawdown: -0.1 },
 *   { sharpe: 1.2, totalReturn: 0.1, maxDrawdown: -0.15 },
 * );
 * sharpe.status === 'ok' && sharpe.value.toFixed(6); // => '0.250000'
 * totalReturn.status; // => 'none'
 * worst.status === 'ok' && worst.value.toFixed(6); // => '0.500000'
 * ```
 */
export function parameterLoss(individual: ParameterPerformance, cluster: ParameterPerformance): ParameterLoss {
  for (const { maxDrawdown } of [individual, cluster]) {
    if (maxDrawdown > 0) throw new ParameterError('maxDrawdown', 'a fraction <= 0', maxDrawdown);
  }
  const sharpe = lossOf('Sharpe ratio', individual.sharpe, cluster.sharpe, individual.sharpe > 0);
  const totalReturn = lossOf('return', individual.totalReturn, cluster.totalReturn, individual.totalReturn > 0);
  const maxDrawdown = lossOf('drawdown', individual.maxDrawdown, cluster.maxDrawdown, individual.maxDrawdown < 0);
  return { sharpe, totalReturn, maxDrawdown, worst: [sharpe, totalReturn, maxDrawdown].reduce(worse) };
}

function lossOf(figure: string, individual: number, cluster: number, hasFraction: boolean): LossFraction {
  if (!Number.isFinite(individual)) return { status: 'undefined', reason: `the individual ${figure} does not exist` };
  if (!Number.isFinite(cluster)) return { status: 'undefined', reason: `the cluster's ${figure} does not exist` };
  const value = (individual - cluster) / Math.abs(individual);
  if (hasFraction && Number.isFinite(value)) return { status: 'ok', value };
  if (cluster >= individual) return { status: 'none' };
  return {
    status: 'undefined',
    reason: `the ${figure} falls from ${short(individual)} to ${short(cluster)}, which is no fraction of it`,
  };
}

function worse(a: LossFraction, b: LossFraction): LossFraction {
  if (a.status === 'undefined' || b.status === 'none') return a;
  if (b.status === 'undefined' || a.status === 'none') return b;
  return b.value > a.value ? b : a;
}

function short(value: number): number {
  return Number(value.toPrecision(3));
}
