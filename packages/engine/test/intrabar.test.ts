import { createBars } from '@quantblocks/core';
import {
  type BacktestResult,
  type IntrabarPolicy,
  type OrderPlan,
  type SimulationConfig,
  simulate,
} from '@quantblocks/engine';
import { describe, expect, it } from 'vitest';
import { bare, exitsOf, rows, signals } from './rows.ts';

type Row = readonly [o: number, h: number, l: number, c: number];
const still: Row = [100, 100, 100, 100];
const mirror = ([o, h, l, c]: Row): Row => [200 - o, 200 - l, 200 - h, 200 - c];

/** Enters long at 100 on bar 1, then meets the given bars; or short, through the same bars upside down. */
function meet(
  bars: readonly Row[],
  plan: Partial<OrderPlan>,
  config: SimulationConfig = {},
  side: 1 | -1 = 1,
): BacktestResult {
  const all = [still, still, ...bars];
  const seen = side > 0 ? all : all.map(mirror);
  return simulate(rows(...seen), { signal: signals(all.length, { 0: side }), ...plan }, { ...bare, ...config });
}

const stop = { unit: 'distance', value: 5 } as const;
const target = { unit: 'distance', value: 10, fraction: 1 } as const;

describe('a bar that holds the stop and a target', () => {
  // Nearer to its high, so the high comes first under nearestExtreme.
  const both: Row = [100, 112, 85, 100];
  const cases: [IntrabarPolicy, string][] = [
    ['worst', '2 stop 95'],
    ['best', '2 target 110'],
    ['ohlc', '2 target 110'],
    ['olhc', '2 stop 95'],
    ['nearestExtreme', '2 target 110'],
  ];
  it.each(cases)('%s: %s', (intrabar, exit) => {
    const result = meet([both], { stop, targets: [target] }, { intrabar });
    expect(exitsOf(result)).toEqual([exit]);
    expect([result.ambiguousBars, result.positions.ambiguous[0]]).toEqual([1, 1]);
  });

  it('a short in the mirrored bar meets the mirrored prices; paths are of the real bar', () => {
    const short = (intrabar: IntrabarPolicy) => exitsOf(meet([both], { stop, targets: [target] }, { intrabar }, -1));
    expect(short('worst')).toEqual(['2 stop 105']);
    expect(short('best')).toEqual(['2 target 90']);
    // The real bar is 100, 115, 88, 100: its high is the short's stop.
    expect(short('ohlc')).toEqual(['2 stop 105']);
    expect(short('olhc')).toEqual(['2 target 90']);
    expect(short('nearestExtreme')).toEqual(['2 target 90']);
  });

  it('ties of nearestExtreme go against the position', () => {
    expect(exitsOf(meet([[100, 112, 88, 100]], { stop, targets: [target] }, { intrabar: 'nearestExtreme' }))).toEqual([
      '2 stop 95',
    ]);
  });

  it('bars with only one of them inside are not ambiguous', () => {
    const result = meet([[100, 112, 97, 100]], { stop, targets: [target] });
    expect([exitsOf(result), result.ambiguousBars]).toEqual([['2 target 110'], 0]);
  });

  it('the magnifier asks the lower timeframe, and counts bars it has no children for', () => {
    const child = (price: Row[], time: number[]) => {
      const column = (k: 0 | 1 | 2 | 3) => price.map((row) => row[k]);
      return createBars({
        time,
        timeframeMs: 20_000,
        open: column(0),
        high: column(1),
        low: column(2),
        close: column(3),
      });
    };
    const plan = { stop, targets: [target] };
    // Bar 2 lasts from 120 s to 180 s: first up to 112, then down to 85.
    const up = child(
      [
        [100, 112, 100, 111],
        [111, 111, 85, 100],
      ],
      [120_000, 140_000],
    );
    const seen = meet([both], plan, { intrabar: 'magnifier', magnifier: up });
    expect([exitsOf(seen), seen.unmagnifiedBars]).toEqual([['2 target 110'], 0]);
    const down = child(
      [
        [100, 100, 85, 86],
        [86, 112, 86, 100],
      ],
      [120_000, 140_000],
    );
    expect(exitsOf(meet([both], plan, { intrabar: 'magnifier', magnifier: down }))).toEqual(['2 stop 95']);
    const elsewhere = child([still, still], [0, 20_000]);
    const missed = meet([both], plan, { intrabar: 'magnifier', magnifier: elsewhere });
    expect([exitsOf(missed), missed.unmagnifiedBars]).toEqual([['2 stop 95'], 1]);
  });

  it('inside a magnified bar a trail rises with one child and is hit by the next', () => {
    const magnifier = createBars({
      time: [120_000, 140_000],
      timeframeMs: 20_000,
      open: [100, 120],
      high: [120, 120],
      low: [100, 110],
      close: [120, 112],
    });
    const trail = { unit: 'distance', value: 5 } as const;
    // Best 120, stop 115; the second child opens at 120 and falls through 115 to 110. The bar alone never reached 95.
    expect(exitsOf(meet([[100, 120, 100, 112]], { trail }, { intrabar: 'magnifier', magnifier }))).toEqual([
      '2 trail 115',
    ]);
  });
});

