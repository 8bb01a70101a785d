import { ParameterError } from '@quantblocks/core';
import { finalTrigger, warmUpBars } from '@quantblocks/final-trigger';
import { describe, expect, it } from 'vitest';
import { warmup } from '../../src/stress/warmup.ts';
import {
  example,
  exampleBars,
  honest,
  slowRecursion,
  wholeSampleScore,
  wholeSampleStop,
} from './example-strategies.ts';

const bars = exampleBars();

describe('warmup', () => {
  it('measures a window as its length: values begin with bar 19 of an average over 20', () => {
    const answer = warmup(honest, bars, { declared: 20 });
    expect(answer).toMatchObject({ status: 'pass', converges: true });
    // The average is there after 19 bars; a crossing also reads the bar before.
    expect(answer.neededBars).toBeGreaterThanOrEqual(19);
    expect(answer.neededBars).toBeLessThanOrEqual(20);
  });

  it('fails a declaration that is too short, and says where it shows', () => {
    const answer = warmup(honest, bars, { declared: 10, starts: [400] });
    expect(answer).toMatchObject({ status: 'fail', neededBars: 19 });
    expect(answer.explanation).toMatch(
      /^It needs 19 bars, 10 are declared\. stop\.series at bar 418 changes from \S+ to NaN when the history begins at bar 400, 18 bars before\.$/,
    );
  });

  it('measures how long a recursion remembers, up to the tolerance', () => {
    const params = { period: 4 };
    const needs = (tolerance: number): number =>
      warmup(slowRecursion, bars, { params, tolerance, declared: 0 }).neededBars;
    // An average with factor 2 / 21 halves its memory every 6.9 bars: 3 digits more take 69 bars more.
    expect(needs(1e-6) - needs(1e-3)).toBeGreaterThan(40);
    expect(needs(1e-6) - needs(1e-3)).toBeLessThan(110);
  });

  it('fails one that never forgets its sample, in a series and in a single value', () => {
    const score = warmup(wholeSampleScore, bars, { declared: 100 });
    expect(score.status).toBe('fail');
    const stop = warmup(wholeSampleStop, bars, { declared: 100 });
    expect(stop).toMatchObject({ status: 'fail', converges: false });
    expect(stop.differences[0]).toMatchObject({ field: 'stop.value', bar: null });
    expect(stop.explanation).toContain('It depends on the start to the last bar');
  });

  it('does not pass without a declaration, nor without a decision after it', () => {
    expect(warmup(honest, bars)).toMatchObject({ status: 'insufficient', neededBars: 20 });
    expect(warmup(honest, bars).explanation).toContain('nothing is declared');
    const early = example('early', ({ length }) => ({ signal: new Int8Array(length) }));
    expect(warmup(early, bars, { declared: 10 }).status).toBe('insufficient');
  });

  it('warns when the first start lies within what is needed', () => {
    expect(warmup(honest, bars, { declared: 20, starts: [5] }).warnings).toHaveLength(1);
    expect(warmup(honest, bars, { declared: 20, starts: [50] }).warnings).toEqual([]);
  });

  it('tells the windows of FINAL TRIGGER from the memory of its state', () => {
    const declared = warmUpBars(finalTrigger.defaults);
    const { differences, converges, needs } = warmup(finalTrigger, exampleBars(3000), { declared });
    expect(converges).toBe(true);
    expect(needs).toHaveLength(6);
    for (const { field, bars: needed } of differences) {
      // Its windows are full and its ATR has settled in time; a side that opened before the start is remembered until the other opens.
      if (field !== 'signal') expect(needed).toBeLessThanOrEqual(declared);
      expect(needed).toBeLessThan(2 * declared);
    }
  });

  it('refuses options out of range', () => {
    expect(() => warmup(honest, bars, { declared: -1 })).toThrow(ParameterError);
    expect(() => warmup(honest, bars, { starts: [0] })).toThrow(ParameterError);
    expect(() => warmup(honest, bars, { tolerance: 1 })).toThrow(ParameterError);
  });
});
