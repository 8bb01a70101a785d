import { assertCausal, DataError, IntegrityError, ParameterError } from '@quantblocks/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Columns, type IndicatorEntry, type Params, registry } from '../src/registry.ts';
import { head, inputAt, pointBars, same, type TestBars, walk } from './bars.ts';
import { parametersOf } from './parameters.ts';

type Series = Record<string, ArrayLike<number>>;
const PRICES = ['open', 'high', 'low', 'close', 'volume'] as const;

/** Bars of lengths that end before and after the warm-ups, with gaps at the start and inside, in all columns or in one. */
const gappyBars = fc
  .record({
    length: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 40, max: 160 }), fc.constant(300)),
    key: fc.nat(1000),
    leading: fc.oneof(fc.constant(0), fc.nat(5)),
    gaps: fc.oneof(
      fc.constant([]),
      fc.array(fc.tuple(fc.nat(299), fc.constantFrom(...PRICES, 'all')), { maxLength: 4 }),
    ),
  })
  .map(({ length, key, leading, gaps }) => {
    const bars = walk(length, key);
    const holes: [number, string][] = [
      ...Array.from({ length: leading }, (_, i): [number, string] => [i, 'all']),
      ...gaps,
    ];
    for (const [i, where] of holes) {
      if (i < length) for (const name of PRICES) if (where === 'all' || where === name) bars[name][i] = Number.NaN;
    }
    return bars;
  });

const outputOf = (value: unknown, name: string): number =>
  typeof value === 'number' ? value : (value as Record<string, number>)[name];

function expectAt(entry: IndicatorEntry, expected: Series, i: number, value: unknown): void {
  for (const [name, column] of Object.entries(expected)) {
    const actual = outputOf(value, name);
    if (!same(actual, column[i])) expect.fail(`${entry.id}.${name} at ${i}: batch ${column[i]}, stream ${actual}`);
  }
}

/** Feeds a stream while it peeks at, replaces, stores and restores bars, and compares every value with the batch. */
function expectStreamEqualsBatch(
  entry: IndicatorEntry,
  bars: TestBars,
  params: Params,
  actions: readonly number[],
): void {
  const expected = entry.compute(bars, params);
  const n = bars.close.length;
  const wrongBars = pointBars(1, () => 2);
  const gapBars = pointBars(1, () => Number.NaN);
  let stream = entry.stream(params);
  for (let i = 0; i < n; i++) {
    const input = inputAt(entry, bars, i);
    const action = actions.length === 0 ? 0 : actions[i % actions.length];
    if (action === 1) {
      stream.peek(inputAt(entry, wrongBars, 0));
      stream.peek(inputAt(entry, gapBars, 0));
      expectAt(entry, expected, i, stream.peek(input));
    }
    if (action === 2 || action === 3) {
      stream.update(inputAt(entry, action === 2 ? wrongBars : gapBars, 0));
      if (action === 3) stream.peek(inputAt(entry, wrongBars, 0));
      expectAt(entry, expected, i, stream.replace(input));
    } else expectAt(entry, expected, i, stream.update(input));
    if (action === 4) stream = entry.restore(JSON.parse(JSON.stringify(stream.snapshot())));
  }
  expect(stream.count).toBe(n);
  stream.reset();
  for (let i = 0; i < Math.min(n, 60); i++) expectAt(entry, expected, i, stream.update(inputAt(entry, bars, i)));
}

/** First parameters an arbitrary yields under a fixed seed. */
const sample = (entry: IndicatorEntry, seed: number, count = 1): Params[] =>
  fc.sample(parametersOf(entry), { seed, numRuns: count });

const firstDefined = (column: ArrayLike<number>): number =>
  Array.from(column).findIndex((value) => !Number.isNaN(value));

