import { DataError, ParameterError } from '@quantblocks/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type IchimokuClose, IchimokuVotes, ichimoku, ichimokuMasks, ichimokuVote } from '../../src/index.ts';
import { type TestBars, walk } from '../bars.ts';

const NAMES = ['close', 'tenkan', 'kijun', 'spanA', 'spanB'] as const;
type Lines = Record<(typeof NAMES)[number], Float64Array>;

/** Any five series can be lines. */
const linesOf = ({ open, high, low, close, volume }: TestBars): Lines => ({
  close,
  tenkan: open,
  kijun: high,
  spanA: low,
  spanB: volume.map((value) => value / 10),
});
const constant = (length: number, value: number): number[] => new Array<number>(length).fill(value);

describe('ichimokuMasks', () => {
  // Four bars on which everything rises as it should: close above tenkan above kijun above span A above span B.
  const rising = {
    close: [10, 20, 30, 40],
    tenkan: [4, 5, 6, 7],
    kijun: [3, 4, 5, 6],
    spanA: [2, 3, 4, 5],
    spanB: [1, 2, 3, 4],
  };
  const mirrored = Object.fromEntries(
    Object.entries(rising).map(([name, values]) => [name, values.map((value) => 100 - value)]),
  ) as unknown as IchimokuClose;

  it('is bull from the bar on that has a last one and ones near and far back', () => {
    expect(Array.from(ichimokuMasks(rising, { near: 1, far: 2 }).bull)).toEqual([0, 0, 1, 1]);
    expect(Array.from(ichimokuMasks(rising, { near: 0, far: 0 }).bull)).toEqual([0, 1, 1, 1]);
  });

  it('is strictly bear where the mirror image is bull and the lines are below the old cloud, and lightly bear earlier', () => {
    const { bull, bearLight, bearStrict } = ichimokuMasks(mirrored, { near: 1, far: 2 });
    expect([Array.from(bull), Array.from(bearLight), Array.from(bearStrict)]).toEqual([
      [0, 0, 0, 0],
      [0, 1, 1, 1],
      [0, 0, 1, 1],
    ]);
  });

  it.each([
    ['close = tenkan', { tenkan: 40 }],
    ['close = kijun', { kijun: 40 }],
    ['a tenkan that stands still', { tenkan: 6 }],
    ['a kijun that stands still', { kijun: 5 }],
    ['a span A that stands still', { spanA: 4 }],
    ['a span B that stands still', { spanB: 3 }],
    ['span A = span B', { spanB: 5 }],
  ])('is not bull with %s', (_, last) => {
    const changed = structuredClone(rising);
    for (const [name, value] of Object.entries(last)) changed[name as keyof typeof changed][3] = value;
    expect(ichimokuMasks(changed, { near: 1, far: 2 }).bull[3]).toBe(0);
  });

  it.each([
    ['span A near back', 'spanA', 2],
    ['span B near back', 'spanB', 2],
    ['tenkan near back', 'tenkan', 2],
    ['kijun near back', 'kijun', 2],
    ['span A far back', 'spanA', 1],
    ['span B far back', 'spanB', 1],
  ] as const)('is not bull with the close at %s', (_, name, bar) => {
    const changed = structuredClone(rising);
    changed[name][bar] = 40;
    expect(ichimokuMasks(changed, { near: 1, far: 2 }).bull[3]).toBe(0);
  });

  it.each([
    ['span B', 'spanB', 3],
    ['span A near back', 'spanA', 2],
    ['span B near back', 'spanB', 2],
  ] as const)('is not lightly bear with the close at %s', (_, name, bar) => {
    const falling = structuredClone(mirrored) as unknown as Record<string, number[]>;
    falling[name][bar] = 60;
    expect(ichimokuMasks(falling as unknown as IchimokuClose, { near: 1, far: 2 }).bearLight[3]).toBe(0);
  });

  it('counts from the first bar on which every line is known', () => {
    const bars = walk(300, 5);
    const lines = { close: bars.close, ...ichimoku(bars) };
    const { bull, bearLight, bearStrict } = ichimokuMasks(lines);
    expect([bull.indexOf(1) >= 101, bearStrict.indexOf(1) >= 101, bearLight.indexOf(1) >= 76]).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('writes into the buffers it is given, and refuses others', () => {
    const out = { bull: new Int8Array(4), bearLight: new Int8Array(4), bearStrict: new Int8Array(4).fill(5) };
    expect(ichimokuMasks(rising, { near: 1, far: 2 }, out)).toEqual(ichimokuMasks(rising, { near: 1, far: 2 }));
    expect(Array.from(out.bearStrict)).toEqual([0, 0, 0, 0]);
    expect(() => ichimokuMasks(rising, {}, { ...out, bull: new Int8Array(3) })).toThrow(/out.bull/);
  });

  it('refuses bad options and columns', () => {
    expect(() => ichimokuMasks(rising, { near: -1 })).toThrow(/near/);
    expect(() => ichimokuMasks(rising, { far: 1.5 })).toThrow(ParameterError);
    expect(() => ichimokuVote(rising, { bear: 'dark' as never })).toThrow(/bear/);
    expect(() => new IchimokuVotes({ near: -1 })).toThrow(ParameterError);
    expect(() => ichimokuMasks({ ...rising, spanB: [1] })).toThrow(/spanB/);
    expect(() => ichimokuVote({ ...rising, kijun: undefined as never })).toThrow(DataError);
  });
});

describe('ichimokuVote', () => {
  it('is the bull mask less the chosen bear mask', () => {
    const lines = linesOf(walk(400, 8));
    const masks = ichimokuMasks(lines, { near: 2, far: 3 });
    for (const [bear, mask] of [
      ['light', masks.bearLight],
      ['strict', masks.bearStrict],
    ] as const) {
      const expected = masks.bull.map((value, i) => value - mask[i]);
      expect(ichimokuVote(lines, { near: 2, far: 3, bear })).toEqual(expected);
    }
  });

  it('says nothing on a bar whose conditions reach across a gap', () => {
    const close = Float64Array.of(10, 8, 8, Number.NaN, 8, 8, 8);
    const lines = { close, tenkan: constant(7, 10), kijun: constant(7, 10), spanA: constant(7, 10) };
    const options = { near: 1, far: 2 };
    expect(Array.from(ichimokuVote({ ...lines, spanB: constant(7, 9) }, options))).toEqual([0, -1, -1, 0, 0, -1, -1]);
    expect(() => ichimokuVote({ ...lines, spanB: constant(7, 9) }, { ...options, nan: 'throw' })).toThrow(/close/);
  });
});

describe('IchimokuVotes', () => {
  const cases = fc.record({
    key: fc.nat(1000),
    near: fc.nat(6),
    far: fc.nat(8),
    bear: fc.constantFrom('light' as const, 'strict' as const),
    nan: fc.constantFrom('window' as const, 'poison' as const),
    gaps: fc.array(fc.tuple(fc.nat(79), fc.constantFrom(...NAMES)), { maxLength: 3 }),
    actions: fc.array(fc.nat(3), { minLength: 1, maxLength: 5 }),
  });

  it('equals the batch functions through gaps, peek, replace and snapshots', () => {
    const property = fc.property(cases, ({ key, gaps, actions, ...options }) => {
      const lines = linesOf(walk(80, key));
      for (const [i, name] of gaps) lines[name][i] = Number.NaN;
      const masks = ichimokuMasks(lines, options);
      const vote = ichimokuVote(lines, options);
      let stream = new IchimokuVotes(options);
      const wrong = { close: 1, tenkan: 2, kijun: 3, spanA: 4, spanB: 5 };
      for (let i = 0; i < 80; i++) {
        const { close, tenkan, kijun, spanA, spanB } = lines;
        const bar = { close: close[i], tenkan: tenkan[i], kijun: kijun[i], spanA: spanA[i], spanB: spanB[i] };
        const { bull, bearLight, bearStrict } = masks;
        const expected = { bull: bull[i], bearLight: bearLight[i], bearStrict: bearStrict[i], vote: vote[i] };
        const action = actions[i % actions.length];
        if (action === 1) expect(stream.peek(bar)).toEqual(expected);
        if (action === 2) stream.update(wrong);
        expect(action === 2 ? stream.replace(bar) : stream.update(bar)).toEqual(expected);
        if (action === 3) stream = IchimokuVotes.restore(JSON.parse(JSON.stringify(stream.snapshot())));
      }
    });
    fc.assert(property, { numRuns: 100, seed: 3 });
  });
});
