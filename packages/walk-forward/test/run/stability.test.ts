import { categorical, float, int, space, when } from '@quantblocks/optimizer';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stabilityOf } from '../../src/run/stability.ts';

const { dimensions } = space({
  length: int(1, 9),
  exit: categorical(['target', 'trail']),
  target: when({ exit: ['target'] }, float(1, 3)),
});

it('knows values per fold, the share of the most frequent one, and the spread over the range', () => {
  const chosen = [
    { length: 2, exit: 'target', target: 1 },
    null,
    { length: 2, exit: 'trail' },
    { length: 5, exit: 'target', target: 3 },
  ];
  const [length, exit, target] = stabilityOf(dimensions, chosen);
  expect(length).toMatchObject({ name: 'length', values: [2, null, 2, 5], agreement: 2 / 3 });
  // A grid reaches half a cell beyond its ends: 0.5 .. 9.5, so cells are 1/9 apart; 2, 2 and 5 have a variance of 2.
  expect(length.spread).toBeCloseTo(Math.SQRT2 / 9, 12);
  expect(exit).toEqual({
    name: 'exit',
    values: ['target', null, 'trail', 'target'],
    agreement: 2 / 3,
    spread: Number.NaN,
  });
  expect(target).toEqual({ name: 'target', values: [1, null, null, 3], agreement: 0.5, spread: 0.5 });
});

it('has no figures where nothing was chosen', () => {
  for (const { agreement, spread } of stabilityOf(dimensions, [null]))
    expect([agreement, spread]).toEqual([Number.NaN, Number.NaN]);
});

it('keeps agreement in (0, 1] and spread in [0, 0.5], and does not depend on the order of folds', () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 12 });
  const property = fc.property(lengths, (values) => {
    const chosen = values.map((length) => ({ length, exit: 'trail' }));
    const [first] = stabilityOf(dimensions, chosen);
    const [second] = stabilityOf(dimensions, [...chosen].reverse());
    expect(first.agreement).toBeGreaterThan(0);
    expect(first.agreement).toBeLessThanOrEqual(1);
    expect(first.spread).toBeGreaterThanOrEqual(0);
    expect(first.spread).toBeLessThanOrEqual(0.5);
    expect(first.agreement === 1).toBe(first.spread === 0);
    expect(second.agreement).toBe(first.agreement);
    expect(second.spread).toBeCloseTo(first.spread, 12);
  });
  fc.assert(property, { seed: 7 });
});
