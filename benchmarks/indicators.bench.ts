import { createRng } from '@quantblocks/core';
import {
  AdaptiveAverages,
  AdLineStream,
  Adx,
  Atr,
  accumulationDistribution,
  adaptiveAverages,
  adLine,
  adx,
  atr,
  Donchian,
  donchian,
  donchianMiddle,
  EfficiencyRatio,
  Ema,
  efficiencyRatio,
  ema,
  Ichimoku,
  ichimoku,
  ichimokuMasks,
  ichimokuVote,
  Kama,
  KamaDistanceStream,
  KamaOscillatorStream,
  kama,
  kamaDistance,
  kamaOscillator,
  Mama,
  mama,
  Obv,
  ObvTrendVote,
  obv,
  obvTrend,
  ohlc4,
  RegressionCloudStream,
  RollingMax,
  regressionCloud,
  rollingMax,
  Sma,
  sma,
  trueRange,
} from '@quantblocks/indicators';
import { type Contender, compare, requireEqual } from './harness.ts';

const BARS = 100_000;
const buffer = (): Float64Array => new Float64Array(BARS);
const bars = randomWalk(BARS);
const { close } = bars;
const monotone = Float64Array.from({ length: BARS }, (_, i) => BARS - i);
const mean4 = ohlc4(bars);
const lines = ichimoku(bars);

const out = buffer();
const bar = { open: 0, high: 0, low: 0, close: 0, volume: 0 };

/** Feeds a stream and returns its last output; the sum keeps every update alive. */
function streamSeries(create: () => { update(x: number): number }): () => number {
  return () => {
    const stream = create();
    let last = 0;
    for (let i = 0; i < BARS; i++) last = stream.update(close[i]);
    return last;
  };
}

function streamBars<Value>(create: () => { update(input: typeof bar): Value }): () => Value {
  return () => {
    const stream = create();
    let last!: Value;
    for (let i = 0; i < BARS; i++) {
      bar.open = bars.open[i];
      bar.high = bars.high[i];
      bar.low = bars.low[i];
      bar.close = close[i];
      bar.volume = bars.volume[i];
      last = stream.update(bar);
    }
    return last;
  };
}

function streamRecord<Value>(create: () => { update(x: number): Value }): () => Value {
  return () => {
    const stream = create();
    let last!: Value;
    for (let i = 0; i < BARS; i++) last = stream.update(mean4[i]);
    return last;
  };
}

const series = (values: Float64Array): number => values[BARS - 1];
const single: [string, Contender[]][] = [
  [
    'SMA 20',
    [
      { name: 'out', run: () => series(sma(close, { period: 20 }, out)) },
      { name: 'new', run: () => series(sma(close, { period: 20 })) },
      { name: 'stream', run: streamSeries(() => new Sma({ period: 20 })) },
    ],
  ],
  [
    'EMA 20',
    [
      { name: 'out', run: () => series(ema(close, { period: 20 }, out)) },
      { name: 'new', run: () => series(ema(close, { period: 20 })) },
      { name: 'stream', run: streamSeries(() => new Ema({ period: 20 })) },
    ],
  ],
  [
    'ATR 14',
    [
      { name: 'out', run: () => series(atr(bars, {}, out)) },
      { name: 'new', run: () => series(atr(bars)) },
      { name: 'stream', run: streamBars(() => new Atr()) },
    ],
  ],
  [
    'rolling max 20',
    [
      { name: 'out', run: () => series(rollingMax(close, { period: 20 }, out)) },
      { name: 'new', run: () => series(rollingMax(close, { period: 20 })) },
      { name: 'stream', run: streamSeries(() => new RollingMax({ period: 20 })) },
    ],
  ],
  [
    'rolling max 200',
    [
      { name: 'out', run: () => series(rollingMax(close, { period: 200 }, out)) },
      { name: 'new', run: () => series(rollingMax(close, { period: 200 })) },
      { name: 'stream', run: streamSeries(() => new RollingMax({ period: 200 })) },
    ],
  ],
  [
    'efficiency ratio 20',
    [
      { name: 'out', run: () => series(efficiencyRatio(close, { period: 20 }, out)) },
      { name: 'new', run: () => series(efficiencyRatio(close, { period: 20 })) },
      { name: 'stream', run: streamSeries(() => new EfficiencyRatio({ period: 20 })) },
    ],
  ],
  [
    'KAMA 10',
    [
      { name: 'out', run: () => series(kama(close, {}, out)) },
      { name: 'new', run: () => series(kama(close)) },
      { name: 'stream', run: streamSeries(() => new Kama()) },
    ],
  ],
  [
    'OBV',
    [
      { name: 'out', run: () => series(obv(bars, {}, out)) },
      { name: 'new', run: () => series(obv(bars)) },
      { name: 'stream', run: streamBars(() => new Obv()) },
    ],
  ],
];
for (const [title, contenders] of single) {
  const values = contenders.map(({ run }) => run() as number);
  for (const value of values) requireEqual(title, value, values[0], 0);
  compare(title, contenders, { items: BARS });
}

