import { assertCausal, IntegrityError, QuantblocksError } from '@quantblocks/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Ema, Sma } from '../src/index.ts';
import { type Columns, catalogue, type Entry, type Output, rowOf, walk } from './catalogue.ts';

/** Lengths that end before and after the warm-ups, gaps at the start and inside. */
const series = fc
  .record({
    length: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 40, max: 160 }), fc.constant(620)),
    key: fc.nat(1000),
    leading: fc.oneof(fc.constant(0), fc.nat(5)),
    gaps: fc.oneof(fc.constant([]), fc.array(fc.nat(619), { maxLength: 4 })),
  })
  .map(({ length, key, leading, gaps }) => {
    const columns = walk(length, key);
    const holes = [...Array(leading).keys(), ...gaps].filter((i) => i < length);
    for (const i of holes) for (const column of Object.values(columns)) column[i] = Number.NaN;
    return columns;
  });

/** Same value, where NaN is NaN; the sign of zero does not matter. */
function same(a: number, b: number): boolean {
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}

function fieldOf(value: unknown, name: string): number {
  return typeof value === 'number' ? value : (value as Record<string, number>)[name];
}

function expectEqual(entry: Entry, expected: Output, index: number, value: unknown): void {
  for (const [name, column] of Object.entries(expected)) {
    const actual = fieldOf(value, name);
    if (!same(actual, column[index]))
      expect.fail(`${entry.name}.${name} at ${index}: batch ${column[index]}, stream ${actual}`);
  }
}

/** Feeds a stream while it peeks at, replaces, stores and restores bars, and compares every value with the batch. */
function expectStreamEqualsBatch(entry: Entry, bars: Columns, options: object, actions: readonly number[]): void {
  const expected = entry.batch(bars, options);
  const n = bars.close.length;
  let stream = entry.stream(options);
  const wrong = entry.input({ open: 1, high: 3, low: 0.5, close: 2, volume: 7 });
  const gap = entry.input({
    open: Number.NaN,
    high: Number.NaN,
    low: Number.NaN,
    close: Number.NaN,
    volume: Number.NaN,
  });
  for (let i = 0; i < n; i++) {
    const input = entry.input(rowOf(bars, i));
    const action = actions.length === 0 ? 0 : actions[i % actions.length];
    if (action === 1) {
      stream.peek(wrong);
      expectEqual(entry, expected, i, stream.peek(input));
    }
    if (action === 2 || action === 3) {
      stream.update(action === 2 ? wrong : gap);
      if (action === 3) stream.peek(wrong);
      expectEqual(entry, expected, i, stream.replace(input));
    } else expectEqual(entry, expected, i, stream.update(input));
    if (action === 4) stream = entry.restore(JSON.parse(JSON.stringify(stream.snapshot())));
  }
  expect(stream.count).toBe(n);
  stream.reset();
  for (let i = 0; i < Math.min(n, 60); i++) expectEqual(entry, expected, i, stream.update(entry.input(rowOf(bars, i))));
}

describe('stream', () => {
  for (const entry of catalogue) {
    it(`${entry.name} agrees with its batch bit for bit, through peek, replace, reset and snapshots`, () => {
      fc.assert(
        fc.property(series, entry.options, fc.array(fc.nat(4), { maxLength: 7 }), (bars, options, actions) => {
          expectStreamEqualsBatch(entry, bars, options, actions);
        }),
        { numRuns: 20, seed: 7 },
      );
    });

    it(`${entry.name} agrees with its batch where sums are taken afresh`, () => {
      const options = fc.sample(entry.options, { numRuns: 1, seed: 3 })[0];
      expectStreamEqualsBatch(entry, walk(2100, 5), options, [0, 1, 2, 4, 0, 0, 0, 0, 0, 0, 0]);
    });

    it(`${entry.name} does not look ahead`, () => {
      for (const options of fc.sample(entry.options, { numRuns: 3, seed: 11 })) {
        assertCausal((bars) => entry.batch(bars as Columns, options), walk(300, 9));
      }
    });

    it(`${entry.name} gives the same into buffers that held something else`, () => {
      const [options] = fc.sample(entry.options, { numRuns: 1, seed: 4 });
      const fresh = entry.batch(walk(700, 1), options);
      const used = entry.batch(walk(700, 1), options, entry.batch(walk(700, 2), options));
      expect(used).toEqual(fresh);
    });
  }

  it('refuses a snapshot of another indicator or another window', () => {
    const state = new Sma({ period: 3 }).snapshot();
    expect(() => Ema.restore(state)).toThrow(IntegrityError);
    expect(() => Sma.restore({ ...state, options: { period: 300 } })).toThrow(IntegrityError);
  });

  it('refuses to replace a bar before there is one', () => {
    expect(() => new Sma().replace(1)).toThrow(QuantblocksError);
  });
});
