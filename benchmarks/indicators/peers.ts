import { createRequire } from 'node:module';
import { IndicatorsSync } from '@ixjb94/indicators';
import * as indicatorts from 'indicatorts';
import technical from 'technicalindicators';
import { arrays } from './market.ts';
import type { Peer } from './table.ts';

// Its ESM entry cannot be imported by name on Node; require works.
const fast = createRequire(import.meta.url)('fast-technical-indicators') as typeof technical & Record<string, unknown>;

const { high, low, close, volume } = arrays;
const ixjb94 = new IndicatorsSync();

/** Bars for those that need seconds for a thousand. */
const FEW = 2000;

/** Libraries with batch functions, in the order of the table. */
export const BATCH_PEERS = ['technicalindicators', 'fast-technical-indicators', 'indicatorts', '@ixjb94/indicators'];

type Rows = readonly Readonly<Record<string, number>>[];
const at = (values: readonly number[]): number => values[values.length - 1];
const field =
  (name: string) =>
  (rows: Rows): number =>
    rows[rows.length - 1][name];
const nth =
  (index: number) =>
  (columns: readonly (readonly number[])[]): number =>
    at(columns[index]);
const column =
  (name: string) =>
  (columns: Readonly<Record<string, readonly number[]>>): number =>
    at(columns[name]);

interface Static {
  calculate(input: object): unknown;
}

/** The same call of technicalindicators and of its drop-in replacement. */
function technicalPair(
  name: string,
  input: object,
  last: (result: never) => number = at as never,
  extra: Partial<Peer> = {},
): Peer[] {
  const found: Peer[] = [];
  for (const [library, module] of [
    ['technicalindicators', technical],
    ['fast-technical-indicators', fast],
  ] as const) {
    const indicator = (module as unknown as Record<string, Static | undefined>)[name];
    if (indicator !== undefined) found.push({ library, run: () => indicator.calculate(input), last, ...extra });
  }
  return found;
}

const its = (run: () => unknown, last: (result: never) => number = at as never, extra: Partial<Peer> = {}): Peer => ({
  library: 'indicatorts',
  run,
  last,
  ...extra,
});
const ixj = (run: () => unknown, last: (result: never) => number = at as never, extra: Partial<Peer> = {}): Peer => ({
  library: '@ixjb94/indicators',
  run,
  last,
  ...extra,
});

