import { createBars, DataError, emptyBars, ParameterError } from '@quantblocks/core';
import { type OrderPlan, simulate } from '@quantblocks/engine';
import { describe, expect, it } from 'vitest';
import { bare, exitsOf, flat, rejectionsOf, rows, signals } from './rows.ts';

// Bar 0 decides, bar 1 fills at 101, and so on.
const staircase = rows(
  [100, 100, 100, 100],
  [101, 103, 101, 102],
  [103, 105, 103, 104],
  [105, 107, 105, 106],
  [107, 109, 107, 108],
);

describe('entries', () => {
  it('a decision at the close fills at the next open, never at the close it was made on', () => {
    const { open } = simulate(staircase, { signal: signals(5, { 0: 1 }) }, bare);
    expect([open?.entryBar, open?.entryPrice]).toEqual([1, 101]);
  });

  it('entry close fills at the close of its own bar', () => {
    const { open } = simulate(staircase, { signal: signals(5, { 0: 1 }) }, { ...bare, entry: 'close' });
    expect([open?.entryBar, open?.entryPrice]).toEqual([0, 100]);
  });

  it('a decision on the last bar never fills', () => {
    const { positions, open, equity } = simulate(staircase, { signal: signals(5, { 4: 1 }) }, bare);
    expect([positions.length, open, equity[4]]).toEqual([0, null, 10_000]);
  });

  it('a second signal of the held side changes nothing', () => {
    const { open } = simulate(staircase, { signal: signals(5, { 0: 1, 1: 1, 2: 1 }) }, bare);
    expect([open?.entryBar, open?.quantity]).toEqual([1, 1]);
  });

  it('signals before tradeFrom only feed indicators', () => {
    const { open } = simulate(staircase, { signal: signals(5, { 0: 1, 2: -1 }) }, { ...bare, tradeFrom: 1 });
    expect([open?.side, open?.entryBar]).toEqual([-1, 3]);
  });

  it.each([
    ['reverse', ['2 signal 103'], -1],
    ['close', ['2 signal 103'], 0],
    ['ignore', [], 1],
  ] as const)('an opposite signal: %s', (onOpposite, exits, side) => {
    const result = simulate(staircase, { signal: signals(5, { 0: 1, 1: -1 }) }, { ...bare, onOpposite });
    expect(exitsOf(result)).toEqual(exits);
    expect(result.open?.side ?? 0).toBe(side);
  });

  it('sides long: an opposite signal closes and opens nothing', () => {
    const result = simulate(staircase, { signal: signals(5, { 0: 1, 1: -1, 2: -1 }) }, { ...bare, sides: 'long' });
    expect([exitsOf(result), result.open]).toEqual([['2 signal 103'], null]);
  });

  it('sides short: buys open nothing', () => {
    const result = simulate(staircase, { signal: signals(5, { 0: 1, 1: -1, 2: 1 }) }, { ...bare, sides: 'short' });
    expect([exitsOf(result), result.open]).toEqual([['3 signal 105'], null]);
  });

  it('an exit code closes its own side only, 2 closes either, and no exit re-enters on its bar', () => {
    const run = (code: number, first: 1 | -1) =>
      simulate(staircase, { signal: signals(5, { 0: first }), exit: signals(5, { 1: code }) }, bare).positions.length;
    expect([run(1, 1), run(-1, 1), run(2, 1), run(1, -1), run(-1, -1), run(2, -1)]).toEqual([1, 0, 1, 0, 1, 1]);
    const both = simulate(staircase, { signal: signals(5, { 0: 1, 1: 1 }), exit: signals(5, { 1: 1 }) }, bare);
    expect([both.positions.length, both.open]).toEqual([1, null]);
  });
});

