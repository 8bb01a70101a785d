import { type Bars, createBars } from '@quantblocks/core';
import { syntheticMarket } from '@quantblocks/data';
import type { PipelineConfigInput } from '../../src/config/pipeline-config.ts';

/** Two assets of eleven weeks of hours: one with a trend that is easy to find, one without. */
export function market(bars = 1800): readonly Bars[] {
  const assets = [
    { symbol: 'EDGE', edge: 'trend', strength: 9, edgeBars: 60 } as const,
    { symbol: 'NOISE/X', edge: 'none' } as const,
  ];
  return syntheticMarket({ seed: 4, bars, assets }).bars;
}

/** The same bars, with other prices from one on. */
export function changedFrom(bars: Bars, from: number): Bars {
  const scale = (prices: Float64Array): Float64Array =>
    prices.map((price, i) => (i < from ? price : price * (1 + 0.3 * Math.sin(i / 9))));
  const { symbol, timeframeMs, time, volume } = bars;
  const [open, high, low, close] = [bars.open, bars.high, bars.low, bars.close].map(scale);
  return createBars({ symbol, timeframeMs, time, open, high, low, close, volume });
}

/** A run of a second, of which every phase does something. */
export const SMALL: PipelineConfigInput = {
  strategy: { name: 'momentum', module: new URL('./momentum.ts', import.meta.url).href },
  screen: { trials: 5, minPositions: 2, criteria: 'trials > 0' },
  validate: { trials: 5, folds: 3, minPositions: 2, resamples: 199, criteria: 'totalReturn > 0.2' },
  rescue: { trials: 3 },
};