/** Batch contenders of the peers by row. */
export const batchPeers: Readonly<Record<string, readonly Peer[]>> = {
  'SMA 20': [
    ...technicalPair('SMA', { values: close, period: 20 }),
    its(() => indicatorts.sma(close, { period: 20 })),
    ixj(() => ixjb94.sma(close, 20)),
  ],
  'SMA 200': [
    ...technicalPair('SMA', { values: close, period: 200 }),
    its(() => indicatorts.sma(close, { period: 200 })),
    ixj(() => ixjb94.sma(close, 200)),
  ],
  'EMA 20': [
    ...technicalPair('EMA', { values: close, period: 20 }),
    its(() => indicatorts.ema(close, { period: 20 })),
    ixj(() => ixjb94.ema(close, 20)),
  ],
  'WMA 20': [...technicalPair('WMA', { values: close, period: 20 }), ixj(() => ixjb94.wma(close, 20))],
  'RSI 14': [
    ...technicalPair('RSI', { values: close, period: 14 }, undefined, { differs: 'rounds to two decimals' }),
    its(() => indicatorts.rsi(close, { period: 14 }), undefined, { rtol: 1e-6 }),
    ixj(() => ixjb94.rsi(close, 14)),
  ],
  'ATR 14': [
    ...technicalPair('ATR', { high, low, close, period: 14 }),
    its(() => indicatorts.atr(high, low, close, { period: 14 }), column('atrLine'), {
      differs: "not Wilder's average",
    }),
    ixj(() => ixjb94.atr(high, low, close, 14)),
  ],
  'Bollinger bands 20': [
    ...technicalPair('BollingerBands', { values: close, period: 20, stdDev: 2 }, field('upper')),
    its(() => indicatorts.bb(close, { period: 20 }), column('upper')),
    ixj(() => ixjb94.bbands(close, 20, 2), nth(2)),
  ],
  'MACD 12 26 9': [
    ...technicalPair(
      'MACD',
      {
        values: close,
        fastPeriod: 12,
        slowPeriod: 26,
        signalPeriod: 9,
        SimpleMAOscillator: false,
        SimpleMASignal: false,
      },
      field('MACD'),
    ),
    its(() => indicatorts.macd(close, { fast: 12, slow: 26, signal: 9 }), column('macdLine')),
    ixj(() => ixjb94.macd(close, 12, 26, 9), nth(0), { differs: 'fixed weights 0.15 and 0.075' }),
  ],
  'Stochastic 14 3 3': [
    ...technicalPair('Stochastic', { high, low, close, period: 14, signalPeriod: 3 }, field('k'), {
      differs: 'its K is the raw one, not slowed',
    }),
    its(() => indicatorts.stoch(high, low, close, { kPeriod: 14, dPeriod: 3 }), column('k'), {
      differs: 'its K is the raw one, not slowed',
    }),
    ixj(() => ixjb94.stoch(high, low, close, 14, 3, 3), nth(0)),
  ],
  'ADX and DI 14': [
    ...technicalPair('ADX', { high, low, close, period: 14 }, field('adx')),
    ixj(() => ixjb94.adx(high, low, 14), undefined, { differs: 'Tulip: ranges without the previous close; ADX alone' }),
  ],
  'Ichimoku 9 26 52': [
    ...technicalPair(
      'IchimokuCloud',
      { high, low, conversionPeriod: 9, basePeriod: 26, spanPeriod: 52, displacement: 26 },
      field('conversion'),
    ),
    its(() => indicatorts.ichimokuCloud(high.slice(0, FEW), low.slice(0, FEW), close.slice(0, FEW)), column('tenkan'), {
      bars: FEW,
    }),
  ],
  'KAMA 10': [ixj(() => ixjb94.kama(close, 10))],
  'Donchian 20': [
    ...technicalPair('DonchianChannels', { high, low, period: 20 }, field('upper')),
    ixj(() => ixjb94.dc(high, low, 20), nth(0)),
    its(() => indicatorts.dc(close.slice(0, FEW), { period: 20 }), column('upper'), { bars: FEW }),
  ],
  'Donchian 200': [
    ...technicalPair('DonchianChannels', { high, low, period: 200 }, field('upper')),
    ixj(() => ixjb94.dc(high, low, 200), nth(0)),
    its(() => indicatorts.dc(close.slice(0, FEW), { period: 200 }), column('upper'), { bars: FEW }),
  ],
  'Rolling maximum 20': [
    ...technicalPair('Highest', { values: close, period: 20 }),
    ixj(() => ixjb94.max(close, 20)),
    its(() => indicatorts.mmax(close, { period: 20 })),
  ],
  'Rolling maximum 200': [
    ...technicalPair('Highest', { values: close, period: 200 }),
    ixj(() => ixjb94.max(close, 200)),
    its(() => indicatorts.mmax(close, { period: 200 })),
  ],
  'Linear regression 20': [
    ...technicalPair('LinearRegression', { values: close, period: 20 }, field('forecast'), {
      differs: 'a forecast one bar ahead',
    }),
    ixj(() => ixjb94.linreg(close, 20)),
  ],
  'Standard deviation 20': [
    ...technicalPair('SD', { values: close, period: 20 }),
    ixj(() => ixjb94.stddev(close, 20), undefined, { rtol: 1e-7 }),
    its(() => indicatorts.mstd(close, { period: 20 })),
  ],
  'CCI 20': [
    ...technicalPair('CCI', { open: close, high, low, close, period: 20 }),
    ixj(() => ixjb94.cci(high, low, close, 20)),
    its(() => indicatorts.cci(high, low, close, { period: 20 }), undefined, {
      differs: 'another mean absolute deviation',
    }),
  ],
  OBV: [
    ...technicalPair('OBV', { close, volume }),
    ixj(() => ixjb94.obv(close, volume)),
    its(() => indicatorts.obv(close, volume), undefined, { rtol: 1e-6 }),
  ],
  'ROC 12': [
    ...technicalPair('ROC', { values: close, period: 12 }),
    ixj(() => ixjb94.roc(close, 12), undefined, { differs: 'a fraction, not percent' }),
    its(() => indicatorts.roc(close, { period: 12 })),
  ],
  'Williams %R 14': [
    ...technicalPair('WilliamsR', { high, low, close, period: 14 }),
    ixj(() => ixjb94.willr(high, low, close, 14)),
    its(() => indicatorts.willr(high, low, close, { period: 14 })),
  ],
  'MFI 14': [
    ...technicalPair('MFI', { high, low, close, volume, period: 14 }, undefined, { differs: 'rounds to two decimals' }),
    ixj(() => ixjb94.mfi(high, low, close, volume, 14)),
    its(() => indicatorts.mfi(high, low, close, volume, { period: 14 }), undefined, { differs: 'another money ratio' }),
  ],
  'Parabolic SAR': [
    ...technicalPair('PSAR', { high, low, step: 0.02, max: 0.2 }),
    ixj(() => ixjb94.psar(high, low, 0.02, 0.2)),
    its(() => indicatorts.psar(high, low, close, { step: 0.02, max: 0.2 }), column('psarResult')),
  ],
  'TRIX 15': [
    ...technicalPair('TRIX', { values: close, period: 15 }),
    ixj(() => ixjb94.trix(close, 15), undefined, { differs: 'divides by the current value' }),
    its(() => indicatorts.trix(close, { period: 15 }), undefined, { differs: 'a fraction, not percent' }),
  ],
};
