import { join } from 'node:path';
import { type Bars, createBars } from '@quantblocks/core';
import { describeGolden, expectClose, readTable } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainSignals } from '../../src/explain-signals.ts';
import { applyFilterMode, FILTER_MODES } from '../../src/filter-modes.ts';
import {
  type FinalTriggerInput,
  type FinalTriggerParams,
  parseFinalTriggerParams,
  REGIME_FILTERS,
  type RegimeFilter,
} from '../../src/params.ts';
import { type PinePreset, pineScript } from '../../src/pine/pine-script.ts';
import { REGIMES, regimeLabels } from '../../src/regime-labels.ts';
import type { VoteSeries } from '../../src/series.ts';
import { createFinalTrigger, type PreparedFinalTrigger } from '../../src/strategy.ts';
import { firstDifference } from '../golden-files.ts';
import { randomBars } from '../random-bars.ts';
import { type PineRun, runPine } from './pine-interpreter.ts';
import { turningBars } from './turning-bars.ts';

/** Asserts that what the script computes on the way is what the strategy does: votes, filters and what they read. */
function expectSameInside(run: PineRun, { bars, series }: PreparedFinalTrigger, params: FinalTriggerParams): void {
  const { ichimoku, distance, volume, regressionCloud, kamaOscillator } = params.fiveInOne;
  const voters: Record<string, VoteSeries | false | null> = {
    ichimokuVote: ichimoku && series.ichimokuVote(ichimoku),
    distanceVote: distance && series.distance(),
    volumeVote: volume && series.volume(volume),
    cloudVote: regressionCloud && series.regressionCloud(),
    oscillatorVote: kamaOscillator && series.kamaOscillator(kamaOscillator),
  };
  for (const [name, voter] of Object.entries(voters)) {
    if (!voter) expect(run.history(name), name).toBeUndefined();
    else
      expect(
        firstDifference(run.history(name) as number[], voter.vote),
        `${name} ${JSON.stringify(params)}`,
      ).toBeNull();
  }
  const { plusDi, minusDi } = series.adx(params.adxFilter ?? { period: 14, smoothing: 'sma' });
  const lines = { plusDi, minusDi, atr: series.atr(params.atrPeriod) };
  const all = params.volatilityFilter ? { ...lines, relativeRange: series.relativeRange() } : lines;
  for (const [name, line] of Object.entries(all)) {
    expectClose(run.history(name) as number[], line, { rtol: 1e-9, atol: 1e-12, label: name });
  }
  if (params.regimeFilter)
    expect(run.history('regime')).toEqual(Array.from(series.regimes(), (label) => REGIMES[label]));
  // A filter reads the bar before.
  for (let i = 1; i < bars.length && params.adxFilter?.directional; i++) {
    const isStrong = series.adx(params.adxFilter).adx[i - 1] > params.adxFilter.threshold;
    expect(run.history('adxLong')?.[i]).toBe(isStrong && plusDi[i - 1] > minusDi[i - 1]);
    expect(run.history('adxShort')?.[i]).toBe(isStrong && plusDi[i - 1] < minusDi[i - 1]);
  }
}

/** Runs the script of the parameters and asserts that every exported series is that of the strategy. */
function expectParity(
  bars: Bars,
  params: FinalTriggerParams,
  preset: PinePreset,
): { signals: number; plots: Record<string, Float64Array> } {
  const run = runPine(pineScript(params, { asset: 'TEST', preset }), bars);
  const { plots } = run;
  const prepared = createFinalTrigger(preset).prepare(bars);
  expectSameInside(run, prepared, params);
  const explained = explainSignals(prepared, params);
  const { unfiltered, signal } = explained;
  const flag = (series: Int8Array, side: number): Int8Array => series.map((value) => Number(value === side));
  const { vote } = prepared.series.ichimokuVote({ ...params.ichimoku, bear: 'strict' });
  const events: Record<string, ArrayLike<number>> = {
    'ICHI BUY': explained.buy,
    'ICHI SELL': explained.sell,
    'FINAL LONG': flag(unfiltered, 1),
    'FINAL SHORT': flag(unfiltered, -1),
    Signal_Long: flag(signal, 1),
    Signal_Short: flag(signal, -1),
    'All Confimed': vote,
  };
  for (const [name, expected] of Object.entries(events)) {
    const actual = plots[name].map((value) => (Number.isNaN(value) ? 0 : value));
    expect(firstDifference(actual, expected), `${name} ${JSON.stringify(params)}`).toBeNull();
  }
  const { mama, fama, kama } = prepared.series.averages(params.erLength);
  const { period, smoothing } = params.adxFilter ?? { period: 14, smoothing: 'sma' as const };
  const { adx } = prepared.series.adx({ period, smoothing });
  for (const [name, line] of Object.entries({ MAMA: mama, FAMA: fama, KAMA: kama, ADX: adx })) {
    expectClose(plots[name], line, { rtol: 1e-9, atol: 1e-9, label: name });
  }
  return { signals: signal.reduce((count, value) => count + Math.abs(value), 0), plots };
}

const length = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });
const lengths = fc.record({ tenkan: length(3, 15), kijun: length(8, 30), senkouB: length(15, 60) });
const orNull = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { freq: 1 });