describe('sizes', () => {
  const size = (sizing: NonNullable<typeof bare.sizing>, more: object = {}, plan: Partial<OrderPlan> = {}) =>
    simulate(flat(3), { signal: signals(3, { 0: 1 }), ...plan }, { ...bare, sizing, ...more }).open?.quantity;

  it('units, cash and fractions of equity', () => {
    expect(size({ kind: 'units', value: 3 })).toBe(3);
    expect(size({ kind: 'cash', value: 250 })).toBe(2.5);
    expect(size({ kind: 'fraction', value: 0.5 })).toBe(50);
  });

  it('all equity leaves room for the cost of its own fill', () => {
    // 10,000 = q * 100 * (1 + 1 %)
    const quantity = size({ kind: 'fraction', value: 1 }, { costs: { feeBps: 60, slippageBps: 40 }, maxLeverage: 1 });
    expect(quantity).toBeCloseTo(10_000 / 101, 10);
  });

  it('risk loses the stated fraction when the stop is hit at its price', () => {
    const stop = { unit: 'fraction', value: 0.04 } as const;
    // 1 % of 10,000 = 100 money at risk, 4 money a unit
    expect(size({ kind: 'risk', value: 0.01 }, {}, { stop })).toBeCloseTo(25, 12);
    const crash = rows([100, 100, 100, 100], [100, 100, 100, 100], [100, 100, 90, 95]);
    const sizing = { kind: 'risk', value: 0.01 } as const;
    const { finalEquity } = simulate(crash, { signal: signals(3, { 0: 1 }), stop }, { ...bare, sizing });
    expect(finalEquity).toBeCloseTo(9_900, 9);
  });

  it('risk of equity follows what was earned; risk of the initial capital does not', () => {
    const bars = rows([100, 100, 100, 100], [100, 110, 100, 110], [100, 100, 100, 100], [100, 100, 100, 100]);
    const plan = {
      signal: signals(4, { 0: 1, 2: 1 }),
      exit: signals(4, { 1: 2 }),
      stop: { unit: 'distance', value: 5 },
      targets: [{ unit: 'distance', value: 10, fraction: 1 }],
    } as const;
    const second = (base: 'equity' | 'initial') =>
      simulate(bars, plan, { ...bare, sizing: { kind: 'risk', value: 0.01, base } }).open?.quantity;
    // 20 units earn 200: then 102 money at risk, or 100 again, at 5 a unit.
    expect(second('equity')).toBeCloseTo(20.4, 12);
    expect(second('initial')).toBeCloseTo(20, 12);
  });

  it('a weight scales the size of its decision bar; no weight, no position', () => {
    const weight = Float64Array.of(0.5, 9, 9);
    expect(size({ kind: 'units', value: 4 }, {}, { weight })).toBe(2);
    const none = simulate(flat(3), { signal: signals(3, { 0: 1 }), weight: new Float64Array(3) }, bare);
    expect(rejectionsOf(none)).toEqual(['0 zeroSize']);
  });

  it('the quantity step rounds down, and below one step there is no position', () => {
    expect(size({ kind: 'cash', value: 399 }, { quantityStep: 1 })).toBe(3);
    expect(size({ kind: 'cash', value: 30 }, { quantityStep: 0.1 })).toBeCloseTo(0.3, 12);
    const none = simulate(flat(3), { signal: signals(3, { 0: 1 }) }, { ...bare, quantityStep: 7 });
    expect(rejectionsOf(none)).toEqual(['0 zeroSize']);
  });

  it('defect: no leverage cap. Orders above maxLeverage are cut and counted', () => {
    const cut = simulate(
      flat(3),
      { signal: signals(3, { 0: 1 }) },
      { ...bare, sizing: { kind: 'units', value: 500 }, maxLeverage: 2 },
    );
    expect([cut.open?.quantity, cut.cutEntries]).toEqual([200, 1]);
  });
});