const channel = { upper: buffer(), lower: buffer(), middle: buffer() };
const cloud = { total: buffer(), base: buffer(), cloud: buffer(), vote: new Int8Array(BARS) };
const trio = { mama: buffer(), fama: buffer(), kama: buffer(), er: buffer(), alpha: buffer() };
const directional = { adx: buffer(), plusDi: buffer(), minusDi: buffer() };
const ichi = { tenkan: buffer(), kijun: buffer(), spanA: buffer(), spanB: buffer() };
const fan = { distance: buffer(), vote: new Int8Array(BARS) };
const wave = { oscillator: buffer(), vote: new Int8Array(BARS) };
const flow = { norm: buffer(), vote: new Int8Array(BARS) };
const votes = { vote: new Int8Array(BARS) };
const vote = new Int8Array(BARS);
const pair = { mama: buffer(), fama: buffer() };

/** Several outputs: the last bar of batch (with buffers and without) and stream must be the same, field by field. */
function several<Batch extends object, Value extends object>(
  title: string,
  withOut: () => Batch,
  fresh: () => Batch,
  stream: () => Value,
): void {
  const last = stream() as Record<string, number>;
  for (const batch of [withOut(), fresh()]) {
    for (const [name, column] of Object.entries(batch as Record<string, ArrayLike<number>>)) {
      requireEqual(`${title} ${name}`, column[BARS - 1], last[name], 0);
    }
  }
  compare(
    title,
    [
      { name: 'out', run: withOut },
      { name: 'new', run: fresh },
      { name: 'stream', run: stream },
    ],
    { items: BARS },
  );
}

for (const period of [20, 52, 200]) {
  several(
    `Donchian ${period}`,
    () => donchian(bars, { period }, channel),
    () => donchian(bars, { period }),
    streamBars(() => new Donchian({ period })),
  );
}
several(
  'Ichimoku 9/26/52',
  () => ichimoku(bars, {}, ichi),
  () => ichimoku(bars),
  streamBars(() => new Ichimoku()),
);
several(
  'ADX 14',
  () => adx(bars, {}, directional),
  () => adx(bars),
  streamBars(() => new Adx()),
);
several(
  'MAMA',
  () => mama(mean4, {}, pair),
  () => mama(mean4),
  streamRecord(() => new Mama()),
);
several(
  'adaptive averages (MAMA, FAMA, KAMA, ER)',
  () => adaptiveAverages(mean4, {}, trio),
  () => adaptiveAverages(mean4),
  streamRecord(() => new AdaptiveAverages()),
);
several(
  'KAMA distance (19 lengths)',
  () => kamaDistance(mean4, {}, fan),
  () => kamaDistance(mean4),
  streamRecord(() => new KamaDistanceStream()),
);
several(
  'regression cloud (8 lengths)',
  () => regressionCloud(mean4, {}, cloud),
  () => regressionCloud(mean4),
  streamRecord(() => new RegressionCloudStream()),
);
several(
  'KAMA oscillator',
  () => kamaOscillator(mean4, {}, wave),
  () => kamaOscillator(mean4),
  streamRecord(() => new KamaOscillatorStream()),
);
several(
  'A/D line vote',
  () => adLine(bars, {}, flow),
  () => adLine(bars),
  streamBars(() => new AdLineStream()),
);
requireEqual('OBV trend', obvTrend(bars).vote[BARS - 1], streamBars(() => new ObvTrendVote())());
compare(
  'OBV trend',
  [
    { name: 'out', run: () => obvTrend(bars, votes) },
    { name: 'new', run: () => obvTrend(bars) },
    { name: 'stream', run: streamBars(() => new ObvTrendVote()) },
  ],
  { items: BARS },
);
compare(
  'batch only',
  [
    { name: 'true range', run: () => trueRange(bars, {}, out) },
    { name: 'A/D line', run: () => accumulationDistribution(bars, out) },
    { name: 'rolling max 20, falling', run: () => rollingMax(monotone, { period: 20 }, out) },
    { name: 'rolling max 200, falling', run: () => rollingMax(monotone, { period: 200 }, out) },
    { name: 'Donchian middle 9', run: () => donchianMiddle(bars, { period: 9 }, out) },
    { name: 'Donchian middle 26', run: () => donchianMiddle(bars, { period: 26 }, out) },
    { name: 'Donchian middle 52', run: () => donchianMiddle(bars, { period: 52 }, out) },
    { name: 'Ichimoku masks', run: () => ichimokuMasks({ close, ...lines }) },
    { name: 'Ichimoku vote', run: () => ichimokuVote({ close, ...lines }, {}, vote) },
  ],
  { items: BARS },
);

function randomWalk(n: number): Record<'open' | 'high' | 'low' | 'close' | 'volume', Float64Array> {
  const rng = createRng(1, 'indicators bench');
  const walk = { open: buffer(), high: buffer(), low: buffer(), close: buffer(), volume: buffer() };
  let price = 30_000;
  for (let i = 0; i < n; i++) {
    const open = price;
    price *= Math.exp(0.005 * rng.normal());
    walk.open[i] = open;
    walk.close[i] = price;
    walk.high[i] = Math.max(open, price) * (1 + 0.002 * rng.next());
    walk.low[i] = Math.min(open, price) * (1 - 0.002 * rng.next());
    walk.volume[i] = 1 + rng.next();
  }
  return walk;
}
