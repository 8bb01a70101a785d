import { AccumulationDistribution, accumulationDistribution } from '../volume/accumulation-distribution.ts';
import { AnchoredVwap, anchoredVwap } from '../volume/anchored-vwap.ts';
import { ChaikinMoneyFlow, chaikinMoneyFlow } from '../volume/chaikin-money-flow.ts';
import { ChaikinOscillator, chaikinOscillator } from '../volume/chaikin-oscillator.ts';
import { MoneyFlowIndex, moneyFlowIndex } from '../volume/money-flow-index.ts';
import { Obv, obv } from '../volume/obv.ts';
import { RollingVwap, rollingVwap } from '../volume/rolling-vwap.ts';
import { Vwap, vwap } from '../volume/vwap.ts';
import { defineEntry, type IndicatorEntry } from './entry.ts';
import { bars, choice, emaMemory } from './parameters.ts';

const chaikin = 'M. Chaikin; S. B. Achelis, Technical Analysis from A to Z, 1995';
const typical = 'of the typical price (high + low + close) / 3';

/** Indicators of traded volume. */
export const volumeEntries: readonly IndicatorEntry[] = [
  defineEntry(
    {
      id: 'obv',
      file: 'volume/obv',
      name: 'On-balance volume',
      group: 'volume',
      formula: 'running sum of volume, signed by the direction of the close',
      source: 'J. Granville, New Key to Stock Market Profits, 1963',
      inputs: ['close', 'volume'],
      params: { start: choice(['zero', 'volume'], 'value of the first bar: 0, or its volume') },
      outputs: { value: { pane: 'own', description: 'volume since the first bar' } },
      first: () => ({ value: 0 }),
      windowed: false,
      anchored: 'start',
      agrees: { talib: 'OBV', pine: 'ta.obv', tulip: 'obv', pandas: 'cumsum', ff: 'obv' },
    },
    obv,
    Obv,
  ),
  defineEntry(
    {
      id: 'accumulationDistribution',
      file: 'volume/accumulation-distribution',
      name: 'Accumulation/distribution line',
      group: 'volume',
      formula: 'running sum of volume * ((close - low) - (high - close)) / (high - low)',
      source: chaikin,
      inputs: ['high', 'low', 'close', 'volume'],
      params: {},
      outputs: { value: { pane: 'own', description: 'weighted volume since the first bar' } },
      first: () => ({ value: 0 }),
      windowed: false,
      anchored: 'start',
      agrees: { talib: 'AD', pine: 'ta.accdist', tulip: 'ad' },
    },
    accumulationDistribution,
    AccumulationDistribution,
  ),
  defineEntry(
    {
      id: 'chaikinOscillator',
      file: 'volume/chaikin-oscillator',
      name: 'Chaikin oscillator',
      group: 'volume',
      formula: 'fast minus slow EMA of the accumulation/distribution line',
      source: chaikin,
      inputs: ['high', 'low', 'close', 'volume'],
      params: {
        fast: bars(3, [2, 20], 'length of the fast average'),
        slow: bars(10, [5, 100], 'length of the slow average'),
      },
      constraints: [{ less: 'fast', than: 'slow' }],
      outputs: { value: { pane: 'own', description: 'difference in units of volume' } },
      first: ({ fast, slow }) => ({ value: Math.max(Number(fast), Number(slow)) - 1 }),
      windowed: false,
      memory: ({ fast, slow }, digits) => emaMemory(Math.max(Number(fast), Number(slow)), digits),
      agrees: { talib: 'ADOSC', tulip: 'adosc' },
    },
    chaikinOscillator,
    ChaikinOscillator,
  ),
  defineEntry(
    {
      id: 'chaikinMoneyFlow',
      file: 'volume/chaikin-money-flow',
      name: 'Chaikin money flow',
      group: 'volume',
      formula: 'sum of volume * ((close - low) - (high - close)) / (high - low), over the sum of volume',
      source: chaikin,
      inputs: ['high', 'low', 'close', 'volume'],
      params: { period: bars(20, [5, 100]) },
      outputs: { value: { pane: 'own', range: [-1, 1], description: 'weighted share of the volume' } },
      first: ({ period }) => ({ value: Number(period) - 1 }),
      agrees: {},
    },
    chaikinMoneyFlow,
    ChaikinMoneyFlow,
  ),
  defineEntry(
    {
      id: 'moneyFlowIndex',
      file: 'volume/money-flow-index',
      name: 'Money flow index',
      group: 'volume',
      formula: '100 up / (up + down), money traded in bars whose typical price rose and fell',
      source: 'G. Quong and A. Soudack, Volume-weighted RSI: Money Flow, 1989',
      inputs: ['high', 'low', 'close', 'volume'],
      params: {
        period: bars(14, [2, 100], 'changes in the window'),
        firstChange: choice(['skip', 'both'], 'leave the first bar out, or count it both as up and as down'),
      },
      outputs: { value: { pane: 'own', range: [0, 100], description: 'money of rising bars in percent' } },
      first: ({ period, firstChange }) => ({ value: Number(period) - (firstChange === 'both' ? 1 : 0) }),
      windowed: ({ firstChange }) => firstChange !== 'both',
      memory: ({ firstChange }) => (firstChange === 'both' ? 1 : 0),
      agrees: { talib: 'MFI', pine: 'ta.mfi(hlc3)', tulip: 'mfi' },
    },
    moneyFlowIndex,
    MoneyFlowIndex,
  ),
  defineEntry(
    {
      id: 'vwap',
      file: 'volume/vwap',
      name: 'Volume-weighted average price',
      group: 'volume',
      formula: `sum(price * volume) / sum(volume) since the session opened, ${typical}`,
      source: 'common knowledge',
      inputs: ['time', 'high', 'low', 'close', 'volume'],
      params: {
        sessionStart: {
          type: 'int',
          min: 0,
          max: 86_399_999,
          default: 0,
          search: [0, 86_399_999],
          description: 'open of the session in milliseconds after midnight UTC',
        },
      },
      outputs: { value: { pane: 'price', description: 'average price of the session so far' } },
      first: () => ({ value: 0 }),
      windowed: false,
      anchored: 'session',
      agrees: { pine: 'ta.vwap(hlc3)' },
    },
    vwap,
    Vwap,
  ),
  defineEntry(
    {
      // `from` is a date: it has no place among parameters that are searched.
      id: 'anchoredVwap',
      file: 'volume/anchored-vwap',
      name: 'Anchored volume-weighted average price',
      group: 'volume',
      formula: `sum(price * volume) / sum(volume) since the first bar, ${typical}`,
      source: 'common knowledge',
      inputs: ['high', 'low', 'close', 'volume'],
      params: {},
      outputs: { value: { pane: 'price', description: 'average price so far' } },
      first: () => ({ value: 0 }),
      windowed: false,
      anchored: 'start',
      agrees: {},
    },
    anchoredVwap,
    AnchoredVwap,
  ),
  defineEntry(
    {
      id: 'rollingVwap',
      file: 'volume/rolling-vwap',
      name: 'Rolling volume-weighted average price',
      group: 'volume',
      formula: `sum(price * volume) / sum(volume) of the last period bars, ${typical}`,
      source: 'common knowledge',
      inputs: ['high', 'low', 'close', 'volume'],
      params: { period: bars(20, [2, 300]) },
      outputs: { value: { pane: 'price', description: 'average price of the window' } },
      first: ({ period }) => ({ value: Number(period) - 1 }),
      agrees: {},
    },
    rollingVwap,
    RollingVwap,
  ),
];
