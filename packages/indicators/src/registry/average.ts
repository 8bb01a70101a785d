import { AdaptiveAverages, adaptiveAverages } from '../average/adaptive-averages.ts';
import { Alma, alma } from '../average/alma.ts';
import { Dema, dema } from '../average/dema.ts';
import { Ema, ema, Rma, rma } from '../average/ema.ts';
import { Hma, hma } from '../average/hma.ts';
import { Kama, kama } from '../average/kama.ts';
import { Mama, mama } from '../average/mama.ts';
import { Sma, sma } from '../average/sma.ts';
import { T3, t3 } from '../average/t3.ts';
import { Tema, tema } from '../average/tema.ts';
import { Trima, trima } from '../average/trima.ts';
import { Vwma, vwma } from '../average/vwma.ts';
import { Wma, wma } from '../average/wma.ts';
import { Zlema, zlema } from '../average/zlema.ts';
import { cycleMemory, mesaStart } from './cycle.ts';
import { defineEntry, type IndicatorEntry, type Params } from './entry.ts';
import { bars, choice, decay, emaMemory, number, rmaMemory } from './parameters.ts';

const seed = choice(['sma', 'first'], 'start with the mean of the first values, or with the first one');
const seedFirst = ({ period, seed }: Params) => ({ value: seed === 'first' ? 0 : Number(period) - 1 });
const chainSeed = choice(
  ['sma', 'first', 'staggered'],
  'start of each EMA: mean of its first values, first value, or that with a delay',
);
const chainFirst = (stages: number) => (params: Params) => ({
  value: params.seed === 'first' ? 0 : stages * (Number(params.period) - 1),
});
const chainMemory = (stages: number) => (params: Params, digits: number) =>
  stages * emaMemory(Number(params.period), digits);
const full = ({ period }: Params) => ({ value: Number(period) - 1 });
const mulloy = 'P. G. Mulloy, Smoothing Data with Faster Moving Averages, TASC January 1994';
const ehlers = 'J. F. Ehlers, MESA Adaptive Moving Averages, TASC September 2001';
const output = { value: { pane: 'price', description: 'the average' } } as const;