describe('costs', () => {
  const both = rows([100, 100, 100, 100], [100, 100, 100, 100], [100, 120, 100, 110], [110, 110, 110, 110]);
  const target = { unit: 'fraction', value: 0.1, fraction: 1 } as const;
  const run = (costs: object, plan: Partial<OrderPlan> = {}) =>
    simulate(
      both,
      { signal: signals(4, { 0: 1 }), ...plan },
      { ...bare, costs: { feeBps: 100, slippageBps: 50, ...costs }, closeAtEnd: true },
    );

  it('fees and slippage are charged on the traded value of each fill', () => {
    // In at 100, out at the close of 110: 1 % and 0.5 % of 210.
    const { positions, fees, slippage, finalEquity } = run({});
    expect([fees, slippage, positions.netPnl[0], finalEquity]).toEqual([
      2.1,
      1.05,
      10 - 2.1 - 1.05,
      10_000 + 10 - 2.1 - 1.05,
    ]);
  });

  it('a target pays the maker fee and does not slip unless told to', () => {
    const plan = { targets: [target] };
    const maker = run({ makerFeeBps: 0 }, plan);
    expect([maker.fees, maker.slippage]).toEqual([1, 0.5]);
    expect(run({ slipTargets: true }, plan).slippage).toBeCloseTo(0.5 + 0.55, 12);
  });

  it('a maker rebate is money received', () => {
    expect(run({ makerFeeBps: -100 }, { targets: [target] }).fees).toBeCloseTo(1 - 1.1, 12);
  });

  it('entryNotional charges twice the entry value at the exit', () => {
    const { fees, equity } = run({ slippageBps: 0, charge: 'entryNotional' });
    expect([fees, equity[1]]).toEqual([2, 10_000]);
  });
});

describe('results', () => {
  it('defect: a trade open at the end is dropped. It is valued, reported and counted in equity', () => {
    const { open, finalEquity, positions, exposureBars } = simulate(staircase, { signal: signals(5, { 0: 1 }) }, bare);
    expect([positions.length, finalEquity, exposureBars]).toEqual([0, 10_007, 4]);
    expect(open).toMatchObject({ side: 1, entryBar: 1, entryPrice: 101, markPrice: 108, unrealisedPnl: 7, netPnl: 7 });
    expect(open?.stop).toBeNaN();
  });

  it('closeAtEnd closes it at the last close instead', () => {
    const result = simulate(staircase, { signal: signals(5, { 0: 1 }) }, { ...bare, closeAtEnd: true });
    expect([exitsOf(result), result.open, result.finalEquity]).toEqual([['4 end 108'], null, 10_007]);
  });

  it('defect: realised-only equity hides open losses. Marked equity shows them, bar by bar', () => {
    const dip = rows([100, 100, 100, 100], [100, 100, 60, 60], [60, 100, 60, 100], [100, 100, 100, 100]);
    const plan = { signal: signals(4, { 0: 1 }), exit: signals(4, { 2: 2 }) };
    expect(Array.from(simulate(dip, plan, bare).equity)).toEqual([10_000, 9_960, 10_000, 10_000]);
    expect(Array.from(simulate(dip, plan, { ...bare, equity: 'realised' }).equity)).toEqual([
      10_000, 10_000, 10_000, 10_000,
    ]);
    expect(simulate(dip, plan, { ...bare, equity: 'none' }).equity.length).toBe(0);
  });

  it('defect: legs are counted as trades. Three legs are one position', () => {
    const up = rows([100, 100, 100, 100], [100, 100, 100, 100], [100, 140, 100, 130]);
    const targets = [10, 20, 30].map(
      (value) => ({ unit: 'distance', value, fraction: value === 10 ? 0.5 : 0.25 }) as const,
    );
    const { positions, legs } = simulate(up, { signal: signals(3, { 0: 1 }), targets }, bare);
    expect([positions.length, legs.length, positions.quantity[0], positions.exitPrice[0]]).toEqual([1, 3, 1, 117.5]);
    expect(Array.from(legs.leg)).toEqual([1, 2, 3]);
    expect(Array.from(legs.position)).toEqual([0, 0, 0]);
  });

  it('defect: two runs of one process share numbers. A result keeps its own memory unless a workspace is passed', () => {
    const plan = { signal: signals(5, { 0: 1, 1: -1 }) };
    const first = simulate(staircase, plan, bare);
    simulate(staircase, { signal: signals(5, { 2: 1, 3: -1 }) }, bare);
    expect(exitsOf(first)).toEqual(['2 signal 103']);
  });

  it('tables grow beyond their first capacity', () => {
    const signal = Int8Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? 1 : -1));
    const { positions, legs } = simulate(flat(1000), { signal }, bare);
    expect([positions.length, legs.length, positions.entryBar[997]]).toEqual([998, 998, 998]);
  });
});

