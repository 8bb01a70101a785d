import { createRng } from '@quantblocks/core';
import fc from 'fast-check';
import type { Stream, StreamState } from '../src/index.ts';
import * as lib from '../src/index.ts';

/** Columns of made-up bars; tests put gaps into them. */
export type Columns = Record<'open' | 'high' | 'low' | 'close' | 'volume', Float64Array>;
export type Row = Record<keyof Columns, number>;
export interface Output {
  readonly [series: string]: ArrayLike<number>;
}

/** One indicator in both forms. */
export interface Entry {
  name: string;
  options: fc.Arbitrary<object>;
  /** Every series the batch function returns; `out` reuses what an earlier call returned. */
  batch: (bars: Columns, options: object, out?: Output) => Output;
  /** A stream fed with rows. */
  stream: (options: object) => Stream<object, unknown, unknown>;
  restore: (state: StreamState<object>) => Stream<object, unknown, unknown>;
  /** What the stream takes of a row. */
  input: (row: Row) => unknown;
  /** Name of the output if the stream returns a bare number. */
  output?: string;
}

type AnyStream = Stream<object, unknown, unknown>;
const small = (max = 40): fc.Arbitrary<number> => fc.integer({ min: 1, max });
const close = (row: Row): unknown => row.close;
const whole = (row: Row): unknown => row;
const seed = fc.constantFrom('sma', 'first');

function entry(
  name: string,
  options: Record<string, fc.Arbitrary<unknown>>,
  batch: Entry['batch'],
  create: (options: object) => unknown,
  restore: (state: never) => unknown,
  input: Entry['input'] = close,
  output?: string,
): Entry {
  return {
    name,
    options: fc.record(options),
    batch,
    stream: (given) => create(given) as AnyStream,
    restore: (state) => restore(state as never) as AnyStream,
    input,
    ...(output === undefined ? {} : { output }),
  };
}

const one = (value: Float64Array): Output => ({ value });
const reuse = (out?: Output): Float64Array | undefined => out?.value as Float64Array | undefined;

