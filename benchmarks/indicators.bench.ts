import { IndicatorCache, kamaMany, linregMany, rollingMax, rollingMaxMany } from '@quantblocks/indicators';
import { type IndicatorEntry, indicator, type Params, registry } from '@quantblocks/indicators/registry';
import { compare, requireEqual } from './harness.ts';
import { BARS, bars, candles } from './indicators/market.ts';
import { ownColumnLoop, ownLoop } from './indicators/own-loop.ts';
import { BATCH_PEERS, batchPeers } from './indicators/peers.ts';
import { STREAMING_PEERS, streamingPeers } from './indicators/streaming-peers.ts';
import { type BenchRow, type Peer, printTable, type Tally } from './indicators/table.ts';

/** Title, function, parameters, the output that is compared, and the ns per bar we set out to reach: batch and streaming. */
const ROWS: readonly (readonly [
  title: string,
  id: string,
  params: Params,
  output: string,
  target?: number | undefined,
  streamTarget?: number,
])[] = [
  ['SMA 20', 'sma', { period: 20 }, 'value', 2.6, 8],
  ['SMA 200', 'sma', { period: 200 }, 'value', 2.6, 8],
  ['EMA 20', 'ema', { period: 20 }, 'value', 2.6, 8],
  ['WMA 20', 'wma', { period: 20 }, 'value'],
  ['RSI 14', 'rsi', { period: 14 }, 'value', 3.5, 8],
  ['ATR 14', 'atr', { period: 14 }, 'value', 3.8, 8],
  ['Bollinger bands 20', 'bollingerBands', { period: 20 }, 'upper', 5.5, 12],
  ['MACD 12 26 9', 'macd', {}, 'line', 4, 12],
  ['Stochastic 14 3 3', 'stochastic', { period: 14, slowing: 3, signal: 3 }, 'k', 30, 40],
  ['ADX and DI 14', 'adx', { period: 14 }, 'adx', 20, 25],
  ['Ichimoku 9 26 52', 'ichimoku', {}, 'tenkan', 80],
  ['KAMA 10', 'kama', { period: 10 }, 'value', 5],
  ['MAMA', 'mama', { start: 'ehlers' }, 'mama', 90],
  ['Donchian 20', 'donchian', { period: 20 }, 'upper', 25, 40],
  ['Donchian 200', 'donchian', { period: 200 }, 'upper', 16, 40],
  ['Rolling maximum 20', 'rollingMax', { period: 20 }, 'value', 10],
  ['Rolling maximum 200', 'rollingMax', { period: 200 }, 'value', 7.5],
  ['Linear regression 20', 'linearRegression', { period: 20 }, 'value', 5],
  ['Standard deviation 20', 'rollingStandardDeviation', { period: 20 }, 'value'],
  ['CCI 20', 'cci', { period: 20 }, 'value'],
  ['OBV', 'obv', {}, 'value'],
  ['ROC 12', 'roc', { period: 12 }, 'value'],
  ['Williams %R 14', 'williamsR', { period: 14 }, 'value'],
  ['MFI 14', 'moneyFlowIndex', { period: 14 }, 'value'],
  ['Parabolic SAR', 'parabolicSar', { variant: 'wilder' }, 'value'],
  ['TRIX 15', 'trix', { period: 15 }, 'value'],
];

type Outputs = Record<string, Float64Array>;

function batchRow([title, id, params, output, target]: (typeof ROWS)[number]): BenchRow {
  const entry = indicator(id);
  const out = entry.compute(bars, params);
  const last = (result: Outputs): number => result[output][BARS - 1];
  const ours: Peer[] = [
    { library: 'reused out', run: () => entry.compute(bars, params, out), last },
    { library: 'new arrays', run: () => entry.compute(bars, params), last },
  ];
  return { title, ours, peers: batchPeers[title] ?? [], ...(target === undefined ? {} : { target }) };
}

