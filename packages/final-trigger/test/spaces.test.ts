import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFinalTriggerParams } from '../src/params.ts';
import {
  type ExitSpaceName,
  exitSpace,
  type IchimokuSpaceName,
  ichimokuSpace,
  SENKOU_B_GRID,
  withPoint,
} from '../src/spaces.ts';

const defaults = parseFinalTriggerParams();
const exitNames: readonly ExitSpaceName[] = [
  'baseline',
  'moderate',
  'highVolatility',
  'mediumVolatility',
  'lowVolatility',
  'conservative',
];

describe('exitSpace', () => {
  it('has the ranges of the earlier system, in steps of 1/4, 1/4, 1/2 and 1/2 ATR', () => {
    const table = Object.fromEntries(
      exitNames.slice(0, -1).map((name) => {
        const { dimensions } = exitSpace(name);
        expect(dimensions.map(({ name, step }) => [name, step])).toEqual([
          ['stopAtr', 0.25],
          ['target1', 0.25],
          ['target2', 0.5],
          ['target3', 0.5],
        ]);
        return [name, dimensions.map(({ low, high }) => `${low}-${high}`).join(' ')];
      }),
    );
    expect(table).toEqual({
      baseline: '1.5-5 1.5-5 3-12 2-10',
      moderate: '2-4.75 2-4.75 3.5-10 5-11',
      highVolatility: '1.5-3.5 1.5-3 2.5-7 4-10',
      mediumVolatility: '2-4.5 2-4 3.5-10 5-12',
      lowVolatility: '3-5.5 3-5.5 5-12 7-15',
    });
    expect(exitSpace('conservative').dimensions.map(({ choices }) => choices)).toEqual([
      [3, 3.5, 4, 4.5, 5],
      [3, 3.5, 4, 4.5, 5],
      [3, 4, 5, 6],
      [6, 7, 8, 9],
    ]);
  });

  for (const name of exitNames) {
    it(`${name}: feasible are the ladders with gaps of at least half an ATR, and no others`, () => {
      const space = exitSpace(name);
      const broken: unknown[] = [];
      let feasible = 0;
      for (let i = 0; i < space.size; i++) {
        const point = space.pointAt(i);
        const { target1, target2, target3 } = space.decode(point);
        const isLadder = target2 - target1 >= 0.5 && target3 - target2 >= 0.5;
        if (space.isFeasible(point) !== isLadder) broken.push(space.decode(point));
        if (isLadder) feasible++;
      }
      expect(broken).toEqual([]);
      expect(feasible).toBeGreaterThan(0);
    });
  }

  it('every feasible point is accepted as parameters', () => {
    fc.assert(
      fc.property(fc.constantFrom(...exitNames), fc.nat(), (name, index) => {
        const space = exitSpace(name);
        const point = space.pointAt(index % space.size);
        fc.pre(space.isFeasible(point));
        const sample = space.decode(point);
        const { stopAtr, targetAtr } = parseFinalTriggerParams(withPoint(defaults, sample));
        expect([stopAtr, ...targetAtr]).toEqual(Object.values(sample));
      }),
      { seed: 1 },
    );
  });

  it('refuses a name it does not know', () => {
    expect(() => exitSpace('tight' as ExitSpaceName)).toThrow(/name: expected one of baseline, .*conservative/);
    expect(() => exitSpace('constructor' as ExitSpaceName)).toThrow('one of baseline');
    expect(() => ichimokuSpace('moderate' as IchimokuSpaceName)).toThrow('one of baseline, conservative');
  });
});

describe('ichimokuSpace', () => {
  it('has the lengths of the earlier system', () => {
    const { dimensions } = ichimokuSpace();
    expect(dimensions.map(({ name, low, high, step }) => [name, low, high, step])).toEqual([
      ['tenkan', 5, 20, 1],
      ['kijun', 20, 40, 1],
      ['fiveTenkan', 8, 16, 1],
      ['fiveKijun', 15, 30, 1],
    ]);
    expect(ichimokuSpace('conservative').dimensions.map(({ choices }) => choices)).toEqual([
      [9, 13, 18],
      [26, 34, 42],
      [9, 13, 18],
      [21, 26, 34],
    ]);
    expect(SENKOU_B_GRID).toEqual({ type: 'ordinal', choices: [26, 39, 52, 65, 78] });
  });

  it('keeps each tenkan below its kijun', () => {
    const space = ichimokuSpace();
    const point = { tenkan: 9, kijun: 26, fiveTenkan: 9, fiveKijun: 26 };
    expect(() => space.encode({ ...point, tenkan: 20, kijun: 20 })).toThrow('tenkan < kijun');
    expect(() => space.encode({ ...point, fiveTenkan: 16, fiveKijun: 15 })).toThrow('fiveTenkan < fiveKijun');
    expect([...space.encode({ tenkan: 19, kijun: 20, fiveTenkan: 15, fiveKijun: 16 })]).toEqual([19, 20, 15, 16]);
  });
});

describe('withPoint', () => {
  it('sets the lengths of both Ichimokus and leaves the rest', () => {
    const space = ichimokuSpace();
    fc.assert(
      fc.property(fc.nat(space.size - 1), fc.constantFrom(...SENKOU_B_GRID.choices), (index, senkouB) => {
        const point = space.decode(space.pointAt(index));
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
      { seed: 2 },
    );
  });

  it('changes only what the point names', () => {
    expect(withPoint(defaults, {})).toEqual(defaults);
    const different = parseFinalTriggerParams({
      ichimoku: { senkouB: 39 },
      fiveInOne: { ichimoku: { senkouB: 65, bear: 'strict' } },
    });
    expect(withPoint(different, { target2: 7, fiveKijun: 30 })).toEqual({
      ...different,
      targetAtr: [2, 7, 10],
      fiveInOne: { ...different.fiveInOne, ichimoku: { tenkan: 9, kijun: 30, senkouB: 65, bear: 'strict' } },
    });
  });

  it('refuses lengths for a voter that is off', () => {
    const off = parseFinalTriggerParams({ fiveInOne: { ichimoku: null } });
    expect(() => withPoint(off, { fiveTenkan: 9 })).toThrow('the Ichimoku of the five-in-one to be on');
    expect(withPoint(off, { tenkan: 10, senkouB: 26 }).fiveInOne.ichimoku).toBeNull();
  });
});
