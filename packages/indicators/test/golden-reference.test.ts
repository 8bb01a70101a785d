import { join } from 'node:path';
import { describeGolden, expectClose, readJson, readTable } from '@quantblocks/test-kit';
import { expect } from 'vitest';
import * as lib from '../src/index.ts';
import type { Columns } from './catalogue.ts';

interface Column {
  source: string;
  function?: string;
  params?: Record<string, unknown> | number[];
  warmup: number;
}

interface Manifest {
  input: { file: string };
  files: Record<string, string>;
  params: Record<string, number | number[]>;
  columns: Record<string, Record<string, Column>>;
}

/** Named parameters of a column, with the numbers of a call such as `ta.sma(close,20)` or of a list under their positions. */
type Reader = (name: string | number) => number;
type Compute = (bars: Columns, p: Reader, column: Column) => ArrayLike<number>;

const period = (p: Reader, name: string | number): { period: number } => ({ period: p(name) });
const T = 'optInTimePeriod';
const lines = (b: Columns, p: Reader): lib.IchimokuLines =>
  lib.ichimoku(b, { tenkan: p('tenkan'), kijun: p('kijun'), senkouB: p('displacement') });

/** Columns of the earlier system; the five-in-one columns hold a series or a vote, as stated by name. */
const erLength = ({ params }: Column): number | null =>
  ((params as Record<string, unknown> | undefined)?.er_length ?? null) as number | null;
const earlierMama = (src: Float64Array, p: Reader, column: Column): lib.MamaSeries => {
  const length = erLength(column);
  return length === null
    ? lib.mama(src, { fastLimit: p('fast'), slowLimit: p('slow') })
    : lib.adaptiveAverages(src, { period: length });
};
const fiveLines = (b: Columns, p: Reader): lib.IchimokuClose => ({
  close: b.close,
  ...lib.ichimoku(b, { tenkan: p('tenkan_5'), kijun: p('kijun_5'), senkouB: p('displacement_5') }),
});

const textbookLines = (b: Columns, p: Reader) =>
  lib.ichimoku(b, { tenkan: p('tenkan'), kijun: p('kijun'), senkouB: p('senkouB') });

