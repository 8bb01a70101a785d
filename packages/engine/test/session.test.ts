import { ParameterError } from '@quantblocks/core';
import { type BarContext, runStrategy, Session, simulate } from '@quantblocks/engine';
import { describe, expect, it } from 'vitest';
import { bare, exitsOf, flat, rows, signals } from './rows.ts';

const bars = rows([100, 100, 100, 100], [101, 103, 101, 102], [103, 105, 103, 104], [105, 107, 105, 106]);
const candle = (i: number) => ({
  time: bars.time[i],
  open: bars.open[i],
  high: bars.high[i],
  low: bars.low[i],
  close: bars.close[i],
});

describe('a strategy called bar by bar', () => {
  it('sees the past and the present, and NaN before the first bar', () => {
    const seen: number[] = [];
    runStrategy(bars, (bar) => seen.push(bar.close(), bar.high(1), bar.index), bare);
    expect(seen).toEqual([100, Number.NaN, 0, 102, 100, 1, 104, 103, 2, 106, 105, 3]);
  });

  it('cannot look ahead: a negative distance throws', () => {
    const peek = (bar: BarContext) => bar.close(-1);
    expect(() => runStrategy(bars, peek as never, bare)).toThrow(ParameterError);
    expect(() => runStrategy(bars, peek as never, bare)).toThrow('later bars are not known');
  });

  it('knows its side and its equity', () => {
    const seen: unknown[] = [];
    runStrategy(
      bars,
      (bar) => {
        seen.push([bar.side, bar.equity]);
        if (bar.index === 0) bar.enter(1);
      },
      bare,
    );
    // In at 101: worth 102, 104, 106 at the closes.
    expect(seen).toEqual([
      [0, 10_000],
      [1, 10_001],
      [1, 10_003],
      [1, 10_005],
    ]);
  });

  it('may bring exits with each order, or rely on those of the session', () => {
    const own = runStrategy(bars, (bar) => bar.index === 0 && (bar.enter(1, { maxBars: 1 }) as never), {
      ...bare,
      exits: { maxBars: 2 },
    });
    const shared = runStrategy(bars, (bar) => bar.index === 0 && (bar.enter(1) as never), {
      ...bare,
      exits: { maxBars: 2 },
    });
    expect([exitsOf(own), exitsOf(shared)]).toEqual([['2 time 103'], ['3 time 105']]);
  });

  it('enter and exit on the same bar leave a held position closed', () => {
    const result = runStrategy(
      bars,
      (bar) => {
        if (bar.index < 2) bar.enter(1);
        if (bar.index === 1) bar.exit();
      },
      bare,
    );
    expect([exitsOf(result), result.open]).toEqual([['2 signal 103'], null]);
  });
});

describe('a live session', () => {
  const follow = (bar: BarContext): void => {
    if (bar.index === 0) bar.enter(1, { stop: { unit: 'distance', value: 3 } });
    if (bar.index === 2) bar.exit();
  };

  it('fed candle by candle gives what a run over the bars gives', () => {
    const session = new Session(follow, bare);
    for (let i = 0; i < bars.length; i++) session.onBar(candle(i));
    const { config: _, ...live } = session.result();
    const { config: __, ...whole } = runStrategy(bars, follow, bare);
    expect(live).toEqual(whole);
  });

  it('says what is due at the next open and what is held with which stop', () => {
    const session = new Session(follow, bare);
    session.onBar(candle(0));
    expect([session.pending, session.held]).toEqual([{ signal: 1, exit: false, weight: 1 }, null]);
    session.onBar(candle(1));
    expect(session.held).toMatchObject({ side: 1, entryPrice: 101, stop: 98, unrealisedPnl: 1 });
    session.onBar(candle(2));
    expect(session.pending.exit).toBe(true);
  });

  it('refuses candles that cannot be, or are not later than the last', () => {
    const session = new Session(follow, bare);
    session.onBar(candle(0));
    expect(() => session.onBar(candle(0))).toThrow('candle.time: expected a stamp after 0, got 0');
    expect(() => session.onBar({ ...candle(1), high: 1 })).toThrow(
      'candle: expected prices > 0 with low <= open, close <= high',
    );
    expect(() => session.onBar({ ...candle(1), close: Number.NaN })).toThrow(ParameterError);
    expect(session.index).toBe(0);
  });

  it('takes no candles beside the bars it was made with', () => {
    expect(() => new Session(follow, bare, bars).onBar(candle(0))).toThrow(
      'session: expected no candles beside the bars',
    );
  });

  it('has no result before its first bar, and no magnifier', () => {
    expect(() => new Session(follow, bare).result()).toThrow('session: expected at least one bar, got 0');
    expect(() => new Session(follow, { ...bare, intrabar: 'magnifier', magnifier: flat(2) })).toThrow(
      'bars arrive one by one',
    );
  });

  it('grows beyond its first capacity', () => {
    const session = new Session(() => {}, bare);
    for (let i = 0; i < 3000; i++) session.onBar({ time: i, open: 1, high: 1, low: 1, close: 1 });
    expect(session.result().equity.length).toBe(3000);
  });
});

it('defect: two interfaces of one library disagree. Event and batch form share one step', () => {
  const plan = { signal: signals(4, { 0: 1, 1: -1 }) };
  const events = runStrategy(
    bars,
    (bar) => plan.signal[bar.index] !== 0 && (bar.enter(plan.signal[bar.index] as 1 | -1) as never),
    bare,
  );
  expect(exitsOf(events)).toEqual(exitsOf(simulate(bars, plan, bare)));
});
