import { type Cell, cellMemory, ringSize } from './cell.ts';

/** Numbers per lag in a copy of the state: bars of this block so far, sum of its differences, and of their squares. */
const SIZE = 3;
const SHORTEST = 2;

/**
 * Slope of log deviation against log lag of the differences in the last `period` logarithms.
 *
 * Each lag has windows of `period - lag` differences, summed as in {@link BlockSumCell}: nothing is taken out of a sum, so that a market
 * that has come to rest has a variance of exactly 0.
 */
export class HurstCell implements Cell {
  readonly scalars: Float64Array;
  /** Logarithms in slot `index & mask`, then two rows of tails for each lag. */
  readonly ring: Float64Array;
  private readonly period: number;
  private readonly mask: number;
  /** Weight of the log variance of each lag in the slope. */
  private readonly weights: Float64Array;

  constructor(period: number, maxLag: number) {
    // Two differences at least.
    const lags = Math.min(maxLag, period - 1) - SHORTEST;
    this.scalars = cellMemory(SIZE * lags).scalars;
    const size = ringSize(period);
    this.ring = new Float64Array(size + 2 * lags * period);
    this.mask = size - 1;
    this.period = period;
    const logs = Float64Array.from({ length: lags }, (_, k) => Math.log(k + SHORTEST));
    const mean = logs.reduce((sum, log) => sum + log, 0) / lags;
    const spread = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0);
    this.weights = logs.map((log) => (0.5 * (log - mean)) / spread);
  }

  step(from: number, to: number, index: number, price: number): number {
    const { scalars, ring, mask, period, weights } = this;
    const lags = weights.length;
    const log = Math.log(price);
    let slope = 0;
    for (let k = 0; k < lags; k++) {
      const lag = k + SHORTEST;
      const count = period - lag;
      const before = SIZE * (from * lags + k);
      const after = SIZE * (to * lags + k);
      const position = scalars[before];
      if (index < lag) {
        scalars.fill(0, after, after + SIZE);
        continue;
      }
      const row = mask + 1 + 2 * k * period;
      if (position === 0 && index > lag) this.closeBlock(index, lag, row);
      const difference = log - ring[(index - lag) & mask];
      const sum = position === 0 ? difference : scalars[before + 1] + difference;
      const squares = position === 0 ? difference * difference : scalars[before + 2] + difference * difference;
      scalars[after] = position === count - 1 ? 0 : position + 1;
      scalars[after + 1] = sum;
      scalars[after + 2] = squares;
      const mean = (ring[row + position + 1] + sum) / count;
      const meanSquare = (ring[row + period + position + 1] + squares) / count;
      const variance = meanSquare - mean * mean;
      slope += weights[k] * Math.log(variance > ROUNDING * meanSquare ? variance : 0);
    }
    ring[index & mask] = log;
    return Number.isFinite(slope) ? slope : 0.5;
  }

  /** Tails of the block of differences before bar `index`; see {@link BlockSumCell}. */
  private closeBlock(index: number, lag: number, row: number): void {
    const { ring, period, mask } = this;
    const count = period - lag;
    let sum = 0;
    let squares = 0;
    for (let k = count; k > 0; k--) {
      ring[row + k] = sum;
      ring[row + period + k] = squares;
      const i = index - count + k - 1;
      const difference = ring[i & mask] - ring[(i - lag) & mask];
      sum += difference;
      squares += difference * difference;
    }
  }
}

/** A variance below this share of the mean square is rounding. */
const ROUNDING = 1e-12;