const table: Record<string, Record<string, Compute>> = {
  talib: {
    SMA: (b, p) => lib.sma(b.close, period(p, T)),
    EMA: (b, p) => lib.ema(b.close, period(p, T)),
    KAMA: (b, p) => lib.kama(b.close, period(p, T)),
    MAMA: (b, p) =>
      lib.mama(b.close, { fastLimit: p('optInFastLimit'), slowLimit: p('optInSlowLimit'), start: 'talib' }).mama,
    FAMA: (b, p) =>
      lib.mama(b.close, { fastLimit: p('optInFastLimit'), slowLimit: p('optInSlowLimit'), start: 'talib' }).fama,
    TRANGE: (b) => lib.trueRange(b, { firstTr: 'skip' }),
    ATR: (b, p) => lib.atr(b, { ...period(p, T), firstTr: 'skip' }),
    DONCHIAN_UPPER: (b, p) => lib.donchian(b, period(p, T)).upper,
    DONCHIAN_LOWER: (b, p) => lib.donchian(b, period(p, T)).lower,
    MAX: (b, p) => lib.rollingMax(b.close, period(p, T)),
    MIN: (b, p) => lib.rollingMin(b.close, period(p, T)),
    MIDPRICE: (b, p) => lib.donchianMiddle(b, period(p, T)),
    ADX: (b, p) => lib.adx(b, { ...period(p, T), seed: 'sum' }).adx,
    PLUS_DI: (b, p) => lib.adx(b, { ...period(p, T), seed: 'sum' }).plusDi,
    MINUS_DI: (b, p) => lib.adx(b, { ...period(p, T), seed: 'sum' }).minusDi,
    OBV: (b) => lib.obv(b, { start: 'volume' }),
    AD: (b) => lib.accumulationDistribution(b),
  },
  tulip: {
    SMA: (b, p) => lib.sma(b.close, period(p, 0)),
    EMA: (b, p) => lib.ema(b.close, { ...period(p, 0), seed: 'first' }),
    RMA: (b, p) => lib.rma(b.close, period(p, 0)),
    TR: (b) => lib.trueRange(b),
    ATR: (b, p) => lib.atr(b, period(p, 0)),
    MAX: (b, p) => lib.rollingMax(b.close, period(p, 0)),
    MIN: (b, p) => lib.rollingMin(b.close, period(p, 0)),
    OBV: (b) => lib.obv(b),
    AD: (b) => lib.accumulationDistribution(b),
    // Tulip publishes the start value itself, one bar before the first average.
    KAMA: (b, p) => {
      const average = lib.kama(b.close, period(p, 0));
      average[p(0) - 1] = b.close[p(0) - 1];
      return average;
    },
  },
  pine: {
    SMA: (b, p) => lib.sma(b.close, period(p, 0)),
    EMA: (b, p) => lib.ema(b.close, period(p, 0)),
    RMA: (b, p) => lib.rma(b.close, period(p, 0)),
    TR: (b) => lib.trueRange(b),
    ATR: (b, p) => lib.atr(b, period(p, 0)),
    ADX: (b, p) => lib.adx(b, period(p, 0)).adx,
    PLUS_DI: (b, p) => lib.adx(b, period(p, 0)).plusDi,
    MINUS_DI: (b, p) => lib.adx(b, period(p, 0)).minusDi,
    OBV: (b) => lib.obv(b),
    AD: (b) => lib.accumulationDistribution(b),
  },
  textbook: {
    SMA: (b, p) => lib.sma(b.close, period(p, 'n')),
    EMA: (b, p) => lib.ema(b.close, period(p, 'n')),
    EMA_SEED1: (b, p) => lib.ema(b.close, { ...period(p, 'n'), seed: 'first' }),
    RMA: (b, p) => lib.rma(b.close, period(p, 'n')),
    RMA_SEED1: (b, p) => lib.rma(b.close, { ...period(p, 'n'), seed: 'first' }),
    TR: (b) => lib.trueRange(b),
    ATR: (b, p) => lib.atr(b, period(p, 'n')),
    ATR_SEED1: (b, p) => lib.atr(b, { ...period(p, 'n'), seed: 'first' }),
    ATR_TALIB: (b, p) => lib.atr(b, { ...period(p, 'n'), firstTr: 'skip' }),
    KAMA: (b, p) => lib.kama(b.close, { ...period(p, 'n'), fast: p('fast'), slow: p('slow') }),
    MAMA_EHLERS: (b, p) => lib.mama(b.close, { fastLimit: p('fast'), slowLimit: p('slow'), start: 'ehlers' }).mama,
    FAMA_EHLERS: (b, p) => lib.mama(b.close, { fastLimit: p('fast'), slowLimit: p('slow'), start: 'ehlers' }).fama,
    MAX: (b, p) => lib.rollingMax(b.close, period(p, 'n')),
    MIN: (b, p) => lib.rollingMin(b.close, period(p, 'n')),
    DONCHIAN_UPPER: (b, p) => lib.donchian(b, period(p, 'n')).upper,
    DONCHIAN_LOWER: (b, p) => lib.donchian(b, period(p, 'n')).lower,
    DONCHIAN_MIDDLE: (b, p) => lib.donchian(b, period(p, 'n')).middle,
    ICHI_TENKAN: (b, p) => textbookLines(b, p).tenkan,
    ICHI_KIJUN: (b, p) => textbookLines(b, p).kijun,
    ICHI_SENKOU_A_RAW: (b, p) => textbookLines(b, p).spanA,
    ICHI_SENKOU_B_RAW: (b, p) => textbookLines(b, p).spanB,
    ICHI_SENKOU_A: (b, p) => lib.displace(textbookLines(b, p).spanA, p('displacement') - 1),
    ICHI_SENKOU_B: (b, p) => lib.displace(textbookLines(b, p).spanB, p('displacement') - 1),
    ICHI_SENKOU_A_D: (b, p) => lib.displace(textbookLines(b, p).spanA, p('displacement')),
    ICHI_SENKOU_B_D: (b, p) => lib.displace(textbookLines(b, p).spanB, p('displacement')),
    PLUS_DI: (b, p) => lib.adx(b, period(p, 'n')).plusDi,
    MINUS_DI: (b, p) => lib.adx(b, period(p, 'n')).minusDi,
    ADX: (b, p) => lib.adx(b, period(p, 'n')).adx,
    PLUS_DI_TALIB: (b, p) => lib.adx(b, { ...period(p, 'n'), seed: 'sum' }).plusDi,
    MINUS_DI_TALIB: (b, p) => lib.adx(b, { ...period(p, 'n'), seed: 'sum' }).minusDi,
    ADX_TALIB: (b, p) => lib.adx(b, { ...period(p, 'n'), seed: 'sum' }).adx,
    PLUS_DI_EWM: (b, p) => lib.adx(b, { ...period(p, 'n'), seed: 'first' }).plusDi,
    MINUS_DI_EWM: (b, p) => lib.adx(b, { ...period(p, 'n'), seed: 'first' }).minusDi,
    OBV: (b) => lib.obv(b, { start: 'volume' }),
    OBV_ZERO: (b) => lib.obv(b),
    AD: (b) => lib.accumulationDistribution(b),
  },
  ff: {
    FF_ATR: (b, p) => lib.atr(b, { ...period(p, 'n'), seed: 'first' }),
    FF_ICHI_TENKAN: (b, p) => lines(b, p).tenkan,
    FF_ICHI_KIJUN: (b, p) => lines(b, p).kijun,
    FF_ICHI_KUMO_A: (b, p) => lines(b, p).spanA,
    FF_ICHI_KUMO_B: (b, p) => lines(b, p).spanB,
    FF_ICHI_BULL: (b, p) => lib.ichimokuMasks({ close: b.close, ...lines(b, p) }).bull,
    FF_ICHI_BEAR: (b, p) => lib.ichimokuMasks({ close: b.close, ...lines(b, p) }).bearLight,
    FF_MAMA_CLOSE: (b, p, column) => earlierMama(b.close, p, column).mama,
    FF_FAMA_CLOSE: (b, p, column) => earlierMama(b.close, p, column).fama,
    FF_KAMA_CLOSE: (b, p) => lib.adaptiveAverages(b.close, period(p, 'length')).kama,
    FF_MAMA_OHLC4: (b, p, column) => earlierMama(lib.ohlc4(b), p, column).mama,
    FF_FAMA_OHLC4: (b, p, column) => earlierMama(lib.ohlc4(b), p, column).fama,
    FF_KAMA_OHLC4: (b, p) => lib.adaptiveAverages(lib.ohlc4(b), period(p, 'length')).kama,
    FF_MESA_PERIOD: (b) => lib.mesa(b.close).period,
    FF_MESA_ALPHA: (b, p) => lib.mesaAlpha(b.close, { fast: p('fast'), slow: p('slow') }),
    FF_ADX: (b, p) => lib.adx(b, { ...period(p, 'n'), seed: 'first' }).adx,
    FF_5IN1_DISTANCE: (b) => lib.kamaDistance(lib.ohlc4(b)).distance,
    FF_5IN1_ADLINE: (b, p) => lib.adLine(b, { ...period(p, 'ad_norm_period'), warmup: 'vote' }).vote,
    FF_5IN1_OBV: (b) => lib.obvTrend(b).vote,
    FF_5IN1_REGCLOUD: (b) => lib.regressionCloud(b.close, { warmup: 'vote' }).vote,
    FF_5IN1_KAMA_OSC: (b, p) =>
      lib.kamaOscillator(b.close, {
        erPeriod: p('er_period'),
        fast: p('fast_period'),
        slow: p('slow_period'),
        normPeriod: p('norm_period'),
      }).vote,
    FF_5IN1_ICHI_STRICT: (b, p) => lib.ichimokuVote(fiveLines(b, p), { bear: 'strict' }),
    FF_5IN1_ICHI_LIGHT: (b, p) => lib.ichimokuVote(fiveLines(b, p)),
  },
};

