import { Apo, apo } from '../momentum/apo.ts';
import { Cci, CciOf, cci, cciOf } from '../momentum/cci.ts';
import { CenterOfGravity, centerOfGravity } from '../momentum/center-of-gravity.ts';
import { Cmo, cmo } from '../momentum/cmo.ts';
import { Macd, macd } from '../momentum/macd.ts';
import { Momentum, momentum } from '../momentum/momentum.ts';
import { Ppo, ppo } from '../momentum/ppo.ts';
import { Roc, roc } from '../momentum/roc.ts';
import { Rsi, rsi } from '../momentum/rsi.ts';
import { Stochastic, stochastic } from '../momentum/stochastic.ts';
import { StochasticRsi, stochasticRsi } from '../momentum/stochastic-rsi.ts';
import { Trix, trix } from '../momentum/trix.ts';
import { Tsi, tsi } from '../momentum/tsi.ts';
import { UltimateOscillator, ultimateOscillator } from '../momentum/ultimate-oscillator.ts';
import { WilliamsR, williamsR } from '../momentum/williams-r.ts';
import { defineEntry, type IndicatorEntry, type Params } from './entry.ts';
import { bars, choice, emaMemory, rmaMemory } from './parameters.ts';

const fast = bars(12, [2, 100], 'length of the fast average');
const slow = bars(26, [3, 300], 'length of the slow average');
const signal = bars(9, [2, 50], 'length of the average of the line');
const seed = choice(['sma', 'first'], 'start with the mean of the first values, or with the first one');
const fastSlow = [{ less: 'fast', than: 'slow' }] as const;
const longer = ({ fast, slow }: Params): number => Math.max(Number(fast), Number(slow));

/** First bars of a line of two averages, and of the average of that. */
const convergenceFirst = (params: Params) => {
  const line = params.seed === 'first' ? 0 : longer(params) - 1;
  const average = params.seed === 'first' || params.seed === 'tulip' ? line : line + Number(params.signal) - 1;
  return { line, signal: average, histogram: average };
};
/** Tulip's slow weight, 0.075, is a little more than 2 / 27: it forgets sooner. */
const convergenceMemory = (params: Params, digits: number): number =>
  emaMemory(longer(params), digits) + emaMemory(Number(params.signal), digits);

const stochasticParams = {
  period: bars(14, [2, 200], 'bars of the range'),
  slowing: bars(3, [1, 30], 'bars of the mean that makes %K; 1 = fast stochastic'),
  signal: bars(3, [1, 30], 'bars of the mean that makes %D'),
};
const stochasticOutputs = {
  raw: { pane: 'own', range: [0, 100], description: 'place in the range in percent' },
  k: { pane: 'own', range: [0, 100], description: '%K: mean of the place' },
  d: { pane: 'own', range: [0, 100], description: '%D: mean of %K' },
} as const;
const stochasticFirst = ({ period, slowing, signal }: Params, start: number) => {
  const raw = start + Number(period) - 1;
  const k = raw + Number(slowing) - 1;
  return { raw, k, d: k + Number(signal) - 1 };
};

const deviations = { value: { pane: 'own', description: 'distance in 0.015 mean deviations' } } as const;
const untilPeriod = ({ period }: Params) => ({ value: Number(period) - 1 });
const afterPeriod = ({ period }: Params) => ({ value: Number(period) });

