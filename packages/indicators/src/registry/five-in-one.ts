import { AdLineStream, adLine } from '../five-in-one/ad-line.ts';
import { KamaDistanceStream, kamaDistance } from '../five-in-one/kama-distance.ts';
import { KamaOscillatorStream, kamaOscillator } from '../five-in-one/kama-oscillator.ts';
import { ObvTrendVote, obvTrend } from '../five-in-one/obv-trend.ts';
import { RegressionCloudStream, regressionCloud } from '../five-in-one/regression-cloud.ts';
import { defineEntry, type IndicatorEntry } from './entry.ts';
import { bars, choice, decay, emaMemory } from './parameters.ts';

const source = 'FINAL TRIGGER, five-in-one filter';
const warmup = choice(['none', 'vote'], 'no vote before the windows are full, or one as in the earlier system');

/** Votes of the FINAL TRIGGER strategy. */
export const fiveInOneEntries: readonly IndicatorEntry[] = [
  defineEntry(
    {
      id: 'kamaDistance',
      file: 'five-in-one/kama-distance',
      name: 'Distance of adaptive averages',
      group: 'five-in-one',
      formula: 'mean of (shorter - longer) / longer over neighbours of 19 adaptive averages',
      source,
      inputs: ['close'],
      params: { seed: choice(['price', 'zero'], 'averages start at the first price, or at 0') },
      outputs: {
        distance: { pane: 'own', description: 'mean relative distance, a fraction' },
        vote: { pane: 'own', range: [-1, 1], vote: true, description: 'sign of the distance' },
      },
      first: () => ({ distance: 0, vote: 0 }),
      windowed: false,
      memory: (_, digits) => 100 + decay(0.0645 ** 2, digits),
      agrees: { ff: 'distance_filter' },
    },
    kamaDistance,
    KamaDistanceStream,
  ),
  defineEntry(
    {
      id: 'kamaOscillator',
      file: 'five-in-one/kama-oscillator',
      name: 'Oscillator of an adaptive average',
      group: 'five-in-one',
      formula: '(v - min) / (max - min) - 0.5 of v = ema + w (close - ema)',
      source,
      inputs: ['close'],
      params: {
        erPeriod: bars(8, [2, 50], 'changes in the efficiency ratio'),
        fast: bars(7, [2, 50], 'length of the EMA and of the fastest weight'),
        slow: bars(19, [5, 100], 'length of the slowest weight'),
        normPeriod: bars(50, [10, 200], 'bars in the range'),
        normalise: choice([true, false], 'position in the range, or distance from the EMA'),
      },
      constraints: [{ less: 'fast', than: 'slow' }],
      outputs: {
        oscillator: { pane: 'own', description: 'position in the range, -0.5 .. 0.5, or distance in price units' },
        vote: { pane: 'own', range: [-1, 1], vote: true, description: 'sign of the oscillator' },
      },
      first: ({ normalise, normPeriod, erPeriod }) => {
        const first = normalise === true ? Number(normPeriod) - 1 : Number(erPeriod);
        return { oscillator: first, vote: first };
      },
      windowed: false,
      memory: ({ fast, erPeriod }, digits) => Number(erPeriod) + emaMemory(Number(fast), digits),
      agrees: { ff: 'kama_oscillator' },
    },
    kamaOscillator,
    KamaOscillatorStream,
  ),
  defineEntry(
    {
      id: 'regressionCloud',
      file: 'five-in-one/regression-cloud',
      name: 'Regression cloud',
      group: 'five-in-one',
      formula: 'SMA(100) and SMA(100) + 0.1 * sum of weighted differences of 8 regression slopes',
      source,
      inputs: ['close'],
      params: { warmup },
      outputs: {
        total: { pane: 'own', description: 'weighted differences of the slopes in price units' },
        base: { pane: 'price', description: 'simple moving average of 100' },
        cloud: { pane: 'price', description: 'base + 0.1 * total' },
        vote: { pane: 'own', range: [-1, 1], vote: true, description: 'close above both lines, or below both' },
      },
      first: ({ warmup }) => ({ total: 499, base: 99, cloud: 499, vote: warmup === 'vote' ? 99 : 499 }),
      agrees: { ff: 'regression_cloud_filter' },
    },
    regressionCloud,
    RegressionCloudStream,
  ),
  defineEntry(
    {
      id: 'adLine',
      file: 'five-in-one/ad-line',
      name: 'Normalised accumulation/distribution line',
      group: 'five-in-one',
      formula: '(x - min) / (max - min) - 0.5 of the accumulation/distribution line',
      source,
      inputs: ['high', 'low', 'close', 'volume'],
      params: { period: bars(50, [10, 200]), warmup },
      outputs: {
        norm: { pane: 'own', range: [-0.5, 0.5], description: 'position of the line in its range' },
        vote: { pane: 'own', range: [-1, 1], vote: true, description: 'high and rising, or low and falling' },
      },
      first: ({ period, warmup }) =>
        warmup === 'vote' ? { norm: 0, vote: 0 } : { norm: Number(period) - 1, vote: Number(period) + 2 },
      windowed: ({ warmup }) => warmup === 'none',
      memory: ({ period, warmup }) => (warmup === 'vote' ? Number(period) + 2 : 0),
      agrees: { ff: 'ad_line_filter' },
    },
    adLine,
    AdLineStream,
  ),
  defineEntry(
    {
      id: 'obvTrend',
      file: 'five-in-one/obv-trend',
      name: 'Trend of the on-balance volume',
      group: 'five-in-one',
      formula: 'EMA(3) against EMA(9) and EMA(21) of the on-balance volume',
      source,
      inputs: ['close', 'volume'],
      params: {},
      outputs: {
        vote: { pane: 'own', range: [-1, 1], vote: true, description: 'shortest average above both, or below' },
      },
      first: () => ({ vote: 0 }),
      windowed: false,
      memory: (_, digits) => emaMemory(21, digits),
      agrees: { ff: 'obv_filter' },
    },
    obvTrend,
    ObvTrendVote,
  ),
];