/** From the golden README. A relative 1e-10 of a value near zero means nothing, hence the share of the largest value. */
const tolerance: Record<string, { rtol: number; atol: number; ofLargest: number }> = {
  talib: { rtol: 1e-9, atol: 0, ofLargest: 0 },
  tulip: { rtol: 1e-9, atol: 0, ofLargest: 0 },
  pine: { rtol: 1e-7, atol: 1e-9, ofLargest: 0 },
  textbook: { rtol: 1e-10, atol: 0, ofLargest: 1e-9 },
  ff: { rtol: 1e-9, atol: 1e-15, ofLargest: 0 },
};

/** Parameters of a column that has none of its own: those of the column before it that has (`FF_FAMA` belongs to `FF_MAMA`). */
function readerOf(manifest: Manifest, source: string, name: string): Reader {
  const columns = Object.entries(manifest.columns[source]);
  const at = columns.findIndex(([column]) => column === name);
  const own = columns[at][1];
  const call = Array.from((own.function ?? '').matchAll(/(?<![\w.])\d+(?:\.\d+)?/g), ([digits]) => Number(digits));
  const given = columns.slice(0, at + 1).reverse();
  return (key) => {
    for (const [, { params = {} }] of given) {
      const value = (params as Record<string, unknown>)[key];
      if (typeof value === 'number') return value;
    }
    if (typeof key === 'number' && call[key] !== undefined) return call[key];
    throw new Error(`${source}:${name} states no parameter ${key}`);
  };
}

