import { Adx, Adxr, adx, adxr, Dx, dx } from '../trend/adx.ts';
import { Aroon, aroon } from '../trend/aroon.ts';
import { Choppiness, choppiness } from '../trend/choppiness.ts';
import { EfficiencyRatio, efficiencyRatio } from '../trend/efficiency-ratio.ts';
import { Ichimoku, ichimoku } from '../trend/ichimoku.ts';
import { ParabolicSar, parabolicSar } from '../trend/parabolic-sar.ts';
import { Supertrend, supertrend } from '../trend/supertrend.ts';
import { Vortex, vortex } from '../trend/vortex.ts';
import { defineEntry, type IndicatorEntry, type Params } from './entry.ts';
import { bars, choice, number, rmaMemory } from './parameters.ts';

const wilder = 'J. W. Wilder, New Concepts in Technical Trading Systems, 1978';

const directional = {
  period: bars(14, [2, 100], 'length of every average'),
  seed: choice(['sma', 'sum', 'early-sum', 'first', 'zero'], 'start of the averages'),
  ties: choice(['neither', 'both'], 'what counts on a bar that moves as far up as down'),
};
const smoothing = choice(['rma', 'sma'], "average of DX: Wilder's or the simple one");
const percent = { pane: 'own', range: [0, 100] } as const;

function dxFirst({ period, seed }: Params): number {
  if (seed === 'first' || seed === 'zero') return 0;
  return seed === 'early-sum' ? Math.max(Number(period) - 1, 1) : Number(period);
}

function adxFirst(params: Params): number {
  const { period, seed, smoothing } = params;
  if (smoothing === 'rma' && (seed === 'first' || seed === 'zero')) return seed === 'first' ? 1 : 0;
  return dxFirst(params) + Number(period) - 1;
}

/** The first bar has no movement, whatever the weight of it. */
function movementMemory(period: number, digits: number): number {
  return Math.max(1, rmaMemory(period, digits));
}

function adxMemory({ period, smoothing }: Params, digits: number): number {
  const memory = movementMemory(Number(period), digits);
  return memory + (smoothing === 'rma' ? memory : Number(period));
}

