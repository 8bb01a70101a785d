import {
  BollingerBands,
  BollingerBandwidth,
  BollingerPercentB,
  bollingerBands,
  bollingerBandwidth,
  bollingerPercentB,
} from '../channel/bollinger-bands.ts';
import { Donchian, DonchianMiddle, donchian, donchianMiddle } from '../channel/donchian.ts';
import { KeltnerChannel, keltnerChannel } from '../channel/keltner-channel.ts';
import { RollingMax, RollingMin, rollingMax, rollingMin } from '../channel/rolling-extremes.ts';
import { defineEntry, type IndicatorEntry, type Params } from './entry.ts';
import { bars, choice, emaMemory, number, rmaMemory } from './parameters.ts';

const bollinger = 'J. Bollinger, Bollinger on Bollinger Bands, 2001';
const bollingerParams = {
  period: bars(20, [5, 200], 'bars in the window', 2),
  multiple: number(2, [0, Number.MAX_VALUE], [0.5, 4], 'standard deviations between the middle and a band'),
  ddof: {
    type: 'int',
    min: 0,
    max: 1,
    default: 0,
    search: [0, 1],
    description: 'subtracted from the number of values: 0 for a population, 1 for a sample',
  },
} as const;
const donchianSource = 'R. D. Donchian, High Finance in Copper, 1960';
const vanHerk = 'M. van Herk, A fast algorithm for local minimum and maximum filters, 1992';
const window = { period: bars(20, [2, 300]) };
const windowFirst = ({ period }: Params) => ({ value: Number(period) - 1 });
const bands = (middle: string) =>
  ({
    upper: { pane: 'price', description: 'upper band' },
    middle: { pane: 'price', description: middle },
    lower: { pane: 'price', description: 'lower band' },
  }) as const;
const together = (first: number) => ({ upper: first, middle: first, lower: first });

/** Channels, bands and extremes. */
export const channelEntries: readonly IndicatorEntry[] = [
  defineEntry(
    {
      id: 'bollingerBands',
      file: 'channel/bollinger-bands',
      name: 'Bollinger bands',
      group: 'channel',
      formula: 'mean +- multiple standard deviations of the last period values',
      source: bollinger,
      inputs: ['close'],
      params: bollingerParams,
      outputs: bands('mean'),
      first: ({ period }) => together(Number(period) - 1),
      agrees: { talib: 'BBANDS', pine: 'ta.bb', tulip: 'bbands' },
    },
    bollingerBands,
    BollingerBands,
  ),
  defineEntry(
    {
      id: 'bollingerBandwidth',
      file: 'channel/bollinger-bands',
      name: 'Bollinger bandwidth',
      group: 'channel',
      formula: '(upper - lower) / middle',
      source: bollinger,
      inputs: ['close'],
      params: bollingerParams,
      outputs: { value: { pane: 'own', description: 'width of the bands as a fraction of the middle' } },
      first: windowFirst,
      agrees: {},
    },
    bollingerBandwidth,
    BollingerBandwidth,
  ),
  defineEntry(
    {
      id: 'bollingerPercentB',
      file: 'channel/bollinger-bands',
      name: 'Percent B',
      group: 'channel',
      formula: '(x - lower) / (upper - lower)',
      source: bollinger,
      inputs: ['close'],
      params: bollingerParams,
      outputs: { value: { pane: 'own', description: '0 on the lower band, 1 on the upper' } },
      first: windowFirst,
      agrees: {},
    },
    bollingerPercentB,
    BollingerPercentB,
  ),
  defineEntry(
    {
      id: 'keltnerChannel',
      file: 'channel/keltner-channel',
      name: 'Keltner channel',
      group: 'channel',
      formula: 'EMA of the close +- multiple average ranges',
      source: 'C. W. Keltner, How to Make Money in Commodities, 1960; L. B. Raschke for the average true range',
      inputs: ['high', 'low', 'close'],
      params: {
        period: bars(20, [5, 200], 'length of the average of the close'),
        atrPeriod: bars(10, [2, 100], 'length of the average true range of the bands atr'),
        multiple: number(2, [0, Number.MAX_VALUE], [0.5, 4], 'average ranges between the middle and a band'),
        band: choice(
          ['atr', 'emaTr', 'range'],
          "true range by Wilder's average or by an exponential one, or high minus low by an exponential one",
        ),
        firstTr: choice(['hl', 'skip'], 'true range of the first bar: high minus low, or unknown'),
      },
      outputs: bands('exponential average of the close'),
      first: ({ period, atrPeriod, band, firstTr }) => {
        const skipped = band !== 'range' && firstTr === 'skip' ? 1 : 0;
        const range = Number(band === 'atr' ? atrPeriod : period) - 1 + skipped;
        return together(Math.max(Number(period) - 1, range));
      },
      windowed: false,
      memory: ({ period, atrPeriod, band }, digits) =>
        // The range of the first bar lacks the close before it, whatever the weight of it.
        Math.max(1, emaMemory(Number(period), digits), band === 'atr' ? rmaMemory(Number(atrPeriod), digits) : 0),
      agrees: { pine: 'ta.kc' },
    },
    keltnerChannel,
    KeltnerChannel,
  ),
  defineEntry(
    {
      id: 'donchian',
      file: 'channel/donchian',
      name: 'Donchian channel',
      group: 'channel',
      formula: 'highest high, lowest low, their mean',
      source: donchianSource,
      inputs: ['high', 'low'],
      params: { ...window, excludeCurrent: choice([false, true], 'leave out the current bar, for breakouts') },
      outputs: bands('mean of the bands'),
      first: ({ period, excludeCurrent }) => together(Number(period) - (excludeCurrent ? 0 : 1)),
      agrees: { talib: 'MAX and MIN', pine: 'ta.highest and ta.lowest', tulip: 'max and min' },
    },
    donchian,
    Donchian,
  ),
  defineEntry(
    {
      id: 'donchianMiddle',
      file: 'channel/donchian',
      name: 'Middle of the Donchian channel',
      group: 'channel',
      formula: '(highest high + lowest low) / 2',
      source: donchianSource,
      inputs: ['high', 'low'],
      params: window,
      outputs: { value: { pane: 'price', description: 'middle of the range' } },
      first: windowFirst,
      agrees: { talib: 'MIDPRICE' },
    },
    donchianMiddle,
    DonchianMiddle,
  ),
  defineEntry(
    {
      id: 'rollingMax',
      file: 'channel/rolling-extremes',
      name: 'Highest value',
      group: 'channel',
      formula: 'highest of the last period values',
      source: vanHerk,
      inputs: ['close'],
      params: window,
      outputs: { value: { pane: 'price', description: 'highest value' } },
      first: windowFirst,
      agrees: { talib: 'MAX', pine: 'ta.highest', tulip: 'max', pandas: 'rolling.max' },
    },
    rollingMax,
    RollingMax,
  ),
  defineEntry(
    {
      id: 'rollingMin',
      file: 'channel/rolling-extremes',
      name: 'Lowest value',
      group: 'channel',
      formula: 'lowest of the last period values',
      source: vanHerk,
      inputs: ['close'],
      params: window,
      outputs: { value: { pane: 'price', description: 'lowest value' } },
      first: windowFirst,
      agrees: { talib: 'MIN', pine: 'ta.lowest', tulip: 'min', pandas: 'rolling.min' },
    },
    rollingMin,
    RollingMin,
  ),
];
