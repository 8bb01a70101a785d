import { normalCdf, normalQuantile } from '@quantblocks/core';
import type { Levels } from '../space/levels.ts';
import type { SearchDistribution } from './search-distribution.ts';

/** Keeps the normal quantiles below finite, and the cell of the mean the likeliest. */
const LEAST_PROBABILITY = 1e-10;

/**
 * Keeps a search on a grid alive: a coordinate is stretched about the mean before it is moved to the nearest level, by just so
 * much that the cell of the mean is left with a probability of at least `margin`.
 *
 * Where the mean lies in an inner cell, each of its two sides keeps at least half of that; in an outer cell, or with two
 * levels only, the mean is moved towards the border instead.
 *
 * @see R. Hamano, S. Saito, M. Nomura, S. Shirakawa, "CMA-ES with Margin: Lower-Bounding Marginal Probability for Mixed-Integer
 * Black-Box Optimization", GECCO 2022, section 4.
 */
export class Margin {
  /** By dimension: how much a coordinate is stretched (the diagonal of the paper's matrix A); 1 if continuous. */
  readonly stretch: Float64Array;
  readonly #levels: Levels;
  /** Borders between neighbouring levels. */
  readonly #borders: Levels;
  readonly #margin: number;

  constructor(levels: Levels, margin: number) {
    this.stretch = new Float64Array(levels.length).fill(1);
    this.#levels = levels;
    this.#borders = levels.map((values) => values && bordersOf(values));
    this.#margin = margin;
  }

  /** Writes the point of the unit cube that is evaluated for a raw sample into `out`. */
  encode(raw: Float64Array, mean: Float64Array, out: Float64Array): void {
    for (let j = 0; j < raw.length; j++) {
      const levels = this.#levels[j];
      const borders = this.#borders[j];
      out[j] =
        levels === null || borders === null
          ? Math.min(1, Math.max(0, raw[j]))
          : levels[cellOf(borders, mean[j] + this.stretch[j] * (raw[j] - mean[j]))];
    }
  }

  /** Writes a raw sample that {@link encode} takes to `point`, or to the level nearest to it, into `out`. */
  decode(point: Float64Array, mean: Float64Array, out: Float64Array): void {
    for (let j = 0; j < point.length; j++) out[j] = mean[j] + (point[j] - mean[j]) / this.stretch[j];
  }

  /** Restores the margin after the distribution of the raw samples has changed: adapts the stretch, and moves its mean. */
  correct(distribution: Pick<SearchDistribution, 'mean' | 'deviation'>): void {
    const { mean } = distribution;
    for (let j = 0; j < mean.length; j++) {
      const borders = this.#borders[j];
      if (borders === null || borders.length === 0) continue;
      const deviation = distribution.deviation(j);
      const reach = -normalQuantile(this.#margin) * this.stretch[j] * deviation;
      const cell = cellOf(borders, mean[j]);
      if (cell === 0) mean[j] = Math.max(mean[j], borders[0] - reach);
      else if (cell === borders.length) mean[j] = Math.min(mean[j], borders[cell - 1] + reach);
      else this.#stretchInnerCell(j, borders[cell - 1], borders[cell], mean, deviation);
    }
  }

  #stretchInnerCell(j: number, low: number, high: number, mean: Float64Array, deviation: number): void {
    const least = this.#margin / 2;
    const scale = this.stretch[j] * deviation;
    const below = normalCdf((low - mean[j]) / scale);
    const above = normalCdf((mean[j] - high) / scale);
    if (below >= least && above >= least) return;
    // What one side gains, the other parts give in proportion to what they have beyond the least.
    const inside = 1 - below - above;
    const lower = Math.max(below, least);
    const upper = Math.max(above, least);
    const excess = (1 - lower - inside - upper) / (lower + inside + upper - 3 * least);
    const a = quantileOf(lower + excess * (lower - least));
    const b = quantileOf(upper + excess * (upper - least));
    this.stretch[j] = (high - low) / ((a + b) * deviation);
    mean[j] = (low * b + high * a) / (a + b);
  }
}

// Standard deviations between the mean and a border beyond which there is this probability.
function quantileOf(probability: number): number {
  return -normalQuantile(Math.min(0.5 - LEAST_PROBABILITY, Math.max(LEAST_PROBABILITY, probability)));
}

function bordersOf(levels: Float64Array): Float64Array {
  return Float64Array.from({ length: levels.length - 1 }, (_, i) => (levels[i] + levels[i + 1]) / 2);
}

// A value on a border belongs to the lower cell.
function cellOf(borders: Float64Array, value: number): number {
  let low = 0;
  let high = borders.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= borders[middle]) high = middle;
    else low = middle + 1;
  }
  return low;
}
