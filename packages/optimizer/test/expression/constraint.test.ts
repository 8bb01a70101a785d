import { categorical, float, space, when } from '@quantblocks/optimizer';
import { constraint } from '@quantblocks/optimizer/expression';
import { describe, expect, it } from 'vitest';

describe('constraint', () => {
  it('is known by its text, and knows the parameters it reads', () => {
    const { name, text, parameters } = constraint('tp1 + 0.5 <= tp2 and tp2 < tp3');
    expect([name, text]).toEqual(['tp1 + 0.5 <= tp2 and tp2 < tp3', 'tp1 + 0.5 <= tp2 and tp2 < tp3']);
    expect(parameters).toEqual(['tp1', 'tp2', 'tp3']);
  });

  it('tests numbers', () => {
    const ladder = constraint('tp1 < tp2 < tp3');
    expect(ladder.test({ tp1: 1, tp2: 2, tp3: 3 })).toBe(true);
    expect(ladder.test({ tp1: 1, tp2: 2, tp3: 2 })).toBe(false);
    expect(ladder.test({ tp1: 1, tp2: 2, tp3: 3, other: 'text' })).toBe(true);
  });

  it('tests booleans', () => {
    const trail = constraint('not trail or trailAtr >= 2');
    expect(trail.test({ trail: false, trailAtr: 1 })).toBe(true);
    expect(trail.test({ trail: true, trailAtr: 1 })).toBe(false);
    expect(constraint('long == true or short == true').test({ long: false, short: true })).toBe(true);
  });

  it('refuses a parameter that is not what the text takes it for', () => {
    expect(() => constraint('a < b').test({ a: 1, b: 'far' })).toThrow('b: expected a number, got "far"');
    expect(() => constraint('a < b').test({ a: 1, b: true })).toThrow('b: expected a number, got true');
    expect(() => constraint('a or b > 1').test({ a: 1, b: 2 })).toThrow('a: expected a boolean, got 1');
  });

  it('is not broken by a comparison with a parameter that does not exist at a point', () => {
    const both = constraint('a < b and b < c');
    expect(both.test({ a: 1, b: 2 })).toBe(true);
    expect(both.test({ a: 2, b: 1, c: undefined })).toBe(false);
    expect(constraint('not (a < b)').test({ a: 1 })).toBe(true);
    expect(constraint('trail ? trailAtr > 2 : stop > 1').test({ trail: false, stop: 1 })).toBe(false);
    expect(constraint('trail ? trailAtr > 2 : stop > 1').test({ trail: true, stop: 1 })).toBe(true);
  });

  it('is broken by NaN out of parameters that exist', () => {
    expect(constraint('sqrt(a) < 2').test({ a: -1 })).toBe(false);
    expect(constraint('not (sqrt(a) < 2)').test({ a: -1 })).toBe(false);
  });

  it('checks names if there is a list, and needs one to tell e and pi from parameters', () => {
    expect(() => constraint('tenkn < kijun', ['tenkan', 'kijun'])).toThrow('did you mean tenkan?');
    expect(() => constraint('e < 3')).toThrow('expected a list of names (e may be a parameter or a constant)');
    expect(constraint('e < 3', ['e']).test({ e: 4 })).toBe(false);
    expect(constraint('x < pi', ['x']).test({ x: 3 })).toBe(true);
    expect(constraint('b < a', ['c', 'a', 'b']).test({ a: 1, b: 2 })).toBe(false);
  });

  it('is taken by a space', () => {
    const stops = space(
      { exit: categorical([true, false]), stop: float(1, 5), trail: when({ exit: [true] }, float(1, 5)) },
      { constraints: [constraint('stop < trail'), constraint('exit or stop > 2')] },
    );
    expect(() => stops.encode({ exit: true, stop: 4, trail: 2 })).toThrow('stop < trail');
    expect(() => stops.encode({ exit: false, stop: 1.5 })).toThrow('exit or stop > 2');
    expect(stops.decode(stops.encode({ exit: false, stop: 3 }))).toEqual({ exit: false, stop: 3 });
  });
});
