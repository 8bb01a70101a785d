import { createRequire } from 'node:module';
import technical from 'technicalindicators';
import * as signals from 'trading-signals';
import { arrays, candles } from './market.ts';
import { ownLoop } from './own-loop.ts';
import type { Peer } from './table.ts';

const fast = createRequire(import.meta.url)('fast-technical-indicators') as typeof technical;

/** Libraries with updates bar by bar; indicatorts and @ixjb94/indicators have none. */
export const STREAMING_PEERS = ['technicalindicators', 'fast-technical-indicators', 'trading-signals'];

/** Results of which a field is read are objects. */
const kindOf = (last: unknown): 'number' | 'object' => (last === Number ? 'number' : 'object');

type Class = new (input: never) => object;

/** `nextValue` of technicalindicators and of its drop-in replacement. */
function technicalPair(
  name: string,
  input: object,
  inputs: readonly unknown[] = arrays.close,
  last: (result: never) => number = Number,
  extra: Partial<Peer> = {},
): Peer[] {
  const found: Peer[] = [];
  for (const [library, module] of [
    ['technicalindicators', technical],
    ['fast-technical-indicators', fast],
  ] as const) {
    const Indicator = (module as unknown as Record<string, Class | undefined>)[name];
    if (Indicator === undefined) continue;
    // The replacement wants the prices of a bar one by one.
    const spread = library === 'fast-technical-indicators' && inputs === candles;
    const loop = ownLoop(
      spread ? 'stream.nextValue(x.high, x.low, x.close)' : 'stream.nextValue(x)',
      inputs,
      kindOf(last),
    );
    found.push({ library, run: () => loop(new Indicator(structuredClone(input) as never)), last, ...extra });
  }
  return found;
}

function tradingSignals(
  create: () => object,
  inputs: readonly unknown[] = arrays.close,
  last: (result: never) => number = Number,
  extra: Partial<Peer> = {},
): Peer {
  const loop = ownLoop('stream.update(x, false)', inputs, kindOf(last));
  return { library: 'trading-signals', run: () => loop(create()), last, ...extra };
}

const field =
  (name: string) =>
  (value: Readonly<Record<string, number>>): number =>
    value[name];
const noBars = { high: [], low: [], close: [] };
const wrongStart = { differs: 'starts from other values and has not forgotten them yet, or rounds' };

/** Streaming contenders of the peers by row. */
export const streamingPeers: Readonly<Record<string, readonly Peer[]>> = {
  'SMA 20': [...technicalPair('SMA', { period: 20, values: [] }), tradingSignals(() => new signals.SMA(20))],
  'SMA 200': [...technicalPair('SMA', { period: 200, values: [] }), tradingSignals(() => new signals.SMA(200))],
  'EMA 20': [...technicalPair('EMA', { period: 20, values: [] }), tradingSignals(() => new signals.EMA(20))],
  'RSI 14': [
    ...technicalPair('RSI', { period: 14, values: [] }, undefined, undefined, { differs: 'rounds to two decimals' }),
    tradingSignals(() => new signals.RSI(14, signals.WSMA)),
  ],
  'ATR 14': [
    ...technicalPair('ATR', { period: 14, ...noBars }, candles),
    tradingSignals(() => new signals.ATR(14, signals.WSMA), candles),
  ],
  'Bollinger bands 20': [
    ...technicalPair('BollingerBands', { period: 20, stdDev: 2, values: [] }, undefined, field('upper')),
    tradingSignals(() => new signals.BollingerBands(20, 2), undefined, field('upper')),
  ],
  'MACD 12 26 9': [
    ...technicalPair(
      'MACD',
      {
        fastPeriod: 12,
        slowPeriod: 26,
        signalPeriod: 9,
        SimpleMAOscillator: false,
        SimpleMASignal: false,
        values: [],
      },
      undefined,
      field('MACD'),
    ),
    tradingSignals(
      () => new signals.MACD(new signals.EMA(12), new signals.EMA(26), new signals.EMA(9)),
      undefined,
      field('macd'),
    ),
  ],
  'Stochastic 14 3 3': [
    ...technicalPair('Stochastic', { period: 14, signalPeriod: 3, ...noBars }, candles, field('k'), {
      differs: 'its K is the raw one, not slowed',
    }),
    tradingSignals(
      () => new signals.StochasticOscillator({ kPeriod: 14, kSlowingPeriod: 3, dPeriod: 3 }),
      candles,
      field('stochK'),
    ),
  ],
  'ADX and DI 14': [
    ...technicalPair('ADX', { period: 14, ...noBars }, candles, field('adx')),
    tradingSignals(() => new signals.ADX(14, signals.WSMA), candles),
  ],
  'Ichimoku 9 26 52': [
    ...technicalPair(
      'IchimokuCloud',
      { conversionPeriod: 9, basePeriod: 26, spanPeriod: 52, displacement: 26, high: [], low: [] },
      candles,
      field('conversion'),
    ),
    tradingSignals(() => new signals.IchimokuCloud(), candles, field('conversion')),
  ],
  'KAMA 10': [tradingSignals(() => new signals.KAMA(10), undefined, undefined, wrongStart)],
  MAMA: [tradingSignals(() => new signals.MAMA(), undefined, field('mama'))],
  'Donchian 20': [tradingSignals(() => new signals.DonchianChannels(20), candles, field('upper'))],
  'Linear regression 20': [
    tradingSignals(() => new signals.LinearRegression(20), undefined, field('prediction'), wrongStart),
  ],
};