function streamRow([title, id, params, output, , target]: (typeof ROWS)[number]): BenchRow {
  const entry = indicator(id);
  const single = Object.keys(entry.outputs).join() === 'value';
  const kind = single ? 'number' : 'object';
  const last = (value: number | Record<string, number>): number => (typeof value === 'number' ? value : value[output]);
  const contender = (library: string, loop: (stream: unknown) => unknown): Peer => ({
    library,
    run: () => loop(entry.stream(params)),
    last,
  });
  const ours = [contender('quantblocks', ownLoop('stream.update(x)', inputsOf(entry), kind))];
  if (entry.inputs.length > 1)
    ours.push(contender('from columns', ownColumnLoop('stream.update(x)', entry.inputs, kind)));
  const batch = entry.compute(bars, params)[output][BARS - 1];
  for (const { run } of ours) requireEqual(`${title}, batch and stream`, last(run() as number), batch, 0);
  return { title, ours, peers: streamingPeers[title] ?? [], ...(target === undefined ? {} : { target }) };
}

const inputsOf = ({ inputs }: IndicatorEntry): readonly unknown[] | Float64Array =>
  inputs.length === 1 ? bars[inputs[0] as 'close'] : candles;

const summary = ({ rows, won, targets, met }: Tally): string =>
  `faster than every peer on ${won} of ${rows} rows; ${met} of ${targets} targets met (targets are for an idle machine)`;

const batch = printTable('Batch', ['reused out', 'new arrays', ...BATCH_PEERS], ROWS.map(batchRow));
console.log(`  ${summary(batch)}`);
const streaming = printTable('Streaming', ['quantblocks', 'from columns', ...STREAMING_PEERS], ROWS.map(streamRow));
console.log(`  ${summary(streaming)}`);

const periods = Array.from({ length: 20 }, (_, i) => 10 + 5 * i);
const each = (id: string): (() => unknown) => {
  const entry = indicator(id);
  const outs = periods.map((period) => entry.compute(bars, { period }));
  return () => periods.map((period, i) => entry.compute(bars, { period }, outs[i]));
};
const averages = kamaMany(bars.close, periods);
const regressions = linregMany(bars.close, periods);
const highs = rollingMaxMany(bars.close, periods);
const cache = new IndicatorCache();
compare(
  '20 lengths at once, reused buffers (ns per bar and length)',
  [
    { name: 'KAMA, one by one', run: each('kama') },
    { name: 'kamaMany', run: () => kamaMany(bars.close, periods, {}, averages) },
    { name: 'linear regression, one by one', run: each('linearRegression') },
    { name: 'linregMany', run: () => linregMany(bars.close, periods, {}, regressions) },
    { name: 'rolling maximum, one by one', run: each('rollingMax') },
    { name: 'rollingMaxMany', run: () => rollingMaxMany(bars.close, periods, {}, highs) },
    {
      name: 'KAMA, from the cache',
      run: () => periods.map((period) => cache.get(indicator('kama'), bars, { period })),
    },
  ],
  { items: BARS * periods.length, rounds: 7 },
);

const falling = Float64Array.from({ length: BARS }, (_, i) => BARS - i);
const out = new Float64Array(BARS);
compare(
  'A market that only falls: the worst case of a scan for the maximum',
  [20, 200].map((period) => ({
    name: `rolling maximum ${period}`,
    run: () => rollingMax(falling, { period }, out),
  })),
  { items: BARS },
);

// Everything else, so that a slow one is seen.
const named = new Set(ROWS.map(([, id]) => id));
const rest = registry.filter(({ id, inputs }) => !named.has(id) && !inputs.includes('time'));
compare(
  'The others, defaults, reused buffers; streaming behind them',
  rest.flatMap((entry) => {
    const buffers = entry.compute(bars);
    const kind = Object.keys(entry.outputs).join() === 'value' ? 'number' : 'object';
    const loop = ownLoop<unknown>('stream.update(x)', inputsOf(entry), kind);
    return [
      { name: entry.id, run: () => entry.compute(bars, {}, buffers) },
      { name: `  ${entry.id}, stream`, run: () => loop(entry.stream()) },
    ];
  }),
  { items: BARS, rounds: 3 },
);