/** The column whose parameters hold for this one: itself, or the last before it that states any. */
function ownerOf(manifest: Manifest, source: string, name: string): Column {
  const columns = Object.entries(manifest.columns[source]);
  const at = columns.findIndex(([column]) => column === name);
  const owner = columns.slice(0, at + 1).findLast(([, { params = {} }]) => Object.keys(params).length > 0);
  return owner === undefined ? columns[at][1] : owner[1];
}

function numbers(cells: readonly string[]): Float64Array {
  return Float64Array.from(cells, (cell) => (cell === '' ? Number.NaN : Number(cell)));
}

describeGolden('indicators/sets', {}, (set) => {
  const manifest = readJson<Manifest>(join(set.path, 'manifest.json'));
  const input = readTable(join(set.path, manifest.input.file));
  const bars = Object.fromEntries(
    ['open', 'high', 'low', 'close', 'volume'].map((name) => [name, numbers(input[name])]),
  ) as Columns;
  let compared = 0;
  for (const [source, file] of Object.entries(manifest.files)) {
    const columns = readTable(join(set.path, file));
    const kept = numbers(columns.bar);
    for (const [name, compute] of Object.entries(table[source] ?? {})) {
      const column = manifest.columns[source]?.[name];
      if (column === undefined) continue;
      const label = `${source}:${name}`;
      const actual = compute(bars, readerOf(manifest, source, name), ownerOf(manifest, source, name));
      const expected = numbers(columns[name]);
      const largest = expected.reduce((max, value) => Math.max(max, Number.isNaN(value) ? 0 : Math.abs(value)), 0);
      const { rtol, atol, ofLargest } = tolerance[source];
      expect(
        Array.from(actual).findIndex((value) => !Number.isNaN(value)),
        `${label}: first bar`,
      ).toBe(column.warmup);
      expectClose(
        kept.map((bar) => actual[bar]),
        expected,
        { rtol, atol: atol + ofLargest * largest, label },
      );
      compared++;
    }
    if (source === 'ff') expect(Object.keys(manifest.columns.ff).filter((name) => !(name in table.ff))).toEqual([]);
  }
  expect(compared).toBeGreaterThan(0);
});
