import { describe, expect, it } from 'vitest';
import {
  assertCausal,
  type Bars,
  createBars,
  createRng,
  mean,
  ParameterError,
  QuantblocksError,
} from '../src/index.ts';

const rng = createRng(3, 'assert-causal');
const price = Float64Array.from({ length: 80 }, (_, i) => 100 + i / 10 + rng.normal());
const bars = createBars({
  time: price.map((_, i) => i * 1000),
  open: price,
  high: price.map((value) => value + 1),
  low: price.map((value) => value - 1),
  close: price,
});

describe('assertCausal accepts', () => {
  it('lags, expanding means and streams with warm-up', () => {
    assertCausal((x) => x.map((_, i) => (i < 3 ? Number.NaN : x[i - 3])), price);
    assertCausal((x) => x.map((_, i) => mean(x.subarray(0, i + 1))), price);
  });
  it('several series in and out, plain arrays and integers', () => {
    const pair = { a: price, b: price.map((value) => -value) };
    assertCausal(({ a, b }) => ({ sum: a.map((value, i) => value + b[i]), first: Array.from(a) }), pair);
    assertCausal((x) => Int8Array.from(x, (value, i) => (value > x[i - 1] ? 1 : 0)), price);
  });
  it('features of bars', () => {
    assertCausal((input: Bars) => input.high.map((high, i) => high - input.low[i]), bars);
  });
});

describe('assertCausal catches', () => {
  const cases: Record<string, (x: Float64Array) => ArrayLike<number>> = {
    'the next value': (x) => x.map((value, i) => x[i + 1] ?? value),
    'a value ten bars ahead': (x) => x.map((value, i) => x[i + 10] ?? value),
    'a centred average': (x) => x.map((_, i) => mean(x.subarray(Math.max(0, i - 1), i + 2))),
    'scaling by the whole sample': (x) => x.map((value) => value - mean(x)),
    'a maximum over everything': (x) => x.map((value) => value / Math.max(...x)),
    'a smoother that runs backwards': (x) => {
      const y = x.slice();
      for (let i = y.length - 2; i >= 0; i--) y[i] = 0.9 * y[i] + 0.1 * y[i + 1];
      return y;
    },
    'filling gaps from the future': (x) => x.map((_, i) => x[Math.min(x.length - 1, i + (i % 7 === 0 ? 1 : 0))]),
    'a rank within all values': (x) => x.map((value) => x.filter((other) => other < value).length),
    'reading past a view through its buffer': (x) => x.map((_, i) => new Float64Array(x.buffer)[i + 1] ?? 0),
  };
  it.each(Object.entries(cases))('%s', (_, feature) => {
    expect(() => assertCausal(feature, price)).toThrow(QuantblocksError);
    expect(() => assertCausal(feature, price)).toThrow('it looks ahead');
  });
  it('a leak in one series of several, by name', () => {
    const feature = (input: Bars): Record<string, Float64Array> => ({
      fine: input.close,
      leak: input.close.map((value, i) => input.open[i + 1] ?? value),
    });
    expect(() => assertCausal(feature, bars)).toThrow(/^leak: value \d+ changed from /);
  });
  it('bars read past a view through their buffer', () => {
    const feature = (input: Bars): Float64Array =>
      input.close.map((value, i) => new Float64Array(input.close.buffer)[i + 1] ?? value);
    expect(() => assertCausal(feature, bars)).toThrow('it looks ahead');
  });
  it('a NaN that becomes known later, and a changed sign of zero', () => {
    expect(() => assertCausal((x) => x.map((value, i) => (i + 1 < x.length ? value : Number.NaN)), price)).toThrow(
      'NaN',
    );
    expect(() => assertCausal((x) => x.map((_, i) => (i + 1 < x.length ? 0 : -0)), price)).toThrow('it looks ahead');
  });
  it('outputs that are shorter than the input or come and go', () => {
    expect(() => assertCausal((x) => x.subarray(1), price)).toThrow(
      'output: expected 80 values, as many as the input, got 79',
    );
    expect(() => assertCausal(() => price, price)).toThrow('expected 1 values, as many as the input, got 80');
    expect(() => assertCausal((x) => (x.length === 80 ? { a: x } : {}), price)).toThrow('a: expected 1 values');
  });
});

describe('assertCausal refuses', () => {
  it('fewer than two values, series of unequal length, and a negative number of cuts', () => {
    expect(() => assertCausal((x) => x, Float64Array.of(1))).toThrow(ParameterError);
    expect(() => assertCausal(() => [], {})).toThrow(ParameterError);
    expect(() => assertCausal(({ a }) => a, { a: price, b: price.subarray(1) })).toThrow('series of equal length 80');
    expect(() => assertCausal((x) => x, price, { cuts: -1 })).toThrow(ParameterError);
  });
  it('but tries the two ends even with no random cuts', () => {
    let calls = 0;
    const count = (x: Float64Array): Float64Array => {
      calls++;
      return x;
    };
    assertCausal(count, price, { cuts: 0 });
    expect(calls).toBe(3);
  });
});
