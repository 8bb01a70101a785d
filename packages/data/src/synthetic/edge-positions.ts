import { type Bars, DataError } from '@quantblocks/core';
import type { AssetTruth } from './synthetic-market.ts';

/**
 * Sides taken by the best causal rule for a planted edge: the yardstick whose Sharpe ratio is `edge.strength`.
 *
 * Position `i` is held over bar `i` and decided at the close of bar `i - 1`. The rule sees prices and, as a concession no
 * strategy gets, the volatility before each bar and the edge's parameters; it never sees the drift.
 *
 * @param bars - Bars of one asset of a synthetic market.
 * @param truth - The truth of the same asset.
 * @returns +1 or -1 for every bar after the first, 0 for the first and without an edge.
 * @throws a {@link DataError} if bars and truth belong to different assets.
 * @remarks A trend is filtered by the forward recursion of its two-state chain with Gaussian emissions. To repeat
 * `edge.strength`, score `position[i] * log(close[i] / close[i - 1]) / volatility[i]`.
 *
 * @example
 * ```ts
 * import { edgePositions, syntheticMarket } from '@quantblocks/data';
 *
 * const { bars, truth } = syntheticMarket({ assets: ['ALFA'], bars: 100 });
 * edgePositions(bars[0], truth.assets[0])[0]; // => 0
 * ```
 */
export function edgePositions(bars: Bars, truth: AssetTruth): Float64Array {
  const { symbol, edge, volatility } = truth;
  if (bars.symbol !== symbol || bars.length !== volatility.length) {
    throw new DataError(`${volatility.length} bars of ${symbol}`, `${bars.length} of ${bars.symbol}`);
  }
  const positions = new Float64Array(bars.length);
  if (edge.kind === 'none') return positions;
  const { signalToNoise, edgeBars } = edge;
  const leave = 1 / edgeBars;
  const keep = 2 ** (-1 / edgeBars) + signalToNoise;
  let bull = 0.5;
  let stretch = 0;
  for (let i = 1; i < bars.length; i++) {
    const standardised =
      Math.log(bars.close[i - 1] / (i === 1 ? truth.startPrice : bars.close[i - 2])) / volatility[i - 1];
    if (edge.kind === 'trend') {
      // Likelihood ratio of two unit normals at +s and -s, then one step of the chain.
      const odds = (bull / (1 - bull)) * Math.exp(2 * signalToNoise * standardised);
      const posterior = odds / (1 + odds);
      bull = (1 - leave) * posterior + leave * (1 - posterior);
      positions[i] = bull >= 0.5 ? 1 : -1;
    } else {
      stretch = keep * stretch + standardised;
      positions[i] = stretch <= 0 ? 1 : -1;
    }
  }
  return positions;
}