describe('refused input', () => {
  const one = signals(1, { 0: 1 });

  it('no bars at all', () => {
    expect(() => simulate(emptyBars('X', 1), { signal: new Int8Array(0) }, bare)).toThrow(DataError);
  });

  it('one bar is a run in which nothing can fill', () => {
    const { positions, open, equity } = simulate(flat(1), { signal: one }, bare);
    expect([positions.length, open, equity[0]]).toEqual([0, null, 10_000]);
  });

  it('all-flat bars give positions without profit, and metrics of nothing', () => {
    const { finalEquity, positions } = simulate(flat(4), { signal: signals(4, { 0: 1, 1: -1 }) }, bare);
    expect([finalEquity, positions.netPnl[0]]).toEqual([10_000, 0]);
  });

  it('signals that are not an Int8Array, or not as long as the bars', () => {
    expect(() => simulate(flat(2), { signal: [1, 0] as unknown as Int8Array }, bare)).toThrow(
      'plan.signal: expected an Int8Array',
    );
    expect(() => simulate(flat(2), { signal: one }, bare)).toThrow(
      'plan.signal: expected one value per bar (2), got 1',
    );
    expect(() => simulate(flat(2), { signal: new Int8Array(2), weight: new Float64Array(3) }, bare)).toThrow(
      'plan.weight',
    );
  });

  it('a signal other than -1, 0 and 1', () => {
    expect(() => simulate(flat(2), { signal: Int8Array.of(5, 0) }, bare)).toThrow(
      'signal[0]: expected -1, 0 or 1, got 5',
    );
  });

  it('NaN prices and negative prices do not become bars', () => {
    const price = [1, Number.NaN];
    expect(() => createBars({ time: [0, 1], open: price, high: price, low: price, close: price })).toThrow(DataError);
    expect(() => flat(2, -5)).toThrow(/expected a finite price > 0, got -5/);
  });

  it('a target ladder out of order is an error under strict, and traded as written under literal', () => {
    const targets = [20, 10].map((value) => ({ unit: 'distance', value, fraction: 0.5 }) as const);
    const plan = { signal: signals(3, { 0: 1 }), targets };
    const up = rows([100, 100, 100, 100], [100, 100, 100, 100], [100, 115, 100, 110]);
    expect(() => simulate(up, plan, bare)).toThrow(ParameterError);
    expect(() => simulate(up, plan, bare)).toThrow(
      'targets[1].value: expected a target beyond the one before it (20), got 10',
    );
    expect(exitsOf(simulate(up, plan, { ...bare, ladder: 'literal' }))).toEqual(['2 target 110']);
  });

  it('entries whose levels cannot be placed are refused one by one, with their reason', () => {
    const bars = flat(6);
    const series = Float64Array.of(0, Number.NaN, 1, 1, 1, 1);
    const stop = { unit: 'distance', value: 1, series } as const;
    const zero = simulate(bars, { signal: signals(6, { 0: 1, 1: 1 }), stop }, bare);
    expect(rejectionsOf(zero)).toEqual(['0 zeroRisk', '1 unknownLevel']);
    const wrongSide = { unit: 'price', value: 120 } as const;
    expect(rejectionsOf(simulate(bars, { signal: signals(6, { 0: 1 }), stop: wrongSide }, bare))).toEqual([
      '0 zeroRisk',
    ]);
    const below = [{ unit: 'price', value: 90, fraction: 1 }] as const;
    expect(rejectionsOf(simulate(bars, { signal: signals(6, { 0: 1 }), targets: below }, bare))).toEqual(['0 ladder']);
    const noStop = { ...bare, sizing: { kind: 'risk', value: 0.01 } } as const;
    expect(rejectionsOf(simulate(bars, { signal: signals(6, { 0: 1 }) }, noStop))).toEqual(['0 zeroRisk']);
  });
});