describe('gaps', () => {
  it('defect: a stop never slips. A bar that opens beyond it fills at the open', () => {
    const crash: Row = [80, 82, 78, 81];
    const result = meet([crash], { stop });
    expect([exitsOf(result), result.gapFills]).toEqual([['2 stop 80'], 1]);
    expect(exitsOf(meet([crash], { stop }, {}, -1))).toEqual(['2 stop 120']);
    expect(exitsOf(meet([crash], { stop }, { gapFill: false }))).toEqual(['2 stop 95']);
  });

  it('a target that the bar opens beyond fills at the better open', () => {
    const jump: Row = [120, 121, 119, 120];
    expect(exitsOf(meet([jump], { targets: [target] }))).toEqual(['2 target 120']);
    expect(exitsOf(meet([jump], { targets: [target] }, { gapFill: false }))).toEqual(['2 target 110']);
  });

  it('path policies let the open decide before the path starts', () => {
    const openFirst: Row = [120, 121, 90, 95];
    expect(exitsOf(meet([openFirst], { stop, targets: [target] }, { intrabar: 'olhc' }))).toEqual(['2 target 120']);
    expect(exitsOf(meet([openFirst], { stop, targets: [target] }, { intrabar: 'worst' }))).toEqual(['2 stop 95']);
  });
});

describe('the entry bar', () => {
  const wild = rows(still, [100, 112, 94, 100], still);
  const plan = { signal: signals(3, { 0: 1 }), stop, targets: [target] };

  it('a stop works on the bar of a next-open entry', () => {
    expect(exitsOf(simulate(wild, plan, bare))).toEqual(['1 stop 95']);
  });

  it('unless entryBarStops is off', () => {
    expect(exitsOf(simulate(wild, plan, { ...bare, entryBarStops: false }))).toEqual([]);
  });

  it('the bar of a close entry is over: nothing is tested on it', () => {
    const atClose = { ...plan, signal: signals(3, { 1: 1 }) };
    expect(exitsOf(simulate(wild, atClose, { ...bare, entry: 'close' }))).toEqual([]);
  });
});

