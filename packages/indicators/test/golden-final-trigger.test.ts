import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describeGolden, expectClose, goldenRoot, readFloat64, readInt8, readJson } from '@quantblocks/test-kit';
import { expect } from 'vitest';
import {
  adaptiveAverages,
  adLine,
  adx,
  atr,
  efficiencyRatio,
  type IchimokuLines,
  ichimoku,
  ichimokuMasks,
  ichimokuVote,
  kamaDistance,
  kamaOscillator,
  mama,
  mesa,
  mesaAlpha,
  obvTrend,
  ohlc4,
  regressionCloud,
} from '../src/index.ts';
import type { TestBars } from './bars.ts';

interface Common {
  ohlcv: string;
  series: string[];
}

interface SetParams {
  ohlcv: string;
  params: {
    ichimoku: { tenkan: number; kijun: number; displacement: number };
    five_in_one: Record<string, number | boolean>;
  };
}

function readBars(name: string): TestBars {
  const path = join(goldenRoot, 'final-trigger/ohlcv', name);
  return Object.fromEntries(
    ['open', 'high', 'low', 'close', 'volume'].map((column) => [column, readFloat64(join(path, `${column}.f64`))]),
  ) as unknown as TestBars;
}

/** The length is part of the name: `er20`, `adx14_tv`. */
function commonSeries(name: string, bars: TestBars): Float64Array | undefined {
  const period = Number(/\d+/.exec(name)?.[0] ?? Number.NaN);
  const directional = (smoothing: 'rma' | 'sma' = 'rma'): ReturnType<typeof adx> =>
    adx(bars, { period, seed: 'first', smoothing });
  const [, fastLimit, slowLimit] = (/_([\d.]+)_([\d.]+)$/.exec(name) ?? []).map(Number);
  if (name.startsWith('atr')) return atr(bars, { period, seed: 'first' });
  if (name === 'mesaPeriod') return mesa(bars.close).period;
  if (name.startsWith('er')) return efficiencyRatio(bars.close, { period });
  if (name.startsWith('mamaFixed')) return mama(bars.close, { fastLimit, slowLimit }).mama;
  if (name.startsWith('famaFixed')) return mama(bars.close, { fastLimit, slowLimit }).fama;
  if (name.startsWith('alpha')) {
    const fastLimit = efficiencyRatio(bars.close, { period });
    return mesaAlpha(bars.close, { fastLimit, slowLimit: fastLimit.map((value) => 0.1 * value) });
  }
  for (const key of ['mama', 'fama', 'kama'] as const) {
    if (name.startsWith(key)) return adaptiveAverages(bars.close, { period })[key];
  }
  if (name.startsWith('plusDI')) return directional().plusDi;
  if (name.startsWith('minusDI')) return directional().minusDi;
  if (/^adx\d+_original$/.test(name)) return directional().adx;
  return /^adx\d+_tv$/.test(name) ? directional('sma').adx : undefined;
}

describeGolden('final-trigger/common', {}, (set) => {
  const { ohlcv, series } = readJson<Common>(join(set.path, 'manifest.json'));
  const bars = readBars(ohlcv);
  const unknown: string[] = [];
  for (const name of series) {
    const actual = commonSeries(name, bars);
    if (actual === undefined) unknown.push(name);
    else expectClose(actual, readFloat64(join(set.path, `${name}.f64`)), { rtol: 1e-9, atol: 1e-12, label: name });
  }
  expect(unknown).toEqual([]);
});

describeGolden('final-trigger/sets', {}, (set) => {
  const { ohlcv, params } = readJson<SetParams>(join(set.path, 'params.json'));
  const bars = readBars(ohlcv);
  const { close } = bars;
  const five = params.five_in_one;
  const number = (name: string): number => five[name] as number;
  const path = (name: string): string => join(set.path, 'series', name);
  const expectVotes = (name: string, actual: () => ArrayLike<number>): void => {
    // A component that is off has no file.
    if (existsSync(path(`${name}.i8`))) expectClose(actual(), readInt8(path(`${name}.i8`)), { rtol: 0, label: name });
  };
  const expectLines = (prefix: string, lines: IchimokuLines): void => {
    const names = { tenkan: 'tenkan', kijun: 'kijun', spanA: 'kumo_a', spanB: 'kumo_b' } as const;
    for (const [ours, theirs] of Object.entries(names)) {
      const file = path(`${prefix}_${theirs}.f64`);
      expectClose(lines[ours as keyof IchimokuLines], readFloat64(file), { rtol: 1e-12, label: `${prefix} ${ours}` });
    }
  };

  const { tenkan, kijun, displacement } = params.ichimoku;
  const external = ichimoku(bars, { tenkan, kijun, senkouB: displacement });
  expectLines('ichi', external);
  const masks = ichimokuMasks({ close, ...external });
  expectVotes('ichi_allBullish', () => masks.bull);
  expectVotes('ichi_allBearish', () => masks.bearLight);

  const inner = ichimoku(bars, {
    tenkan: number('tenkan_5'),
    kijun: number('kijun_5'),
    senkouB: number('displacement_5'),
  });
  expectLines('five', inner);
  expectVotes('five_ichi_light', () => ichimokuVote({ close, ...inner }));
  expectVotes('five_ichi_strict', () => ichimokuVote({ close, ...inner }, { bear: 'strict' }));
  expectVotes('five_volume', () =>
    five.use_ad_line === true
      ? adLine(bars, { period: number('ad_norm_period'), warmup: 'vote' }).vote
      : obvTrend(bars).vote,
  );
  // The form without normalisation has no golden column: see the option `normalise`.
  if (five.use_norm === true) {
    expectVotes('five_kamaOsc', () => {
      const lengths = { erPeriod: number('er_period'), fast: number('fast_period'), slow: number('slow_period') };
      return kamaOscillator(close, { ...lengths, normPeriod: number('norm_period') }).vote;
    });
  }
  if (existsSync(path('five_totalDistance.f64'))) {
    const { distance, vote } = kamaDistance(ohlc4(bars));
    // A sum of 18 signed fractions: its rounding is relative to them, not to itself.
    expectClose(distance, readFloat64(path('five_totalDistance.f64')), { rtol: 1e-9, atol: 1e-15, label: 'distance' });
    expect(vote.every((value, i) => value === Math.sign(distance[i]))).toBe(true);
  }
  if (existsSync(path('five_regTotal.f64'))) {
    const { total, vote } = regressionCloud(close, { warmup: 'vote' });
    const expected = readFloat64(path('five_regTotal.f64'));
    for (let i = 0; i < total.length; i++) {
      const allowed = Math.max(1e-9 * Math.abs(expected[i]), 1e-13 * close[i]);
      const wrong = Math.abs(total[i] - expected[i]) > allowed || Number.isNaN(total[i]) !== Number.isNaN(expected[i]);
      if (wrong) expect.fail(`five_regTotal at ${i}: expected ${expected[i]}, got ${total[i]}`);
    }
    expectVotes('five_regCloud', () => vote);
  }
});
