import { ParameterError } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import {
  kama,
  kamaMany,
  type NanOptions,
  rollingMax,
  rollingMaxMany,
  rollingMin,
  rollingMinMany,
} from '../../src/index.ts';
import { walk } from '../bars.ts';

type One = (src: ArrayLike<number>, options: NanOptions & { period: number }) => Float64Array;
type Many = (
  src: ArrayLike<number>,
  periods: readonly number[],
  options?: NanOptions,
  out?: readonly Float64Array[],
) => Float64Array[];

describe.each<[string, Many, One]>([
  ['kamaMany', kamaMany, kama],
  ['rollingMaxMany', rollingMaxMany, rollingMax],
  ['rollingMinMany', rollingMinMany, rollingMin],
])('%s', (_, many, one) => {
  const periods = [20, 1, 7, 7, 300, 3000];
  const { close } = walk(2500, 4);
  const gappy = close.slice();
  for (const i of [0, 1, 40, 1500]) gappy[i] = Number.NaN;

  it('is bit for bit the single call for every period, whatever their order, with and without gaps', () => {
    for (const src of [close, gappy, Array.from(gappy), close.subarray(0, 5), new Float64Array(0)]) {
      for (const nan of ['window', 'poison'] as const) {
        expect(many(src, periods, { nan })).toEqual(periods.map((period) => one(src, { period, nan })));
      }
    }
  });

  it('writes into buffers, also into its own input', () => {
    const own = close.slice();
    const other = new Float64Array(2500).fill(7);
    const [a, b] = many(own, [5, 9], {}, [own, other]);
    expect([a === own, b === other]).toEqual([true, true]);
    expect([a, b]).toEqual([one(close, { period: 5 }), one(close, { period: 9 })]);
  });

  it('of no periods is nothing', () => {
    expect(many(close, [])).toEqual([]);
  });

  it('refuses bad periods, buffers and policies', () => {
    expect(() => many(close, [5, 0])).toThrow(ParameterError);
    expect(() => many(close, 5 as never)).toThrow(/periods/);
    expect(() => many(close, [5], {}, [new Float64Array(3)])).toThrow(/out.0/);
    expect(() => many(gappy, [5], { nan: 'throw' })).toThrow(/row 40/);
    expect(() => many(close, [5], { nan: 'ignore' as never })).toThrow(/nan/);
  });
});

it('kamaMany passes its other options on', () => {
  const { close } = walk(200, 4);
  const options = { fast: 3, slow: 11, publish: 'seed' } as const;
  expect(kamaMany(close, [4], options)).toEqual([kama(close, { ...options, period: 4 })]);
});