/** Moving averages. */
export const averageEntries: readonly IndicatorEntry[] = [
  defineEntry(
    {
      id: 'sma',
      file: 'average/sma',
      name: 'Simple moving average',
      group: 'average',
      formula: 'mean of the last period values',
      source: 'common knowledge',
      inputs: ['close'],
      params: { period: bars(20, [2, 300]) },
      outputs: output,
      first: full,
      agrees: { talib: 'SMA', pine: 'ta.sma', tulip: 'sma', pandas: 'rolling.mean' },
    },
    sma,
    Sma,
  ),
  defineEntry(
    {
      id: 'ema',
      file: 'average/ema',
      name: 'Exponential moving average',
      group: 'average',
      formula: 'y = (1 - a) y + a x, a = 2 / (period + 1)',
      source: 'R. G. Brown, Statistical Forecasting for Inventory Control, 1959',
      inputs: ['close'],
      params: { period: bars(20, [2, 300], 'length'), seed },
      outputs: output,
      first: seedFirst,
      windowed: false,
      memory: ({ period }, digits) => emaMemory(Number(period), digits),
      agrees: { talib: 'EMA', pine: 'ta.ema', tulip: 'ema', pandas: 'ewm.mean' },
    },
    ema,
    Ema,
  ),
  defineEntry(
    {
      id: 'rma',
      file: 'average/ema',
      name: "Wilder's moving average",
      group: 'average',
      formula: 'y = (1 - a) y + a x, a = 1 / period',
      source: 'J. W. Wilder, New Concepts in Technical Trading Systems, 1978',
      inputs: ['close'],
      params: { period: bars(14, [2, 300], 'length'), seed },
      outputs: output,
      first: seedFirst,
      windowed: false,
      memory: ({ period }, digits) => rmaMemory(Number(period), digits),
      agrees: { pine: 'ta.rma', tulip: 'wilders', pandas: 'ewm.mean' },
    },
    rma,
    Rma,
  ),
  defineEntry(
    {
      id: 'wma',
      file: 'average/wma',
      name: 'Linearly weighted moving average',
      group: 'average',
      formula: 'weights period, period - 1, .. 1 from the newest value on',
      source: 'common knowledge',
      inputs: ['close'],
      params: { period: bars(20, [2, 300]) },
      outputs: output,
      first: full,
      agrees: { talib: 'WMA', pine: 'ta.wma', tulip: 'wma' },
    },
    wma,
    Wma,
  ),
  defineEntry(
    {
      id: 'hma',
      file: 'average/hma',
      name: 'Hull moving average',
      group: 'average',
      formula: 'wma(2 wma(x, period / 2) - wma(x, period), sqrt(period))',
      source: 'A. Hull, How to reduce lag in a moving average, 2005',
      inputs: ['close'],
      params: { period: bars(20, [4, 300], 'length of the longer average', 2) },
      outputs: output,
      first: ({ period }) => ({ value: Number(period) + Math.floor(Math.sqrt(Number(period))) - 2 }),
      agrees: { pine: 'ta.hma', tulip: 'hma' },
    },
    hma,
    Hma,
  ),
  defineEntry(
    {
      id: 'trima',
      file: 'average/trima',
      name: 'Triangular moving average',
      group: 'average',
      formula: 'mean of means, lengths adding up to period + 1',
      source: 'common knowledge',
      inputs: ['close'],
      params: { period: bars(20, [3, 300]) },
      outputs: output,
      first: full,
      agrees: { talib: 'TRIMA', tulip: 'trima' },
    },
    trima,
    Trima,
  ),
  defineEntry(
    {
      id: 'vwma',
      file: 'average/vwma',
      name: 'Volume-weighted moving average',
      group: 'average',
      formula: 'sum(close volume) / sum(volume) over period bars',
      source: 'common knowledge',
      inputs: ['close', 'volume'],
      params: { period: bars(20, [2, 300]) },
      outputs: output,
      first: full,
      agrees: { pine: 'ta.vwma', tulip: 'vwma' },
    },
    vwma,
    Vwma,
  ),
  defineEntry(
    {
      id: 'alma',
      file: 'average/alma',
      name: 'Arnaud Legoux moving average',
      group: 'average',
      formula: 'weights of a bell around offset (period - 1), standard deviation period / sigma',
      source: 'A. Legoux and D. Kouzis-Loukas, ALMA, 2009',
      inputs: ['close'],
      params: {
        period: bars(20, [3, 200]),
        offset: number(0.85, [0, 1], [0.5, 1], 'place of the greatest weight: 0 oldest, 1 newest'),
        sigma: number(6, [0.001, 1000], [2, 12], 'standard deviations in the window: the more, the narrower'),
      },
      outputs: output,
      first: full,
      agrees: { pine: 'ta.alma' },
    },
    alma,
    Alma,
  ),
  defineEntry(
    {
      id: 'dema',
      file: 'average/dema',
      name: 'Double exponential moving average',
      group: 'average',
      formula: '2 e1 - e2, e1 = ema(x), e2 = ema(e1)',
      source: mulloy,
      inputs: ['close'],
      params: { period: bars(20, [2, 200], 'length'), seed: chainSeed },
      outputs: output,
      first: chainFirst(2),
      windowed: false,
      memory: chainMemory(2),
      agrees: { talib: 'DEMA', tulip: 'dema', pandas: 'ewm.mean' },
    },
    dema,
    Dema,
  ),
  defineEntry(
    {
      id: 'tema',
      file: 'average/tema',
      name: 'Triple exponential moving average',
      group: 'average',
      formula: '3 e1 - 3 e2 + e3, each the EMA of the one before',
      source: mulloy,
      inputs: ['close'],
      params: { period: bars(20, [2, 200], 'length'), seed: chainSeed },
      outputs: output,
      first: chainFirst(3),
      windowed: false,
      memory: chainMemory(3),
      agrees: { talib: 'TEMA', tulip: 'tema', pandas: 'ewm.mean' },
    },
    tema,
    Tema,
  ),
  defineEntry(
    {
      id: 't3',
      file: 'average/t3',
      name: "Tillson's T3",
      group: 'average',
      formula: 'the filter (1 + v) ema - v ema(ema) three times',
      source: 'T. Tillson, Smoothing Techniques for More Accurate Signals, TASC January 1998',
      inputs: ['close'],
      params: {
        period: bars(5, [2, 50], 'length of each EMA'),
        volumeFactor: number(0.7, [0, 1], [0, 1], 'strength of the correction'),
        seed: chainSeed,
      },
      outputs: output,
      first: chainFirst(6),
      windowed: false,
      memory: chainMemory(6),
      agrees: { talib: 'T3' },
    },
    t3,
    T3,
  ),
  defineEntry(
    {
      id: 'zlema',
      file: 'average/zlema',
      name: 'Zero-lag exponential moving average',
      group: 'average',
      formula: 'ema(2 x - x[lag]), lag = (period - 1) / 2',
      source: 'J. F. Ehlers and R. Way, Zero Lag (Well, Almost), TASC November 2010',
      inputs: ['close'],
      params: { period: bars(20, [3, 300], 'length') },
      outputs: output,
      first: ({ period }) => ({ value: Math.max(0, Math.floor((Number(period) - 1) / 2) - 1) }),
      windowed: false,
      memory: ({ period }, digits) => Number(period) + emaMemory(Number(period), digits),
      agrees: { tulip: 'zlema' },
    },
    zlema,
    Zlema,
  ),
  defineEntry(
    {
      id: 'kama',
      file: 'average/kama',
      name: "Kaufman's adaptive moving average",
      group: 'average',
      formula: 'y = (1 - w) y + w x, sqrt(w) between the slow and the fast EMA weight by the efficiency ratio',
      source: 'P. J. Kaufman, Smarter Trading, 1995',
      inputs: ['close'],
      params: {
        period: bars(10, [2, 100], 'changes in the efficiency ratio'),
        fast: bars(2, [2, 10], 'length of the fastest EMA'),
        slow: bars(30, [10, 100], 'length of the slowest EMA'),
        publish: choice(['average', 'seed'], 'first value: the first average, or the price it starts from'),
      },
      outputs: output,
      first: ({ period, publish }) => ({ value: Number(period) - (publish === 'seed' ? 1 : 0) }),
      constraints: [{ less: 'fast', than: 'slow' }],
      windowed: false,
      memory: ({ period, fast, slow }, digits) =>
        Number(period) + decay((2 / (Math.max(Number(fast), Number(slow)) + 1)) ** 2, digits),
      agrees: { talib: 'KAMA', tulip: 'kama' },
    },
    kama,
    Kama,
  ),
  defineEntry(
    {
      id: 'mama',
      file: 'average/mama',
      name: 'MESA adaptive moving averages',
      group: 'average',
      formula:
        'mama = (1 - a) mama + a x, fama the same of mama with a / 2; a = fastLimit / fall of the phase, within the limits',
      source: ehlers,
      inputs: ['close'],
      params: {
        fastLimit: number(0.5, [0, 1], [0.3, 0.7], 'greatest weight of the newest price'),
        slowLimit: number(0.05, [0, 1], [0.01, 0.1], 'least weight of the newest price'),
        start: mesaStart,
      },
      outputs: {
        mama: { pane: 'price', description: 'the average' },
        fama: { pane: 'price', description: 'its following average' },
      },
      first: ({ start }) => ({ mama: start === 'talib' ? 32 : 0, fama: start === 'talib' ? 32 : 0 }),
      constraints: [{ less: 'slowLimit', than: 'fastLimit' }],
      windowed: false,
      memory: ({ slowLimit }, digits) =>
        cycleMemory(digits) + decay(Number(slowLimit), digits) + decay(Number(slowLimit) / 2, digits),
      agrees: { talib: 'MAMA', ff: 'mama_fama' },
    },
    mama,
    Mama,
  ),
  defineEntry(
    {
      id: 'adaptiveAverages',
      file: 'average/adaptive-averages',
      name: 'Coupled adaptive averages',
      group: 'average',
      formula: 'mama, fama and kama whose weights follow phase and efficiency ratio',
      source: 'FINAL TRIGGER',
      inputs: ['close'],
      params: { period: bars(20, [5, 100], 'changes in the efficiency ratio') },
      outputs: {
        mama: { pane: 'price', description: 'average with the weight alpha' },
        fama: { pane: 'price', description: 'its following average' },
        kama: { pane: 'price', description: 'average with the slower weight' },
        er: { pane: 'own', range: [0, 1], description: 'efficiency ratio' },
        alpha: { pane: 'own', range: [0, 1], description: 'weight of the newest price in mama' },
      },
      first: () => ({ mama: 0, fama: 0, kama: 0, er: 0, alpha: 0 }),
      windowed: false,
      // The weights depend on the market alone: this is what random walks need.
      memory: ({ period }, digits) => Number(period) + cycleMemory(digits) + 10 * Number(period) * digits,
      agrees: { ff: 'mama_fama_kama' },
    },
    adaptiveAverages,
    AdaptiveAverages,
  ),
];
