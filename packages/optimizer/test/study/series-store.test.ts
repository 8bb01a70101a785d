import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeriesStore } from '../../src/study/series-store.ts';

describe('SeriesStore', () => {
  it('gives back what it was given, bit for bit, sparse or dense', () => {
    const number = fc.oneof(
      { weight: 3, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.double({ noNaN: true }).map((value) => value + 0) },
    );
    fc.assert(
      fc.property(fc.array(fc.array(number, { maxLength: 60 }), { maxLength: 6 }), (all) => {
        const store = new SeriesStore();
        all.forEach((series, trial) => {
          store.set(trial, series);
        });
        all.forEach((series, trial) => {
          expect(store.get(trial)).toEqual(Float64Array.from(series));
        });
      }),
      { seed: 51, numRuns: 200 },
    );
  });

  it('does not tell zero from minus zero where it is sparse', () => {
    const store = new SeriesStore();
    store.set(0, [-0, 0, -0, 1, 0, 0]);
    expect(Array.from(store.get(0) ?? [], (value) => value + 0)).toEqual([0, 0, 0, 1, 0, 0]);
  });

  it('holds 12 bytes per value that is not zero, or 8 per value, whichever is less', () => {
    const bytesOf = (filled: number): number => {
      const store = new SeriesStore();
      store.set(
        0,
        Float64Array.from({ length: 30 }, (_, i) => (i < filled ? 1 : 0)),
      );
      return store.bytes;
    };
    expect([0, 1, 10, 19, 20, 30].map(bytesOf)).toEqual([0, 12, 120, 228, 240, 240]);
  });

  it('sums the bytes of all series', () => {
    const store = new SeriesStore();
    store.set(3, [1, 2, 3]);
    store.set(1, [0, 0, 0, 5]);
    expect(store.bytes).toBe(24 + 12);
    store.set(3, [1]);
    expect(store.bytes).toBe(8 + 12);
  });

  it('keeps a copy and gives copies', () => {
    const store = new SeriesStore();
    const series = Float64Array.of(1, 2);
    store.set(0, series);
    series[0] = 9;
    const given = store.get(0) as Float64Array;
    given[1] = 9;
    expect(store.get(0)).toEqual(Float64Array.of(1, 2));
  });

  it('knows its trials in order, and null of others', () => {
    const store = new SeriesStore();
    for (const trial of [10, 2, 7]) store.set(trial, [trial]);
    expect(store.trials()).toEqual([2, 7, 10]);
    expect(store.get(3)).toBeNull();
  });

  it('takes an empty series', () => {
    const store = new SeriesStore();
    store.set(0, []);
    expect(store.get(0)).toEqual(new Float64Array(0));
  });

  it('refuses NaN and keeps what it had', () => {
    const store = new SeriesStore();
    store.set(0, [1]);
    expect(() => store.set(0, [0, Number.NaN])).toThrow('returns: expected numbers, got "NaN at 1"');
    expect(store.get(0)).toEqual(Float64Array.of(1));
  });
});
