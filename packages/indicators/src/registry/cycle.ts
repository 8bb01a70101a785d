import { DominantCycle, dominantCycle } from '../cycle/dominant-cycle.ts';
import { HilbertTrendline, hilbertTrendline } from '../cycle/hilbert-trendline.ts';
import { Mesa, mesa } from '../cycle/mesa.ts';
import { MesaAlpha, mesaAlpha } from '../cycle/mesa-alpha.ts';
import { defineEntry, type IndicatorEntry, type Parameter } from './entry.ts';
import { choice, decay, number } from './parameters.ts';

const mesaPaper = 'J. F. Ehlers, MESA Adaptive Moving Averages, TASC September 2001';
const rocketScience = 'J. F. Ehlers, Rocket Science for Traders, 2001';

/** Start of the homodyne discriminator. */
export const mesaStart: Parameter = choice(
  ['first', 'ehlers', 'talib'],
  'bar of the first transform, and what comes before it',
);

/** Bars until the discriminator has forgotten its start: four averages in a row, each with weight 0.2, and a limited period. */
export function cycleMemory(digits: number): number {
  return 4 * decay(0.2, digits) + 50;
}

/** Cycles. */
export const cycleEntries: readonly IndicatorEntry[] = [
  defineEntry(
    {
      id: 'mesa',
      file: 'cycle/mesa',
      name: 'Homodyne discriminator',
      group: 'cycle',
      formula: 'period and fall of the phase of the analytic signal (Hilbert transform)',
      source: mesaPaper,
      inputs: ['close'],
      params: { start: mesaStart },
      outputs: {
        period: { pane: 'own', range: [0, 50], description: 'period of the dominant cycle in bars' },
        dPhase: { pane: 'own', range: [1, 180], description: 'fall of the phase in degrees' },
      },
      first: ({ start }) => ({ period: 0, dPhase: start === 'talib' ? 12 : 6 }),
      windowed: false,
      memory: (_, digits) => cycleMemory(digits),
      agrees: { ff: 'mesa_period' },
    },
    mesa,
    Mesa,
  ),
  defineEntry(
    {
      id: 'mesaAlpha',
      file: 'cycle/mesa-alpha',
      name: 'MESA weight',
      group: 'cycle',
      formula: 'max(fastLimit / fall of the phase, slowLimit)',
      source: mesaPaper,
      inputs: ['close'],
      params: {
        fastLimit: number(0.5, [0, 1], [0.3, 0.7], 'greatest weight of the newest price'),
        slowLimit: number(0.05, [0, 1], [0.01, 0.1], 'least weight of the newest price'),
      },
      constraints: [{ less: 'slowLimit', than: 'fastLimit' }],
      outputs: { value: { pane: 'own', range: [0, 1], description: 'weight of the newest price' } },
      first: () => ({ value: 0 }),
      windowed: false,
      memory: (_, digits) => cycleMemory(digits),
      agrees: { ff: 'alpha' },
    },
    mesaAlpha,
    MesaAlpha,
  ),
  defineEntry(
    {
      id: 'dominantCycle',
      file: 'cycle/dominant-cycle',
      name: 'Dominant cycle period',
      group: 'cycle',
      formula: 'y = 0.67 y + 0.33 period of the homodyne discriminator',
      source: rocketScience,
      inputs: ['close'],
      params: {},
      outputs: { value: { pane: 'own', range: [0, 50], description: 'period in bars' } },
      first: () => ({ value: 32 }),
      windowed: false,
      memory: (_, digits) => cycleMemory(digits) + decay(0.33, digits),
      agrees: { talib: 'HT_DCPERIOD' },
    },
    dominantCycle,
    DominantCycle,
  ),
  defineEntry(
    {
      id: 'hilbertTrendline',
      file: 'cycle/hilbert-trendline',
      name: 'Instantaneous trendline',
      group: 'cycle',
      formula: 'mean price over the dominant cycle, smoothed by the weights 4, 3, 2, 1',
      source: rocketScience,
      inputs: ['close'],
      params: {},
      outputs: { value: { pane: 'price', description: 'the trendline' } },
      first: () => ({ value: 63 }),
      windowed: false,
      memory: (_, digits) => cycleMemory(digits) + decay(0.33, digits) + 50,
      agrees: { talib: 'HT_TRENDLINE' },
    },
    hilbertTrendline,
    HilbertTrendline,
  ),
];