/** Momentum and oscillators. */
export const momentumEntries: readonly IndicatorEntry[] = [
  defineEntry(
    {
      id: 'rsi',
      file: 'momentum/rsi',
      name: 'Relative strength index',
      group: 'momentum',
      formula: '100 G / (G + L), averages of gains and losses',
      source: 'J. W. Wilder, New Concepts in Technical Trading Systems, 1978; T. Cutler for the simple average',
      inputs: ['close'],
      params: {
        period: bars(14, [2, 100], 'changes in the average'),
        smoothing: choice(
          ['wilder', 'ewm', 'cutler'],
          "Wilder's average, the same from the first change on, or a simple one",
        ),
      },
      outputs: { value: { pane: 'own', range: [0, 100], description: 'share of gains in percent' } },
      first: ({ period, smoothing }) => ({ value: smoothing === 'ewm' ? 1 : Number(period) }),
      windowed: ({ smoothing }) => smoothing === 'cutler',
      memory: ({ period, smoothing }, digits) => (smoothing === 'cutler' ? 0 : rmaMemory(Number(period), digits)),
      agrees: { talib: 'RSI', pine: 'ta.rsi', tulip: 'rsi', pandas: 'ewm.mean of gains and losses' },
    },
    rsi,
    Rsi,
  ),
  defineEntry(
    {
      id: 'cmo',
      file: 'momentum/cmo',
      name: 'Chande momentum oscillator',
      group: 'momentum',
      formula: '100 (G - L) / (G + L), sums of gains and losses',
      source: 'T. S. Chande, S. Kroll, The New Technical Trader, 1994',
      inputs: ['close'],
      params: {
        period: bars(14, [2, 100], 'changes in the sums'),
        smoothing: choice(['sums', 'wilder'], "plain sums of the changes, or Wilder's averages"),
      },
      outputs: { value: { pane: 'own', range: [-100, 100], description: 'net change in percent of the path' } },
      first: afterPeriod,
      windowed: ({ smoothing }) => smoothing === 'sums',
      memory: ({ period, smoothing }, digits) => (smoothing === 'sums' ? 0 : rmaMemory(Number(period), digits)),
      agrees: { talib: 'CMO', pine: 'ta.cmo', tulip: 'cmo' },
    },
    cmo,
    Cmo,
  ),
  defineEntry(
    {
      id: 'stochastic',
      file: 'momentum/stochastic',
      name: 'Stochastic oscillator',
      group: 'momentum',
      formula: '100 (close - lowest low) / (highest high - lowest low), its mean, and the mean of that',
      source: "G. C. Lane, Lane's Stochastics, 1984",
      inputs: ['high', 'low', 'close'],
      params: stochasticParams,
      outputs: stochasticOutputs,
      first: (params) => stochasticFirst(params, 0),
      agrees: { talib: 'STOCH', pine: 'ta.stoch', tulip: 'stoch' },
    },
    stochastic,
    Stochastic,
  ),
  defineEntry(
    {
      id: 'stochasticRsi',
      file: 'momentum/stochastic-rsi',
      name: 'Stochastic RSI',
      group: 'momentum',
      formula: '100 (RSI - lowest RSI) / (highest RSI - lowest RSI), its mean, and the mean of that',
      source: 'T. S. Chande, S. Kroll, The New Technical Trader, 1994',
      inputs: ['close'],
      params: { rsiPeriod: bars(14, [2, 100], 'changes in the average of the RSI'), ...stochasticParams },
      outputs: stochasticOutputs,
      first: (params) => stochasticFirst(params, Number(params.rsiPeriod)),
      windowed: false,
      // The range of the RSI may be a hundredth of its scale, and magnifies what is left of the past.
      memory: ({ rsiPeriod }, digits) => rmaMemory(Number(rsiPeriod), digits + 2),
      agrees: { talib: 'STOCHRSI', tulip: 'stochrsi' },
    },
    stochasticRsi,
    StochasticRsi,
  ),
  defineEntry(
    {
      id: 'macd',
      file: 'momentum/macd',
      name: 'Moving average convergence/divergence',
      group: 'momentum',
      formula: 'EMA(fast) - EMA(slow), its EMA, and the difference of the two',
      source: 'G. Appel, Technical Analysis: Power Tools for Active Investors, 2005',
      inputs: ['close'],
      params: {
        fast,
        slow,
        signal,
        seed: choice(
          ['sma', 'aligned', 'first', 'tulip'],
          'means of the first values, the same with a common start, the first value, or all that Tulip does',
        ),
      },
      constraints: fastSlow,
      outputs: {
        line: { pane: 'own', description: 'fast less slow average' },
        signal: { pane: 'own', description: 'average of the line' },
        histogram: { pane: 'own', description: 'line less signal' },
      },
      first: convergenceFirst,
      windowed: false,
      memory: convergenceMemory,
      agrees: { talib: 'MACD', pine: 'ta.macd', tulip: 'macd', pandas: 'ewm.mean' },
    },
    macd,
    Macd,
  ),
  defineEntry(
    {
      id: 'ppo',
      file: 'momentum/ppo',
      name: 'Percentage price oscillator',
      group: 'momentum',
      formula: '100 (EMA(fast) - EMA(slow)) / EMA(slow), its EMA, and the difference of the two',
      source: 'G. Appel, Technical Analysis: Power Tools for Active Investors, 2005',
      inputs: ['close'],
      params: { fast, slow, signal, seed },
      constraints: fastSlow,
      outputs: {
        line: { pane: 'own', description: 'fast less slow average in percent of the slow one' },
        signal: { pane: 'own', description: 'average of the line' },
        histogram: { pane: 'own', description: 'line less signal' },
      },
      first: convergenceFirst,
      windowed: false,
      memory: convergenceMemory,
      agrees: { talib: 'PPO', tulip: 'ppo', pandas: 'ewm.mean' },
    },
    ppo,
    Ppo,
  ),
  defineEntry(
    {
      id: 'apo',
      file: 'momentum/apo',
      name: 'Absolute price oscillator',
      group: 'momentum',
      formula: 'EMA(fast) - EMA(slow)',
      source: 'G. Appel, Technical Analysis: Power Tools for Active Investors, 2005',
      inputs: ['close'],
      params: { fast, slow, seed },
      constraints: fastSlow,
      outputs: { value: { pane: 'own', description: 'fast less slow average' } },
      first: (params) => ({ value: params.seed === 'first' ? 0 : longer(params) - 1 }),
      windowed: false,
      memory: (params, digits) => emaMemory(longer(params), digits),
      agrees: { talib: 'APO', tulip: 'apo', pandas: 'ewm.mean' },
    },
    apo,
    Apo,
  ),
  defineEntry(
    {
      id: 'trix',
      file: 'momentum/trix',
      name: 'TRIX',
      group: 'momentum',
      formula: '100 (E - previous E) / previous E, E = EMA(EMA(EMA(x)))',
      source: 'J. Hutson, Good TRIX, 1983',
      inputs: ['close'],
      params: {
        period: bars(15, [2, 100], 'length of each average'),
        seed: choice(
          ['sma', 'first', 'tulip'],
          'start with the mean of the first values, the first one, or all that Tulip does',
        ),
      },
      outputs: { value: { pane: 'own', description: 'change in percent' } },
      first: ({ period, seed }) => ({ value: seed === 'first' ? 1 : 3 * (Number(period) - 1) + 1 }),
      windowed: false,
      memory: ({ period }, digits) => 3 * emaMemory(Number(period), digits),
      agrees: { talib: 'TRIX', tulip: 'trix', pandas: 'ewm.mean' },
    },
    trix,
    Trix,
  ),
  defineEntry(
    {
      id: 'tsi',
      file: 'momentum/tsi',
      name: 'True strength index',
      group: 'momentum',
      formula: '100 EMA(EMA(d, long), short) / EMA(EMA(|d|, long), short), d = change',
      source: 'W. Blau, Momentum, Direction, and Divergence, 1995',
      inputs: ['close'],
      params: {
        long: bars(25, [3, 100], 'length of the first average'),
        short: bars(13, [2, 50], 'length of the second average'),
        seed,
      },
      constraints: [{ less: 'short', than: 'long' }],
      outputs: { value: { pane: 'own', range: [-100, 100], description: 'net change in percent of the path' } },
      first: ({ long, short, seed }) => ({ value: seed === 'first' ? 1 : Number(long) + Number(short) - 1 }),
      windowed: false,
      memory: ({ long, short }, digits) => emaMemory(Number(long), digits) + emaMemory(Number(short), digits),
      agrees: { pine: '100 ta.tsi', pandas: 'ewm.mean' },
    },
    tsi,
    Tsi,
  ),
  defineEntry(
    {
      id: 'roc',
      file: 'momentum/roc',
      name: 'Rate of change',
      group: 'momentum',
      formula: '100 (x - x[period]) / x[period]',
      source: 'common knowledge',
      inputs: ['close'],
      params: { period: bars(10, [1, 200], 'bars back') },
      outputs: { value: { pane: 'own', description: 'change in percent' } },
      first: afterPeriod,
      agrees: { talib: 'ROC', pine: 'ta.roc', tulip: '100 roc', pandas: '100 pct_change' },
    },
    roc,
    Roc,
  ),
  defineEntry(
    {
      id: 'momentum',
      file: 'momentum/momentum',
      name: 'Momentum',
      group: 'momentum',
      formula: 'x - x[period]',
      source: 'common knowledge',
      inputs: ['close'],
      params: { period: bars(10, [1, 200], 'bars back') },
      outputs: { value: { pane: 'own', description: 'change' } },
      first: afterPeriod,
      agrees: { talib: 'MOM', pine: 'ta.mom', tulip: 'mom', pandas: 'diff' },
    },
    momentum,
    Momentum,
  ),
  defineEntry(
    {
      id: 'williamsR',
      file: 'momentum/williams-r',
      name: 'Williams %R',
      group: 'momentum',
      formula: '100 (close - highest high) / (highest high - lowest low)',
      source: 'L. Williams, How I Made One Million Dollars Last Year Trading Commodities, 1973',
      inputs: ['high', 'low', 'close'],
      params: { period: bars(14, [2, 200], 'bars of the range') },
      outputs: {
        value: { pane: 'own', range: [-100, 0], description: 'distance from the top in percent of the range' },
      },
      first: untilPeriod,
      agrees: { talib: 'WILLR', pine: 'ta.wpr', tulip: 'willr' },
    },
    williamsR,
    WilliamsR,
  ),
  defineEntry(
    {
      id: 'cci',
      file: 'momentum/cci',
      name: 'Commodity channel index',
      group: 'momentum',
      formula: '(t - mean t) / (0.015 mean |t - mean t|), t = (high + low + close) / 3',
      source: 'D. R. Lambert, Commodity Channel Index, 1980',
      inputs: ['high', 'low', 'close'],
      params: { period: bars(20, [2, 200]) },
      outputs: deviations,
      first: untilPeriod,
      agrees: { talib: 'CCI', pine: 'ta.cci of hlc3', tulip: 'cci' },
    },
    cci,
    Cci,
  ),
  defineEntry(
    {
      id: 'cciOf',
      file: 'momentum/cci',
      name: 'Commodity channel index of a series',
      group: 'momentum',
      formula: '(x - mean x) / (0.015 mean |x - mean x|)',
      source: 'D. R. Lambert, Commodity Channel Index, 1980',
      inputs: ['close'],
      params: { period: bars(20, [2, 200]) },
      outputs: deviations,
      first: untilPeriod,
      agrees: { pine: 'ta.cci' },
    },
    cciOf,
    CciOf,
  ),
  defineEntry(
    {
      id: 'ultimateOscillator',
      file: 'momentum/ultimate-oscillator',
      name: 'Ultimate oscillator',
      group: 'momentum',
      formula: '100 (4 B7 / R7 + 2 B14 / R14 + B28 / R28) / 7, sums of buying pressure and true range',
      source: 'L. Williams, The Ultimate Oscillator, 1985',
      inputs: ['high', 'low', 'close'],
      params: {
        short: bars(7, [2, 50], 'bars of the window that counts four times'),
        medium: bars(14, [3, 100], 'bars of the window that counts twice'),
        long: bars(28, [4, 200], 'bars of the window that counts once'),
      },
      constraints: [
        { less: 'short', than: 'medium' },
        { less: 'medium', than: 'long' },
      ],
      outputs: { value: { pane: 'own', range: [0, 100], description: 'pressure in percent of the range' } },
      first: ({ short, medium, long }) => ({ value: Math.max(Number(short), Number(medium), Number(long)) }),
      agrees: { talib: 'ULTOSC', tulip: 'ultosc' },
    },
    ultimateOscillator,
    UltimateOscillator,
  ),
  defineEntry(
    {
      id: 'centerOfGravity',
      file: 'momentum/center-of-gravity',
      name: 'Center of gravity',
      group: 'momentum',
      formula: '-sum(k x[k - 1]) / sum(x[k - 1]), k = 1 .. period',
      source: 'J. F. Ehlers, The Center of Gravity Oscillator, 2002',
      inputs: ['close'],
      params: { period: bars(10, [2, 100]) },
      outputs: { value: { pane: 'own', description: 'minus the bar where the window balances, 1 = newest' } },
      first: untilPeriod,
      agrees: { pine: 'ta.cog' },
    },
    centerOfGravity,
    CenterOfGravity,
  ),
];