for (const entry of registry) {
  describe(`${entry.group}: ${entry.id}`, () => {
    it('agrees with its stream bit for bit, through gaps, peek, replace, reset and snapshots, under every policy', () => {
      fc.assert(
        fc.property(
          gappyBars,
          parametersOf(entry),
          fc.array(fc.nat(4), { maxLength: 7 }),
          fc.constantFrom('window', 'window', 'poison'),
          (bars, params, actions, nan) => expectStreamEqualsBatch(entry, bars, { ...params, nan }, actions),
        ),
        { numRuns: 25, seed: 7 },
      );
    });

    it('agrees with its stream where sums are taken afresh', () => {
      const [params] = sample(entry, 3);
      expectStreamEqualsBatch(entry, walk(2100, 5), params, [0, 1, 2, 4, 0, 0, 0, 0, 0, 0, 0]);
    });

    it('does not look ahead', () => {
      for (const params of sample(entry, 11, 3)) {
        assertCausal((bars) => entry.compute(bars as unknown as Columns, params), walk(300, 9));
      }
    });

    it('is defined from the bar that first() says, and from there on', () => {
      for (const params of [{}, ...sample(entry, 5, 5)]) {
        const first = entry.first(params);
        const warmup = entry.warmup(params);
        const bars = walk(warmup + 30, 2);
        const columns = entry.compute(bars, params);
        expect(Object.keys(columns)).toEqual(Object.keys(entry.outputs));
        const stream = entry.stream(params);
        for (let i = 0; i < warmup; i++) stream.update(inputAt(entry, bars, i));
        expect(stream.ready, `ready before warm-up with ${JSON.stringify(params)}`).toBe(false);
        stream.update(inputAt(entry, bars, warmup));
        expect(stream.ready, `ready after warm-up with ${JSON.stringify(params)}`).toBe(true);
        for (const [name, column] of Object.entries(columns)) {
          if (entry.outputs[name].vote) continue;
          expect(firstDefined(column), `${name} with ${JSON.stringify(params)}`).toBe(first[name]);
          expect(Array.from(column).slice(first[name]).some(Number.isNaN), `${name} has holes`).toBe(false);
        }
      }
    });

    it('starts later, and no different, on a series that starts later', () => {
      for (const params of sample(entry, 6, 3)) {
        const bars = walk(200, 8);
        const late = walk(207, 8);
        for (const name of PRICES) {
          late[name].set(bars[name], 7);
          late[name].fill(Number.NaN, 0, 7);
        }
        late.time.set(bars.time, 7);
        const expected = entry.compute(bars, params);
        for (const [name, column] of Object.entries(entry.compute(late, params))) {
          expect(column.slice(7)).toEqual(expected[name]);
          expect(firstDefined(column.slice(0, 7))).toBe(entry.outputs[name].vote ? 0 : -1);
        }
      }
    });

    it('stays within its ranges and finite on markets that stand still, climb, fall, alternate and spike', () => {
      const markets = {
        still: pointBars(700, () => 1e5),
        climbing: pointBars(700, (i) => 100 + i),
        falling: pointBars(700, (i) => 1000 - i),
        alternating: pointBars(700, (i) => (i % 2 === 0 ? 100 : 101)),
        spiking: pointBars(700, (i) => (i === 300 ? 1e15 : 100 + Math.sin(i))),
        walking: walk(700, 12),
      };
      for (const [market, bars] of Object.entries(markets)) {
        for (const params of [{}, ...sample(entry, 13, 2)]) {
          for (const [name, column] of Object.entries(entry.compute(bars, params))) {
            const [low, high] = entry.outputs[name].range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
            const slack = Number.isFinite(high - low) ? 1e-9 * (high - low) : 1e-9;
            const bad = Array.from(column).findIndex(
              (value) =>
                !Number.isNaN(value) && !(Math.abs(value) < 1e300 && value >= low - slack && value <= high + slack),
            );
            expect(bad < 0 ? '' : `${name} = ${column[bad]} at ${bad}`, `${market} ${JSON.stringify(params)}`).toBe('');
          }
        }
      }
    });

    it('gives the same into buffers that held something else, and into its own input', () => {
      const bars = walk(400, 1);
      const before = structuredClone(bars);
      for (const params of sample(entry, 4, 2)) {
        const fresh = entry.compute(bars, params);
        expect(bars).toEqual(before);
        expect(entry.compute(bars, params, structuredClone(entry.compute(walk(400, 2), params)))).toEqual(fresh);
        const own = structuredClone(bars);
        const names = Object.keys(fresh);
        const out = Object.fromEntries(
          names.map((name, i) => [
            name,
            entry.outputs[name].vote ? new Int8Array(400) : (own[entry.inputs[i]] ?? new Float64Array(400)),
          ]),
        );
        expect(entry.compute(own, params, out)).toEqual(fresh);
      }
    });

    it('forgets its start after converge()', () => {
      if (entry.anchored !== 'none') return;
      for (const params of [{}, ...sample(entry, 21, 2)]) {
        const digits = 10;
        const needed = entry.converge(params, digits);
        expect(needed).toBeGreaterThanOrEqual(entry.warmup(params));
        if (needed > 20_000) continue;
        const bars = walk(needed + 500, 15);
        const whole = entry.compute(bars, params);
        const tail = Object.fromEntries(
          Object.entries(bars).map(([name, column]) => [name, column.slice(400)]),
        ) as unknown as TestBars;
        for (const [name, column] of Object.entries(entry.compute(tail, params))) {
          const scale = Math.max(...Array.from(column).filter(Number.isFinite).map(Math.abs), 1e-9);
          for (let i = needed; i < column.length; i++) {
            const error = Math.abs(column[i] - whole[name][i + 400]) / scale;
            if (!(error <= 10 ** -digits * 20))
              expect.fail(`${name} at ${i}: ${column[i]} after a late start, else ${whole[name][i + 400]}`);
          }
        }
      }
    });

    it('refuses parameters outside their domain by name', () => {
      const bars = walk(50, 3);
      for (const [name, parameter] of Object.entries(entry.params)) {
        const bad: unknown[] =
          parameter.type === 'choice'
            ? ['nonsense', 7]
            : [Number.NaN, parameter.min - 1, parameter.max * 2 + 1, Infinity, '3', null];
        if (parameter.type === 'int') bad.push(1.5, -3, 0.5);
        for (const value of bad) {
          const params = { [name]: value } as Params;
          for (const run of [() => entry.compute(bars, params), () => entry.stream(params)]) {
            expect(run, `${name}: ${String(value)}`).toThrow(ParameterError);
            expect(run, `${name}: ${String(value)}`).toThrow(name);
          }
        }
      }
      const nan = { nan: 'ignore' as never };
      expect(() => entry.compute(bars, nan)).toThrow(/nan/);
      expect(() => entry.stream(nan)).toThrow(/nan/);
    });

    it('refuses columns of different lengths and buffers that do not fit', () => {
      const bars = walk(50, 3);
      if (entry.inputs.length > 1) {
        const last = entry.inputs[entry.inputs.length - 1];
        const short = () => entry.compute({ ...bars, [last]: bars[last].subarray(1) });
        expect(short).toThrow(DataError);
        expect(short).toThrow(last);
        expect(() => entry.compute({ ...bars, [last]: undefined } as never)).toThrow(DataError);
      }
      expect(() => entry.compute({} as never)).toThrow(DataError);
      if (entry.inputs.length > 1) expect(() => entry.compute(null as never)).toThrow(DataError);
      for (const name of Object.keys(entry.outputs)) {
        expect(() => entry.compute(bars, {}, { [name]: new Float64Array(49) })).toThrow(ParameterError);
      }
    });

    it('has nothing to say, and does not fail, on series shorter than its warm-up', () => {
      for (const length of [0, 1, Math.min(entry.warmup(), 60)]) {
        for (const [name, column] of Object.entries(entry.compute(head(walk(60, 1), length)))) {
          expect(column.length).toBe(length);
          if (!entry.outputs[name].vote && length <= entry.first()[name]) expect(firstDefined(column)).toBe(-1);
        }
      }
    });

    it('names the bar and the column of a gap where the policy is to throw', () => {
      const bars = walk(30, 3);
      const column = entry.inputs.find((name) => name !== 'time') as (typeof PRICES)[number];
      bars[column][0] = Number.NaN; // not a gap: the series has not begun
      bars[column][20] = Number.NaN;
      expect(() => entry.compute(bars, { nan: 'throw' })).toThrow(DataError);
      expect(() => entry.compute(bars, { nan: 'throw' })).toThrow(/row 20/);
      const stream = entry.stream({ nan: 'throw' });
      for (let i = 0; i < 20; i++) stream.update(inputAt(entry, bars, i));
      expect(() => stream.update(inputAt(entry, bars, 20))).toThrow(/row 20/);
      expect(stream.count).toBe(20);
      expect(() => stream.replace(inputAt(entry, bars, 20))).toThrow(/row 19/);
      expect(stream.count).toBe(20);
    });

    it('refuses the snapshot of another indicator', () => {
      expect(() => entry.restore({ ...entry.stream().snapshot(), indicator: 'another' })).toThrow(IntegrityError);
    });
  });
}
