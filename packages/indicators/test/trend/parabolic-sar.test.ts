import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { ParabolicSar, parabolicSar } from '../../src/index.ts';
import { pointBars, walk } from '../bars.ts';

const variants = ['wilder', 'pine', 'tulip'] as const;
const close = (actual: ArrayLike<number>, expected: readonly number[]): void =>
  expectClose(actual, expected, { rtol: 1e-14 });

describe('parabolicSar', () => {
  const bars = { high: [10, 11, 13, 13], low: [8, 10, 10.5, 10.2], close: [9, 10.5, 12, 11] };

  it("turns when the price reaches the stop as it was kept outside the last two bars, or, in Pine, as it wasn't", () => {
    const options = { start: 0.5, max: 0.5 };
    // Bar 1: stop 8, extreme 11. Bar 2: 9.5, extreme 13. Bar 3: 11.25, kept at the low 10, which 10.2 does not reach.
    close(parabolicSar(bars, options), [Number.NaN, 8, 9.5, 10]);
    // Bar 2: 9.5, kept at the low 8. Bar 3: 10.5, which 10.2 is below: turned at the extreme 13.
    close(parabolicSar(bars, { ...options, variant: 'pine' }), [Number.NaN, 8, 8, 13]);
    // Bar 2: 9.5, kept at 8. Bar 3: 10.5, kept at 10.
    close(parabolicSar(bars, { ...options, variant: 'tulip' }), [Number.NaN, 8, 8, 10]);
  });

  it('accelerates with every new extreme, in Tulip from bar 0 on', () => {
    const options = { start: 0.1, step: 0.1, max: 0.5 };
    // Bar 2: 8 + 0.1 * 3. Bar 3: 8.3 + 0.2 * (13 - 8.3).
    close(parabolicSar(bars, options), [Number.NaN, 8, 8.3, 9.24]);
    // Bar 1: 11 is above the extreme 10. Bar 2: 8 + 0.2 * 3, kept at 8. Bar 3: 8 + 0.3 * 5.
    close(parabolicSar(bars, { ...options, variant: 'tulip' }), [Number.NaN, 8, 8, 9.5]);
    // Bar 3 at most by 0.15.
    close(parabolicSar(bars, { ...options, max: 0.15 }), [Number.NaN, 8, 8.3, 8.3 + 0.15 * 4.7]);
    // A start above the largest acceleration is that.
    close(
      parabolicSar(bars, { start: 1, max: 0.1 }),
      parabolicSar(bars, { start: 0.1, max: 0.1 }) as unknown as number[],
    );
  });

  it('turns on a touch, in Pine and Tulip only when crossed', () => {
    const touching = { high: [10, 11], low: [8, 8], close: [9, 8] };
    close(parabolicSar(touching), [Number.NaN, 11]);
    close(parabolicSar(touching, { variant: 'tulip' }), [Number.NaN, 8]);
    // Pine without acceleration: down by the close, with the stop at the high 10, which 11 crosses and 10 does not.
    close(parabolicSar(touching, { variant: 'pine', start: 0 }), [Number.NaN, 8]);
    const under = { ...touching, high: [10, 10] };
    close(parabolicSar(under, { variant: 'pine', start: 0 }), [Number.NaN, 10]);
  });

  it('keeps the stop outside the last two bars after a turn too, in Pine', () => {
    // Bar 1: downward, 10 + 0.5 * (6 - 10), which 9 is above: turned at 6. Bar 2: 6 + 0.5 * (9 - 6), which 7 is below: turned at 9,
    // kept at the high 10 of bar 0.
    const twice = { high: [10, 9, 8], low: [8, 6, 7], close: [9, 7, 7.5] };
    close(parabolicSar(twice, { start: 0.5, max: 0.5, variant: 'pine' }), [Number.NaN, 6, 10]);
  });

  it('starts with the larger move, with the close, or with the midpoint', () => {
    // Up by 1, down by 2; the close rises; the midpoint falls.
    const falling = { high: [10, 11], low: [8, 6], close: [7, 8] };
    // Downward from the high 10, which 11 is above: turned at the extreme 6; Tulip's extreme is the low of both bars.
    close(parabolicSar(falling), [Number.NaN, 6]);
    close(parabolicSar(falling, { variant: 'tulip' }), [Number.NaN, 6]);
    // Upward from the low 8, which 6 is below: turned at the extreme 11.
    close(parabolicSar(falling, { variant: 'pine' }), [Number.NaN, 11]);
    const equal = pointBars(2, () => 5);
    for (const variant of variants) close(parabolicSar(equal, { variant }), [Number.NaN, 5]);
  });

  it('is mirrored by mirrored prices', () => {
    const { high, low, close } = walk(500, 6);
    const negative = (column: Float64Array): Float64Array => column.map((value) => -value);
    for (const variant of variants) {
      const mirrored = parabolicSar({ high: negative(low), low: negative(high), close: negative(close) }, { variant });
      expect(negative(mirrored)).toEqual(parabolicSar({ high, low, close }, { variant }));
    }
  });

  it('takes back the bar that decides the first trend', () => {
    for (const variant of variants) {
      const stream = new ParabolicSar({ variant });
      stream.update({ high: 10, low: 8, close: 9 });
      stream.peek({ high: 9, low: 5, close: 6 });
      stream.update({ high: 9, low: 5, close: 6 });
      expect(stream.replace({ high: 11, low: 10, close: 10.5 }), variant).toBe(8);
    }
  });
});
