import { describe, expect, it } from 'vitest';
import { EfficiencyRatio, efficiencyRatio } from '../../src/trend/efficiency-ratio.ts';

describe('efficiencyRatio', () => {
  it('is net change over path', () => {
    // Bar 3: |3 - 1| / (1 + 2 + 1). Bar 4: |3 - 2| / (2 + 1 + 0).
    expect(Array.from(efficiencyRatio([1, 2, 4, 3, 3], { period: 3 }))).toEqual([0, 0, 0, 0.5, 1 / 3]);
  });

  it('is 0 while the price stands still and 1 on a straight path', () => {
    expect(Array.from(efficiencyRatio([5, 5, 5, 6, 7], { period: 1 }))).toEqual([0, 0, 0, 1, 1]);
    expect(Array.from(efficiencyRatio([9, 8, 6], { period: 2 }))).toEqual([0, 0, 1]);
  });

  it('passes over a gap', () => {
    expect(Array.from(efficiencyRatio([1, 2, Number.NaN, 3], { period: 2 }))).toEqual([0, 0, Number.NaN, 1]);
  });

  it('stays within 0 .. 1 after a spike, and is exact again where the path is taken afresh', () => {
    const x = Float64Array.from({ length: 1100 }, (_, i) => (i === 500 ? 1e15 : 100 + (i % 2)));
    const actual = efficiencyRatio(x, { period: 4 });
    expect(actual.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(efficiencyRatio(x, { period: 3 })[1030]).toBe(1 / 3);
    const stream = new EfficiencyRatio({ period: 4 });
    expect(Float64Array.from(x, (price) => stream.update(price))).toEqual(actual);
  });
});
