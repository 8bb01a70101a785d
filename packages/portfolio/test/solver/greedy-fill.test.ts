import { describe, expect, it } from 'vitest';
import { exchangeGain } from '../../src/solver/exchange-gain.ts';
import { greedyFill } from '../../src/solver/greedy-fill.ts';

const floor = Float64Array.of(0.125, 0, 0);
const cap = Float64Array.of(1, 0.5, 0.25);

describe('greedyFill', () => {
  it('fills the cheapest assets up to their caps, above all floors', () => {
    const weights = new Float64Array(3);
    expect(greedyFill(Float64Array.of(3, 1, 2), { floor, cap }, weights)).toBe(0);
    expect(weights).toEqual(Float64Array.of(0.25, 0.5, 0.25));
  });
});

describe('exchangeGain', () => {
  it('is what the best exchange of two assets gains, and nothing where none may give or take', () => {
    const box = { floor, cap };
    // Asset 0 may only take, asset 2 may only give.
    expect(exchangeGain(Float64Array.of(1, 2, 5), Float64Array.of(0.125, 0.5, 0.25), box)).toBe(4);
    expect(exchangeGain(Float64Array.of(5, 2, 1), Float64Array.of(0.125, 0.5, 0.25), box)).toBe(0);
  });
});