export const catalogue: readonly Entry[] = [
  entry(
    'sma',
    { period: small() },
    (b, o, out) => one(lib.sma(b.close, o, reuse(out))),
    (o) => new lib.Sma(o),
    lib.Sma.restore,
    close,
    'value',
  ),
  entry(
    'ema',
    { period: small(), seed },
    (b, o, out) => one(lib.ema(b.close, o, reuse(out))),
    (o) => new lib.Ema(o),
    lib.Ema.restore,
    close,
    'value',
  ),
  entry(
    'rma',
    { period: small(), seed },
    (b, o, out) => one(lib.rma(b.close, o, reuse(out))),
    (o) => new lib.Rma(o),
    lib.Rma.restore,
    close,
    'value',
  ),
  entry(
    'rollingMax',
    { period: small() },
    (b, o, out) => one(lib.rollingMax(b.close, o, reuse(out))),
    (o) => new lib.RollingMax(o),
    lib.RollingMax.restore,
    close,
    'value',
  ),
  entry(
    'rollingMin',
    { period: small() },
    (b, o, out) => one(lib.rollingMin(b.close, o, reuse(out))),
    (o) => new lib.RollingMin(o),
    lib.RollingMin.restore,
    close,
    'value',
  ),
  entry(
    'efficiencyRatio',
    { period: small() },
    (b, o, out) => one(lib.efficiencyRatio(b.close, o, reuse(out))),
    (o) => new lib.EfficiencyRatio(o),
    lib.EfficiencyRatio.restore,
    close,
    'value',
  ),
  entry(
    'kama',
    { period: small(), fast: small(), slow: small() },
    (b, o, out) => one(lib.kama(b.close, o, reuse(out))),
    (o) => new lib.Kama(o),
    lib.Kama.restore,
    close,
    'value',
  ),
  entry(
    'trueRange',
    { firstTr: fc.constantFrom('hl', 'skip') },
    (b, o, out) => one(lib.trueRange(b, o, reuse(out))),
    (o) => new lib.TrueRange(o),
    lib.TrueRange.restore,
    whole,
    'value',
  ),
  entry(
    'atr',
    { period: small(), seed, firstTr: fc.constantFrom('hl', 'skip') },
    (b, o, out) => one(lib.atr(b, o, reuse(out))),
    (o) => new lib.Atr(o),
    lib.Atr.restore,
    whole,
    'value',
  ),
  entry(
    'obv',
    { start: fc.constantFrom('zero', 'volume') },
    (b, o, out) => one(lib.obv(b, o, reuse(out))),
    (o) => new lib.Obv(o),
    lib.Obv.restore,
    whole,
    'value',
  ),
  entry(
    'accumulationDistribution',
    {},
    (b, _, out) => one(lib.accumulationDistribution(b, reuse(out))),
    () => new lib.AccumulationDistribution(),
    lib.AccumulationDistribution.restore,
    whole,
    'value',
  ),
  entry(
    'donchian',
    { period: small() },
    (b, o, out) => ({ ...lib.donchian(b, o, out as never) }),
    (o) => new lib.Donchian(o),
    lib.Donchian.restore,
    whole,
  ),
  entry(
    'ichimoku',
    { tenkan: small(), kijun: small(), senkouB: small(70) },
    (b, o, out) => ({ ...lib.ichimoku(b, o, out as never) }),
    (o) => new lib.Ichimoku(o),
    lib.Ichimoku.restore,
    whole,
  ),
  entry(
    'mesa',
    { start: fc.constantFrom('first', 'ehlers', 'talib') },
    (b, o, out) => ({ ...lib.mesa(b.close, o, out as never) }),
    (o) => new lib.Mesa(o),
    lib.Mesa.restore,
  ),
  entry(
    'mama',
    { start: fc.constantFrom('first', 'ehlers', 'talib'), fastLimit: fc.double({ min: 0.1, max: 1, noNaN: true }) },
    (b, o, out) => ({ ...lib.mama(b.close, o, out as never) }),
    (o) => new lib.Mama(o),
    lib.Mama.restore,
  ),
  entry(
    'adaptiveAverages',
    { period: small() },
    (b, o, out) => ({ ...lib.adaptiveAverages(b.close, o, out as never) }),
    (o) => new lib.AdaptiveAverages(o),
    lib.AdaptiveAverages.restore,
  ),
  entry(
    'adx',
    { period: small(), smoothing: fc.constantFrom('rma', 'sma'), seed: fc.constantFrom('sma', 'first', 'sum') },
    (b, o, out) => ({ ...lib.adx(b, o, out as never) }),
    (o) => new lib.Adx(o),
    lib.Adx.restore,
    whole,
  ),
  entry(
    'kamaDistance',
    { seed: fc.constantFrom('price', 'zero') },
    (b, o, out) => ({ ...lib.kamaDistance(b.close, o, out as never) }),
    (o) => new lib.KamaDistanceStream(o),
    lib.KamaDistanceStream.restore,
  ),
  entry(
    'kamaOscillator',
    { erPeriod: small(20), fast: small(20), slow: small(20), normPeriod: small(60), normalise: fc.boolean() },
    (b, o, out) => ({ ...lib.kamaOscillator(b.close, o, out as never) }),
    (o) => new lib.KamaOscillatorStream(o),
    lib.KamaOscillatorStream.restore,
  ),
  entry(
    'regressionCloud',
    { warmup: fc.constantFrom('vote', 'none') },
    (b, o, out) => ({ ...lib.regressionCloud(b.close, o, out as never) }),
    (o) => new lib.RegressionCloudStream(o),
    lib.RegressionCloudStream.restore,
  ),
  entry(
    'adLine',
    { period: small(60), warmup: fc.constantFrom('vote', 'none') },
    (b, o, out) => ({ ...lib.adLine(b, o, out as never) }),
    (o) => new lib.AdLineStream(o),
    lib.AdLineStream.restore,
    whole,
  ),
  entry(
    'obvTrend',
    {},
    (b, _, out) => ({ ...lib.obvTrend(b, out as never) }),
    () => new lib.ObvTrendVote(),
    lib.ObvTrendVote.restore,
    whole,
    'vote',
  ),
  entry(
    'ichimokuVotes',
    { near: fc.nat(8), far: fc.nat(8), bear: fc.constantFrom('light', 'strict') },
    (b, o) => ({ ...lib.ichimokuMasks(asLines(b), o), vote: lib.ichimokuVote(asLines(b), o) }),
    (o) => new lib.IchimokuVotes(o),
    lib.IchimokuVotes.restore,
    (row) => asLines(row),
  ),
];

/** Any five series can be lines; open, high, low and volume stand in for them. */
function asLines<Value>({
  open,
  high,
  low,
  close,
  volume,
}: Record<keyof Columns, Value>): Record<'close' | 'tenkan' | 'kijun' | 'spanA' | 'spanB', Value> {
  return { close, tenkan: open, kijun: high, spanA: low, spanB: volume };
}

/** A deterministic random walk with flat stretches, unchanged closes and bars without range. */
export function walk(length: number, key: number): Columns {
  const rng = createRng(key, 'indicators test');
  const columns = Object.fromEntries(
    ['open', 'high', 'low', 'close', 'volume'].map((name) => [name, new Float64Array(length)]),
  ) as Columns;
  let price = 100;
  for (let i = 0; i < length; i++) {
    const open = price;
    if (rng.next() > 0.1) price *= Math.exp(0.02 * rng.normal());
    const quiet = rng.next() < 0.05;
    columns.open[i] = open;
    columns.close[i] = price;
    columns.high[i] = Math.max(open, price) * (quiet ? 1 : 1 + 0.01 * rng.next());
    columns.low[i] = Math.min(open, price) * (quiet ? 1 : 1 - 0.01 * rng.next());
    columns.volume[i] = rng.next() < 0.05 ? 0 : 1000 * rng.next();
  }
  return columns;
}

export function rowOf(columns: Columns, index: number): Row {
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column[index]])) as Row;
}