/** Trend indicators. */
export const trendEntries: readonly IndicatorEntry[] = [
  defineEntry(
    {
      id: 'efficiencyRatio',
      file: 'trend/efficiency-ratio',
      name: "Kaufman's efficiency ratio",
      group: 'trend',
      formula: '|net change over period bars| / sum of the absolute changes on the way',
      source: 'P. J. Kaufman, Smarter Trading, 1995',
      inputs: ['close'],
      params: { period: bars(20, [2, 200], 'changes in the path') },
      outputs: { value: { pane: 'own', range: [0, 1], description: '1 on a straight path, 0 without net change' } },
      first: () => ({ value: 0 }),
      windowed: false,
      memory: ({ period }) => Number(period),
      agrees: { ff: 'efficiency ratio' },
    },
    efficiencyRatio,
    EfficiencyRatio,
  ),
  defineEntry(
    {
      id: 'adx',
      file: 'trend/adx',
      name: 'Average directional index',
      group: 'trend',
      formula: 'average of DX; DI = 100 average movement / average true range',
      source: wilder,
      inputs: ['high', 'low', 'close'],
      params: { ...directional, smoothing },
      outputs: {
        adx: { ...percent, description: 'strength of the trend' },
        plusDi: { ...percent, description: 'upward movement in percent of the range' },
        minusDi: { ...percent, description: 'downward movement in percent of the range' },
      },
      first: (params) => ({ adx: adxFirst(params), plusDi: dxFirst(params), minusDi: dxFirst(params) }),
      windowed: false,
      memory: adxMemory,
      agrees: {
        talib: 'ADX, PLUS_DI, MINUS_DI',
        pine: 'ta.dmi',
        tulip: 'adx, di',
        pandas: 'ewm.mean',
        ff: 'compute_adx',
      },
    },
    adx,
    Adx,
  ),
  defineEntry(
    {
      id: 'dx',
      file: 'trend/adx',
      name: 'Directional movement index',
      group: 'trend',
      formula: '100 |P - M| / (P + M), averages of upward and downward movement',
      source: wilder,
      inputs: ['high', 'low', 'close'],
      params: directional,
      outputs: { value: { ...percent, description: 'imbalance of the movements' } },
      first: (params) => ({ value: dxFirst(params) }),
      windowed: false,
      memory: ({ period }, digits) => movementMemory(Number(period), digits),
      agrees: { talib: 'DX', tulip: 'dx', pandas: 'ewm.mean' },
    },
    dx,
    Dx,
  ),
  defineEntry(
    {
      id: 'adxr',
      file: 'trend/adx',
      name: 'Average directional index rating',
      group: 'trend',
      formula: '(ADX + ADX of period - 1 bars ago) / 2',
      source: wilder,
      inputs: ['high', 'low', 'close'],
      params: { ...directional, smoothing },
      outputs: { value: { ...percent, description: 'strength of the trend' } },
      first: (params) => ({ value: adxFirst(params) + Number(params.period) - 1 }),
      windowed: false,
      memory: (params, digits) => adxMemory(params, digits) + Number(params.period),
      agrees: { talib: 'ADXR', tulip: 'adxr' },
    },
    adxr,
    Adxr,
  ),
  defineEntry(
    {
      id: 'aroon',
      file: 'trend/aroon',
      name: 'Aroon',
      group: 'trend',
      formula: '100 (period - bars since the extreme) / period',
      source: 'T. S. Chande, A Time Price Oscillator, TASC September 1995',
      inputs: ['high', 'low'],
      params: { period: bars(14, [5, 100], 'bars back to the oldest one in the window') },
      outputs: {
        up: { ...percent, description: 'how recent the highest high is' },
        down: { ...percent, description: 'how recent the lowest low is' },
        oscillator: { pane: 'own', range: [-100, 100], description: 'up - down' },
      },
      first: ({ period }) => ({ up: Number(period), down: Number(period), oscillator: Number(period) }),
      agrees: { talib: 'AROON, AROONOSC', tulip: 'aroon, aroonosc' },
    },
    aroon,
    Aroon,
  ),
  defineEntry(
    {
      id: 'ichimoku',
      file: 'trend/ichimoku',
      name: 'Ichimoku',
      group: 'trend',
      formula: '(highest high + lowest low) / 2 over three windows, and the mean of the first two',
      source: 'G. Hosoda, Ichimoku Kinko Hyo, 1969',
      inputs: ['high', 'low'],
      params: {
        tenkan: bars(9, [2, 60], 'window of the conversion line'),
        kijun: bars(26, [5, 150], 'window of the base line'),
        senkouB: bars(52, [10, 300], 'window of the second leading span'),
      },
      constraints: [
        { less: 'tenkan', than: 'kijun' },
        { less: 'kijun', than: 'senkouB' },
      ],
      outputs: {
        tenkan: { pane: 'price', description: 'conversion line' },
        kijun: { pane: 'price', description: 'base line' },
        spanA: { pane: 'price', description: 'first leading span, not displaced' },
        spanB: { pane: 'price', description: 'second leading span, not displaced' },
      },
      first: ({ tenkan, kijun, senkouB }) => ({
        tenkan: Number(tenkan) - 1,
        kijun: Number(kijun) - 1,
        spanA: Math.max(Number(tenkan), Number(kijun)) - 1,
        spanB: Number(senkouB) - 1,
      }),
      agrees: { ff: 'Ichimoku.compute' },
    },
    ichimoku,
    Ichimoku,
  ),
  defineEntry(
    {
      id: 'parabolicSar',
      file: 'trend/parabolic-sar',
      name: 'Parabolic stop and reverse',
      group: 'trend',
      formula: 'stop + acceleration (extreme - stop), turned when the price reaches it',
      source: wilder,
      inputs: ['high', 'low', 'close'],
      params: {
        start: number(0.02, [0, 1], [0.01, 0.1], 'acceleration with which a trend starts'),
        step: number(0.02, [0, 1], [0.01, 0.1], 'what a new extreme adds to the acceleration'),
        max: number(0.2, [0, 1], [0.1, 0.5], 'largest acceleration'),
        variant: choice(['wilder', 'pine', 'tulip'], 'when the stop is reached, and how the first trend starts'),
      },
      outputs: { value: { pane: 'price', description: 'stop of the trend' } },
      first: () => ({ value: 1 }),
      windowed: false,
      // Two stops are one for good once they turn on the same bar. On 400 random walks that took fewer than 2 / pace bars.
      memory: ({ start, step, max }) => 5 / Math.min((Number(start) + Number(step)) / 2, Number(max)),
      agrees: { talib: 'SAR', pine: 'ta.sar', tulip: 'psar' },
    },
    parabolicSar,
    ParabolicSar,
  ),
  defineEntry(
    {
      id: 'supertrend',
      file: 'trend/supertrend',
      name: 'Supertrend',
      group: 'trend',
      formula: '(high + low) / 2 -+ multiple ATR, never away from the price',
      source: 'O. Seban; as in Pine',
      inputs: ['high', 'low', 'close'],
      params: {
        period: bars(10, [5, 100], 'length of the average range'),
        multiple: number(3, [0, Number.MAX_VALUE], [1, 6], 'average ranges between price and band'),
      },
      outputs: {
        line: { pane: 'price', description: 'band on the side that the trend comes from' },
        direction: { pane: 'own', range: [-1, 1], description: '-1 upward, 1 downward' },
      },
      first: ({ period }) => ({ line: Number(period) - 1, direction: Number(period) - 1 }),
      windowed: false,
      // After the range, the bands: two are one once the price has been beyond them. On random walks that took 2 multiple^2 bars.
      memory: ({ period, multiple }, digits) => rmaMemory(Number(period), digits) + 10 * (1 + Number(multiple) ** 2),
      agrees: { pine: 'ta.supertrend' },
    },
    supertrend,
    Supertrend,
  ),
  defineEntry(
    {
      id: 'vortex',
      file: 'trend/vortex',
      name: 'Vortex indicator',
      group: 'trend',
      formula: 'sums of |high - previous low| and |low - previous high| over the sum of true ranges',
      source: 'E. Botes, D. Siepman, The Vortex Indicator, 2010',
      inputs: ['high', 'low', 'close'],
      params: { period: bars(14, [5, 100], 'movements in the sums') },
      outputs: {
        plus: { pane: 'own', description: 'upward movement over the range' },
        minus: { pane: 'own', description: 'downward movement over the range' },
      },
      first: ({ period }) => ({ plus: Number(period), minus: Number(period) }),
      agrees: {},
    },
    vortex,
    Vortex,
  ),
  defineEntry(
    {
      id: 'choppiness',
      file: 'trend/choppiness',
      name: 'Choppiness index',
      group: 'trend',
      formula: '100 log(sum of true ranges / (highest high - lowest low)) / log(period)',
      source: 'E. W. Dreiss',
      inputs: ['high', 'low', 'close'],
      params: { period: bars(14, [5, 100], undefined, 2) },
      outputs: { value: { pane: 'own', description: 'path over span, 0 straight, 100 on the spot' } },
      first: ({ period }) => ({ value: Number(period) - 1 }),
      // The first range in the window looks at the close before it.
      memory: () => 1,
      agrees: {},
    },
    choppiness,
    Choppiness,
  ),
];