/** Few voters at a time, or hardly anything would ever signal; the modes below have all of them. */
const anyParams: fc.Arbitrary<FinalTriggerInput> = fc.record({
  ichimoku: lengths,
  fiveInOne: fc.record({
    mode: fc.constantFrom('state' as const, 'transition' as const),
    ichimoku: orNull(
      fc.tuple(lengths, fc.constantFrom('light' as const, 'strict' as const)).map(([l, bear]) => ({ ...l, bear })),
    ),
    distance: fc.boolean(),
    volume: orNull(
      fc.oneof(
        fc.constant({ kind: 'obv' as const }),
        length(5, 60).map((period) => ({ kind: 'adLine' as const, period })),
      ),
    ),
    kamaOscillator: orNull(
      fc.record({
        erPeriod: length(2, 20),
        fast: length(2, 12),
        slow: length(13, 30),
        normPeriod: length(5, 60),
        normalise: fc.boolean(),
      }),
    ),
  }),
  maFilter: fc.boolean(),
  erLength: length(2, 30),
  priceTolerance: fc.constantFrom(0, 1e-4, 0.004),
  requireFamaBetween: fc.boolean(),
  strictLock: fc.boolean(),
  graceBars: fc.constantFrom(0 as const, 1 as const),
  sides: fc.constantFrom('both' as const, 'long' as const, 'short' as const),
  adxFilter: orNull(
    fc.record({
      period: length(2, 20),
      threshold: length(10, 40),
      directional: fc.boolean(),
      smoothing: fc.constantFrom('sma' as const, 'rma' as const),
    }),
  ),
  regimeFilter: orNull(fc.constantFrom('no_crash' as const, 'trending_only' as const, 'momentum_friendly' as const)),
  volatilityFilter: orNull(fc.record({ min: fc.constant(0.7), max: orNull(fc.constant(1.2)) })),
});

describe('a generated script, interpreted,', () => {
  it('gives the signals and series of the strategy, whatever the parameters', () => {
    let signals = 0;
    const property = fc.property(anyParams, fc.boolean(), length(1, 3), (input, isPine, seed) => {
      const params = parseFinalTriggerParams(input);
      signals += expectParity(randomBars(500, seed, 0.05), params, isPine ? 'pine' : 'safe').signals;
    });
    fc.assert(property, { numRuns: 14, seed: 7 });
    expect(signals).toBeGreaterThan(20);
  });

  it('gives them in every filter mode, with MAMA/KAMA and the strict lock as well', () => {
    const bars = randomBars(900, 4, 0.02);
    let signals = 0;
    for (const mode of FILTER_MODES) {
      const params = applyFilterMode(
        parseFinalTriggerParams({ fiveInOne: { kamaOscillator: { normPeriod: 30 } } }),
        mode,
      );
      signals += expectParity(bars, params, 'safe').signals;
      signals += expectParity(bars, { ...params, maFilter: true, strictLock: true }, 'pine').signals;
    }
    expect(signals).toBeGreaterThan(20);
  });

  it('gives them under each voter and each filter alone, where many signals tell one bar from the next', () => {
    const bars = turningBars(900, 6);
    expect(new Set(regimeLabels(bars)).size).toBe(REGIMES.length);
    const oscillator = { erPeriod: 5, normPeriod: 20 };
    const voters: FinalTriggerInput['fiveInOne'][] = [
      { distance: true },
      { volume: { kind: 'adLine', period: 10 } },
      { volume: { kind: 'obv' } },
      { regressionCloud: true },
      { kamaOscillator: oscillator },
      { kamaOscillator: { ...oscillator, normalise: false } },
      { volume: { kind: 'obv' }, mode: 'transition' },
    ];
    const filters: FinalTriggerInput[] = [
      ...(Object.keys(REGIME_FILTERS) as RegimeFilter[]).map((regimeFilter) => ({ regimeFilter })),
      { adxFilter: { period: 5, threshold: 10, directional: true } },
      { adxFilter: { period: 5, smoothing: 'rma' } },
      { volatilityFilter: { min: 0.9, max: 1.1 } },
      { volatilityFilter: { min: 1, max: null } },
    ];
    const external = { tenkan: 3, kijun: 6, senkouB: 9 };
    const inputs = [...voters.map((fiveInOne) => ({ fiveInOne })), ...filters];
    for (const input of inputs) {
      const params = parseFinalTriggerParams({
        ichimoku: external,
        ...input,
        fiveInOne: { ichimoku: null, ...input.fiveInOne },
      });
      expect(expectParity(bars, params, 'safe').signals, JSON.stringify(input)).toBeGreaterThan(5);
    }
  });

  it('skips no call with a memory on any bar, and declares nothing twice', () => {
    const broken = pineScript(parseFinalTriggerParams(), { asset: 'TEST' }).replace(
      'float adx = ADX_SMOOTHING == "sma" ? dxSma : dxRma',
      'float adx = bar_index > 9 ? ta.sma(dx, 3) : dxRma',
    );
    expect(() => runPine(broken, randomBars(20, 1))).toThrow('ta.sma skips bar 0');
  });
});

describeGolden('final-trigger/tradingview', {}, ({ path }) => {
  const table = readTable(join(path, 'export.csv'));
  const column = (name: string): Float64Array =>
    Float64Array.from(table[name], (cell) => (cell === '' ? Number.NaN : Number(cell)));
  const [open, high, low, close] = ['open', 'high', 'low', 'close'].map(column);
  const bars = createBars({ time: column('time').map((seconds) => seconds * 1000), open, high, low, close });
  const params = parseFinalTriggerParams();
  const { plots } = expectParity(bars, params, 'pine');
  for (const name of ['ICHI BUY', 'ICHI SELL', 'FINAL LONG', 'FINAL SHORT']) {
    expect(firstDifference(plots[name], column(name)), name).toBeNull();
  }
  for (const [name, from] of [
    ['MAMA', 300],
    ['FAMA', 1000],
    ['KAMA', 1800],
    ['ADX', 700],
    ['All Confimed', 102],
  ] as const) {
    expectClose(plots[name].subarray(from), column(name).subarray(from), { rtol: 1e-12, label: name });
  }
});