describe('ladders and moved stops', () => {
  const ladder = (first: object = { stopTo: 'entry' }) =>
    [
      { unit: 'risk', value: 1, fraction: 0.5, ...first },
      { unit: 'risk', value: 2, fraction: 0.3, stopTo: 'previousTarget' },
      { unit: 'risk', value: 4, fraction: 0.2 },
    ] as const;

  it('risk measures targets in multiples of the initial stop distance', () => {
    expect(exitsOf(meet([[100, 121, 100, 120]], { stop, targets: ladder() }))).toEqual([
      '2 target 105',
      '2 target 110',
      '2 target 120',
    ]);
  });

  it('after the first target the rest breaks even from the next bar on', () => {
    const bars: Row[] = [
      [100, 106, 99, 104],
      [104, 104, 99, 100],
    ];
    expect(exitsOf(meet(bars, { stop, targets: ladder() }))).toEqual(['2 target 105', '3 stop 100', '3 stop 100']);
  });

  it('or on the same bar, where the order allows it', () => {
    const bars: Row[] = [[100, 106, 99, 104]];
    const targets = ladder();
    expect(exitsOf(meet(bars, { stop, targets }, { movedStop: 'sameBar' }))).toEqual([
      '2 target 105',
      '2 stop 100',
      '2 stop 100',
    ]);
    expect(exitsOf(meet(bars, { stop, targets }, { intrabar: 'best', movedStop: 'sameBar' }))).toHaveLength(3);
    expect(exitsOf(meet(bars, { stop, targets }, { intrabar: 'ohlc' }))).toEqual([
      '2 target 105',
      '2 stop 100',
      '2 stop 100',
    ]);
    expect(exitsOf(meet(bars, { stop, targets }, { intrabar: 'olhc' }))).toEqual(['2 target 105']);
  });

  it('after the second target the stop stands at the first', () => {
    const bars: Row[] = [
      [100, 111, 100, 110],
      [110, 110, 104, 104],
    ];
    expect(exitsOf(meet(bars, { stop, targets: ladder() }))).toEqual(['2 target 105', '2 target 110', '3 stop 105']);
  });

  it('a stop may move to a level of its own, measured towards profit', () => {
    const bars: Row[] = [
      [100, 106, 100, 104],
      [104, 104, 101, 102],
    ];
    const targets = ladder({ stopTo: { unit: 'fraction', value: 0.02 } });
    expect(exitsOf(meet(bars, { stop, targets }))).toEqual(['2 target 105', '3 stop 102', '3 stop 102']);
  });

  it('a move that would loosen the stop is made only under assign', () => {
    const targets = [
      { unit: 'distance', value: 5, fraction: 0.5, stopTo: { unit: 'distance', value: 4 } },
      { unit: 'distance', value: 10, fraction: 0.25, stopTo: 'entry' },
    ] as const;
    const bars: Row[] = [
      [100, 111, 100, 110],
      [110, 110, 99, 99],
    ];
    const last = (stopMoves: 'tighten' | 'assign') => exitsOf(meet(bars, { stop, targets }, { stopMoves })).at(-1);
    expect([last('tighten'), last('assign')]).toEqual(['3 stop 104', '3 stop 100']);
  });

  it('a leg that the quantity step rounds to nothing is not there, and moves no stop', () => {
    const bars: Row[] = [
      [100, 106, 100, 104],
      [104, 104, 96, 97],
    ];
    const targets = [
      { unit: 'distance', value: 5, fraction: 0.1, stopTo: 'entry' },
      { unit: 'distance', value: 20, fraction: 0.9 },
    ] as const;
    const whole = { sizing: { kind: 'units', value: 5 }, quantityStep: 1 } as const;
    expect(exitsOf(meet(bars, { stop, targets }, whole))).toEqual([]);
    expect(exitsOf(meet(bars, { stop, targets }))).toEqual(['2 target 105', '3 stop 100']);
  });

  it('a stop at a price stands where it was put, for both sides', () => {
    const dip: Row = [100, 101, 93, 95];
    expect(exitsOf(meet([dip], { stop: { unit: 'price', value: 94 } }))).toEqual(['2 stop 94']);
    expect(exitsOf(meet([dip], { stop: { unit: 'price', value: 106 } }, {}, -1))).toEqual(['2 stop 106']);
  });

  it('a short breaks even and trails in the mirror', () => {
    const bars: Row[] = [
      [100, 106, 99, 104],
      [104, 104, 99, 100],
    ];
    expect(exitsOf(meet(bars, { stop, targets: ladder() }, {}, -1))).toEqual([
      '2 target 95',
      '3 stop 100',
      '3 stop 100',
    ]);
    const up: Row[] = [
      [100, 115, 100, 115],
      [115, 115, 90, 95],
    ];
    const trail = { unit: 'distance', value: 5, activation: { unit: 'distance', value: 15 } } as const;
    expect(exitsOf(meet(up, { trail }, {}, -1))).toEqual(['3 trail 90']);
  });

  it('what no target closes rides on', () => {
    const result = meet([[100, 111, 100, 110]], { stop, targets: [{ unit: 'distance', value: 10, fraction: 0.4 }] });
    expect([exitsOf(result), result.open?.quantity]).toEqual([['2 target 110'], 0.6]);
  });

  it('a quantity step rounds every leg down and gives the rest to the last', () => {
    const targets = [5, 10, 20].map(
      (value) => ({ unit: 'distance', value, fraction: value === 20 ? 0.34 : 0.33 }) as const,
    );
    const result = meet([[100, 121, 100, 120]], { targets }, { sizing: { kind: 'units', value: 10 }, quantityStep: 1 });
    expect(Array.from(result.legs.quantity)).toEqual([3, 3, 4]);
  });
});

