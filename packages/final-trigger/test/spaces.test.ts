import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ladderToTargets } from '../src/ladder.ts';
import { parseFinalTriggerParams } from '../src/params.ts';
import { type Dimension, EXIT_SPACES, ICHIMOKU_SPACES, type Space, withPoint } from '../src/spaces.ts';

const defaults = parseFinalTriggerParams();

function values(dimension: Dimension): number[] {
  if (dimension.kind === 'choice') return [...dimension.values];
  const step = dimension.kind === 'int' ? 1 : dimension.step;
  const count = Math.round((dimension.high - dimension.low) / step) + 1;
  return Array.from({ length: count }, (_, i) => dimension.low + i * step);
}

function points<Name extends string>(space: Space<Name>): fc.Arbitrary<Record<Name, number>> {
  const entries = Object.entries<Dimension>(space).map(([name, dimension]) => [
    name,
    fc.constantFrom(...values(dimension)),
  ]);
  return fc.record(Object.fromEntries(entries)) as fc.Arbitrary<Record<Name, number>>;
}

describe('EXIT_SPACES', () => {
  for (const [name, space] of Object.entries(EXIT_SPACES)) {
    it(`${name}: every sample is a rising ladder with gaps of at least half an ATR`, () => {
      fc.assert(
        fc.property(points(space), (point) => {
          const [first, second, third] = parseFinalTriggerParams(withPoint(defaults, point)).targetAtr;
          expect(second - first).toBeGreaterThanOrEqual(0.5 - 1e-12);
          expect(third - second).toBeGreaterThanOrEqual(0.5 - 1e-12);
        }),
      );
    });
  }

  it('baseline reaches every valid ladder of the ranges 1.5-5, 3-12 and 2-10', () => {
    const { first, gap12, gap23 } = EXIT_SPACES.baseline;
    const [firsts, gaps12, gaps23] = [first, gap12, gap23].map((dimension) => new Set(values(dimension)));
    for (let one = 1.5; one <= 5; one += 0.25)
      for (let two = Math.max(3, Math.ceil((one + 0.5) * 2) / 2); two <= 12; two += 0.5)
        for (let three = two + 0.5; three <= 10; three += 0.5)
          expect([firsts.has(one), gaps12.has(two - one), gaps23.has(three - two)]).toEqual([true, true, true]);
  });
});

describe('withPoint', () => {
  it('sets the lengths of both Ichimokus and leaves the rest', () => {
    fc.assert(
      fc.property(points(ICHIMOKU_SPACES.baseline), fc.constantFrom(26, 52, 78), (point, senkouB) => {
        const params = withPoint(defaults, { ...point, senkouB });
        expect(params.ichimoku).toEqual({ tenkan: point.tenkan, kijun: point.kijun, senkouB });
        expect(params.fiveInOne.ichimoku).toEqual({
          tenkan: point.fiveTenkan,
          kijun: point.fiveKijun,
          senkouB,
          bear: 'light',
        });
        expect({ ...params, ichimoku: defaults.ichimoku, fiveInOne: defaults.fiveInOne }).toEqual(defaults);
      }),
    );
  });

  it('refuses half a ladder, and lengths for a voter that is off', () => {
    expect(() => withPoint(defaults, { first: 2, gap12: 1 })).toThrow('gap23');
    const off = parseFinalTriggerParams({ fiveInOne: { ichimoku: null } });
    expect(() => withPoint(off, { fiveTenkan: 9 })).toThrow('the Ichimoku of the five-in-one to be on');
  });
});

describe('ladderToTargets', () => {
  it('refuses a gap that is not positive', () => {
    expect(() => ladderToTargets({ first: 2, gap12: 0, gap23: 1 })).toThrow('gap12: expected a number > 0, got 0');
  });
});
