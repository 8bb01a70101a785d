import { DataError, ParameterError } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import { Atr, atr, Ema, ema, rsi, Sma, sma, trueRange } from '../src/index.ts';

const { NaN: gap, POSITIVE_INFINITY: inf } = Number;
const run = (stream: { update(x: number): number }, values: readonly number[]): number[] =>
  values.map((x) => stream.update(x));

describe('a gap', () => {
  it('makes a windowed value unknown exactly while it is in the window', () => {
    const x = [1, 2, 3, gap, 5, 6, 7, 8];
    const expected = [gap, gap, 2, gap, gap, gap, 6, 7];
    expect(Array.from(sma(x, { period: 3 }))).toEqual(expected);
    expect(run(new Sma({ period: 3 }), x)).toEqual(expected);
  });

  it('makes a recursive value unknown on its bar alone, and the recursion goes on from where it was', () => {
    // alpha = 1/2: 2, (2 + 4) / 2, unknown, (3 + 5) / 2.
    const x = [2, 4, gap, 5];
    const expected = [2, 3, gap, 4];
    expect(Array.from(ema(x, { period: 3, seed: 'first' }))).toEqual(expected);
    expect(run(new Ema({ period: 3, seed: 'first' }), x)).toEqual(expected);
  });

  it('in one column of a bar passes over the whole bar', () => {
    const bars = { high: [10, 20, 12], low: [8, gap, 11], close: [9, 15, 12] };
    // The close of 15 is not seen: the range of the last bar reaches from the 9 before it.
    expect(Array.from(trueRange(bars))).toEqual([2, gap, 3]);
    expect(Array.from(atr(bars, { period: 1 }))).toEqual([2, gap, 3]);
    const stream = new Atr({ period: 1 });
    expect(bars.close.map((close, i) => stream.update({ high: bars.high[i], low: bars.low[i], close }))).toEqual([
      2,
      gap,
      3,
    ]);
  });

  it('poisons everything after it where asked to, until the bar is corrected', () => {
    const x = [1, 2, gap, 4, 5, 6];
    expect(Array.from(sma(x, { period: 2, nan: 'poison' }))).toEqual([gap, 1.5, gap, gap, gap, gap]);
    expect(Array.from(ema(x, { period: 2, nan: 'poison' }))).toEqual([gap, 1.5, gap, gap, gap, gap]);
    const stream = new Sma({ period: 2, nan: 'poison' });
    expect(run(stream, [1, 2, gap])).toEqual([gap, 1.5, gap]);
    expect(stream.replace(3)).toBe(2.5);
    expect(stream.update(4)).toBe(3.5);
  });

  it('throws where asked to, by bar and column, and buffers and streams are as they were', () => {
    expect(() => sma([1, gap, 3], { nan: 'throw' })).toThrow(DataError);
    expect(() => sma([1, gap, 3], { nan: 'throw' })).toThrow('row 1, column src: expected a number, got NaN');
    const out = Float64Array.of(7, 8, 9);
    for (const average of [sma, ema]) expect(() => average([1, gap, 3], { nan: 'throw' }, out)).toThrow(DataError);
    expect(Array.from(out)).toEqual([7, 8, 9]);
    const stream = new Ema({ period: 3, seed: 'first', nan: 'throw' });
    stream.update(2);
    stream.update(4);
    for (const call of [() => stream.update(gap), () => stream.peek(gap), () => stream.replace(gap)]) {
      expect(call).toThrow(DataError);
    }
    expect(stream.update(5)).toBe(4);
  });

  it('at the start is none: the series has not begun', () => {
    const late = [gap, gap, 1, 2, 3];
    expect(Array.from(sma(late, { period: 2, nan: 'throw' }))).toEqual([gap, gap, gap, 1.5, 2.5]);
    expect(Array.from(sma(late, { period: 2, nan: 'poison' }))).toEqual([gap, gap, gap, 1.5, 2.5]);
    expect(run(new Sma({ period: 2, nan: 'poison' }), late)).toEqual([gap, gap, gap, 1.5, 2.5]);
  });

  it('may be replaced, and a bar may be replaced by one', () => {
    const stream = new Sma({ period: 2 });
    run(stream, [1, 2, gap]);
    expect(stream.replace(3)).toBe(2.5);
    expect(stream.replace(gap)).toBeNaN();
    expect(stream.replace(gap)).toBeNaN();
    expect(stream.replace(5)).toBe(3.5);
    expect(stream.count).toBe(3);
  });

  it('is told from infinities', () => {
    expect(() => sma([inf, -inf, 1, 2, 3, 4, 5, 6, 7, 8], { period: 1, nan: 'throw' })).not.toThrow();
  });
});

describe('chains', () => {
  it('keep their alignment', () => {
    const price = Array.from({ length: 40 }, (_, i) => 100 + 5 * Math.sin(i));
    const smoothed = sma(rsi(price, { period: 14 }), { period: 3 });
    expect(smoothed.length).toBe(40);
    expect(smoothed.findIndex((value) => !Number.isNaN(value))).toBe(16);
    const strength = rsi(price, { period: 14 });
    expect(smoothed[20]).toBeCloseTo((strength[18] + strength[19] + strength[20]) / 3, 12);
  });
});

describe('inputs and buffers', () => {
  it('may be any array of numbers, also one on shared memory', () => {
    const shared = new Float64Array(new SharedArrayBuffer(24));
    shared.set([1, 2, 3]);
    for (const src of [[1, 2, 3], Float32Array.of(1, 2, 3), Int32Array.of(1, 2, 3), shared]) {
      expect(Array.from(sma(src, { period: 2 }))).toEqual([gap, 1.5, 2.5]);
    }
  });

  it('must be arrays', () => {
    for (const src of [undefined, null, 7, {}]) expect(() => sma(src as never)).toThrow(DataError);
    for (const bars of [undefined, null, 7]) expect(() => atr(bars as never)).toThrow('column high');
  });

  it('may overlap: the buffer may be a part of the memory that holds the input', () => {
    const memory = Float64Array.of(1, 2, 3, 4, 5);
    const expected = Array.from(sma(memory.slice(0, 4), { period: 2 }));
    expect(Array.from(sma(memory.subarray(0, 4), { period: 2 }, memory.subarray(1)))).toEqual(expected);
  });

  it('must fit', () => {
    expect(() => sma([1, 2], {}, new Float64Array(3))).toThrow('out: expected a Float64Array of 2, got a Float64Array');
    expect(() => sma([1, 2], {}, new Float32Array(2) as never)).toThrow(ParameterError);
  });
});