describe('trails', () => {
  it('a fraction of the best price, from the next bar on', () => {
    const bars: Row[] = [
      [100, 120, 100, 119],
      [119, 119, 107, 110],
    ];
    // 10 % below 120 is 108; bar 2 itself is measured against 90.
    expect(exitsOf(meet(bars, { trail: { unit: 'fraction', value: 0.1 } }))).toEqual(['3 trail 108']);
    expect(exitsOf(meet(bars, { trail: { unit: 'fraction', value: 0.1 } }, {}, -1))).toEqual(['3 trail 88']);
  });

  it('a distance read once at the decision, or at every close (chandelier)', () => {
    const series = Float64Array.of(10, 99, 5, 1);
    const bars: Row[] = [
      [100, 120, 100, 119],
      [119, 119, 112, 113],
    ];
    const trail = { unit: 'distance', value: 1, series } as const;
    // Read at bar 0: 120 - 10 = 110 is not reached. Read at bar 2: 120 - 5 = 115 is.
    expect(exitsOf(meet(bars, { trail }))).toEqual([]);
    expect(exitsOf(meet(bars, { trail: { ...trail, refresh: 'bar' } }))).toEqual(['3 trail 115']);
  });

  it('may follow closes instead of extremes', () => {
    const bars: Row[] = [
      [100, 120, 100, 110],
      [110, 110, 104, 106],
    ];
    const trail = { unit: 'distance', value: 5, follow: 'close' } as const;
    expect(exitsOf(meet(bars, { trail }))).toEqual(['3 trail 105']);
  });

  it('waits for its activation, remembering the best price', () => {
    const trail = { unit: 'distance', value: 5, activation: { unit: 'distance', value: 15 } } as const;
    expect(
      exitsOf(
        meet(
          [
            [100, 110, 100, 110],
            [110, 110, 90, 95],
          ],
          { trail },
        ),
      ),
    ).toEqual([]);
    expect(
      exitsOf(
        meet(
          [
            [100, 115, 100, 115],
            [115, 115, 90, 95],
          ],
          { trail },
        ),
      ),
    ).toEqual(['3 trail 110']);
  });

  it('sees the extreme of the entry bar, unless told otherwise', () => {
    const bars = rows(still, [100, 120, 100, 110], [110, 112, 108, 110]);
    const plan = { signal: signals(3, { 0: 1 }), trail: { unit: 'distance', value: 10 } } as const;
    expect(exitsOf(simulate(bars, plan, bare))).toEqual(['2 trail 110']);
    expect(exitsOf(simulate(bars, plan, { ...bare, trailEntryBar: false }))).toEqual([]);
  });
});

describe('the time stop', () => {
  it('closes at the next open after so many bars, or at the close for close entries', () => {
    const bars: Row[] = [
      [101, 101, 101, 101],
      [102, 102, 102, 102],
      [103, 103, 103, 103],
    ];
    expect(exitsOf(meet(bars, { maxBars: 2 }))).toEqual(['3 time 102']);
    expect(exitsOf(meet(bars, { maxBars: 2 }, { entry: 'close' }))).toEqual(['2 time 101']);
  });
});
