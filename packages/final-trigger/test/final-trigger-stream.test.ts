import { ParameterError } from '@quantblocks/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FinalTriggerStream, type StreamBar } from '../src/final-trigger-stream.ts';
import { type FinalTriggerInput, parseFinalTriggerParams } from '../src/params.ts';
import { RegimeStream, regimeLabels } from '../src/regime-labels.ts';
import { createFinalTrigger } from '../src/strategy.ts';
import { randomBars } from './random-bars.ts';

const bars = randomBars(900, 21, 0.05);
const rows: StreamBar[] = Array.from(bars.close, (close, i) => ({
  open: bars.open[i],
  high: bars.high[i],
  low: bars.low[i],
  close,
  volume: bars.volume[i],
}));

const length = fc.integer({ min: 2, max: 30 });
const input: fc.Arbitrary<FinalTriggerInput> = fc.record({
  ichimoku: fc.record({ tenkan: length, kijun: length, senkouB: length }),
  fiveInOne: fc.record({
    mode: fc.constantFrom('state' as const, 'transition' as const),
    ichimoku: fc.option(
      fc.record({
        tenkan: length,
        kijun: length,
        senkouB: length,
        bear: fc.constantFrom('light' as const, 'strict' as const),
      }),
    ),
    distance: fc.boolean(),
    volume: fc.option(fc.constantFrom({ kind: 'adLine' as const, period: 20 }, { kind: 'obv' as const })),
    regressionCloud: fc.boolean(),
    kamaOscillator: fc.option(fc.record({ normPeriod: length, normalise: fc.boolean() })),
  }),
  maFilter: fc.boolean(),
  erLength: length,
  requireFamaBetween: fc.boolean(),
  strictLock: fc.boolean(),
  graceBars: fc.constantFrom(0 as const, 1 as const),
  sides: fc.constantFrom('both' as const, 'long' as const, 'short' as const),
  adxFilter: fc.option(fc.record({ period: length, threshold: fc.constant(15), directional: fc.boolean() })),
  regimeFilter: fc.option(fc.constantFrom('no_crash' as const, 'trending_only' as const)),
  volatilityFilter: fc.option(fc.record({ min: fc.constantFrom(0, 0.8), max: fc.option(fc.constant(1.2)) })),
  atrPeriod: length,
});

describe('FinalTriggerStream', () => {
  for (const preset of ['safe', 'compat', 'pine'] as const) {
    it(`agrees bit for bit with the batch form under ${preset}, also across a snapshot`, () => {
      let signals = 0;
      fc.assert(
        fc.property(input, fc.integer({ min: 0, max: rows.length }), (chosen, cut) => {
          const params = parseFinalTriggerParams(chosen);
          const prepared = createFinalTrigger(preset).prepare(bars);
          const batch = prepared.signals(params);
          const atr = prepared.series.atr(params.atrPeriod);
          let stream = new FinalTriggerStream(chosen, { preset });
          rows.forEach((bar, i) => {
            if (i === cut) stream = FinalTriggerStream.restore(JSON.parse(JSON.stringify(stream.snapshot())));
            const update = stream.update(bar);
            if (update.signal !== batch[i] || !Object.is(update.atr, atr[i])) {
              expect.fail(`bar ${i}: ${update.signal} ${update.atr}, expected ${batch[i]} ${atr[i]}`);
            }
            signals += Math.abs(update.signal);
          });
        }),
        { numRuns: 8, seed: 7 },
      );
      expect(signals).toBeGreaterThan(0);
    });
  }

  it('refuses parameters that cannot be meant', () => {
    expect(() => new FinalTriggerStream({ targetAtr: [3, 2, 1] })).toThrow(ParameterError);
    expect(() => new FinalTriggerStream({ targetAtr: [3, 2, 1] }, { preset: 'compat' })).not.toThrow();
  });

  it('refuses a snapshot of other parameters', () => {
    const state = new FinalTriggerStream({ adxFilter: {} }).snapshot();
    const { adx: _, ...parts } = state.parts;
    expect(() => FinalTriggerStream.restore({ ...state, parts: { ...parts, adx: state.parts.atr } })).toThrow();
  });
});

describe('RegimeStream', () => {
  it('agrees with regimeLabels', () => {
    const stream = new RegimeStream();
    expect(Uint8Array.from(rows, (bar) => stream.update(bar))).toEqual(regimeLabels(bars));
  });
});
