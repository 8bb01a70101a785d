import { ParameterError } from '@quantblocks/core';
import { sampleCovariance } from '../covariance/sample-covariance.ts';
import { requireBox, requireColumns, type WeightBounds } from '../inputs.ts';
import { CuttingPlanes } from '../solver/cutting-planes.ts';
import { describeWeights, type PortfolioWeights } from './portfolio-weights.ts';
import { TailLosses } from './tail-losses.ts';

/** Options of {@link minimumCvar}. */
export interface MinimumCvarOptions extends WeightBounds {
  /** Share of the worst bars, in (0, 1]. @defaultValue `0.05` */
  tail?: number;
}

/** Answer of {@link minimumCvar}. */
export interface CvarWeights extends PortfolioWeights {
  /** Mean loss per bar in the tail, a fraction; positive for a loss. */
  readonly cvar: number;
  /** Smallest loss per bar in the tail. */
  readonly valueAtRisk: number;
}

/**
 * The portfolio with the least conditional value at risk within the bounds, exactly: the mean loss of its own worst bars.
 *
 * The loss of the tail is the largest over all weightings of bars that a tail may have, a convex function with flat pieces. Its linear program is
 * solved by adding the tail of the best portfolio so far until none is worse than the program says; `kkt` is what is left between that lower
 * bound and the `cvar` of the answer, relative to the largest return. Several portfolios may share the least value.
 *
 * @param returns - One series per asset, of one length T; `tail * T` worst bars count, the last of them in part.
 * @param options - Tail, floors and caps.
 * @returns Weights; the variance is that of {@link sampleCovariance}.
 * @throws a {@link ParameterError} if the series differ in length, have fewer than 2 values, a number is not finite or the tail is not in (0, 1].
 * @throws an {@link InfeasibleError} if no portfolio obeys the bounds.
 * @see R. T. Rockafellar, S. Uryasev, "Optimization of conditional value-at-risk", Journal of Risk 2 (2000), 21-41; A. Künzi-Bay,
 * J. Mayer, "Computational aspects of minimizing conditional value-at-risk", Computational Management Science 3 (2006), 3-27.
 *
 * @example
 * ```ts
 * import { minimumCvar } from '@quantblocks/portfolio';
 *
 * // Each asset crashes once; held together, neither crash is whole.
 * const { weights, cvar } = minimumCvar([[0.01, -0.1, 0.02, 0], [0, 0.02, 0.01, -0.05]], { tail: 0.25 });
 * [...weights].map((w) => Number(w.toFixed(6))); // => [0.411765, 0.588235]
 * cvar.toFixed(6); // => '0.029412'
 * ```
 */
export function minimumCvar(returns: readonly ArrayLike<number>[], options: MinimumCvarOptions = {}): CvarWeights {
  const { tail = 0.05 } = options;
  if (!(tail > 0 && tail <= 1)) throw new ParameterError('tail', 'a number in (0, 1]', tail);
  const columns = requireColumns('returns', returns);
  const box = requireBox(options, columns.length);
  let scale = Number.MIN_VALUE;
  for (const column of columns) for (const value of column) scale = Math.max(scale, Math.abs(value));
  const losses = new TailLosses(columns, tail);
  const solver = new CuttingPlanes(box, (weights, slopes) => {
    losses.measure(weights);
    for (let i = 0; i < slopes.length; i++) slopes[i] = losses.means[i] / scale;
    return losses.cvar / scale;
  });
  solver.solve();
  losses.measure(solver.weights);
  const { cvar, valueAtRisk } = losses;
  return { ...describeWeights('minimumCvar', sampleCovariance(columns), solver.weights, solver), cvar, valueAtRisk };
}
