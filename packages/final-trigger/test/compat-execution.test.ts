import { createRng } from '@quantblocks/core';
import { simulate } from '@quantblocks/engine';
import { expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromLegacyParams } from '../src/legacy-params.ts';
import { createFinalTrigger } from '../src/strategy.ts';
import { randomBars } from './random-bars.ts';

interface Leg {
  entryBar: number;
  exitBar: number;
  leg: number;
  price: number;
  net: number;
}

interface Position {
  bar: number;
  side: number;
  entry: number;
  stop: number;
  targets: number[];
  notional: number;
  open: number[];
}

interface Backtest {
  fees_bps: number;
  slippage_bps: number;
  initial_capital: number;
  sizing_mode: 'fixed' | 'equity';
  intrabar_order: 'stop_first' | 'tp_first';
  risk_per_trade: number;
}

const FRACTIONS = [0.5, 0.3, 0.2];

/** The position manager of the earlier system, rule by rule. */
function literalExecution(
  bars: ReturnType<typeof randomBars>,
  signal: Int8Array,
  atr: Float64Array,
  { stop, targets }: { stop: number; targets: readonly number[] },
  backtest: Backtest,
): { legs: Leg[]; equity: Float64Array } {
  const { high, low, close } = bars;
  const legs: Leg[] = [];
  const equity = new Float64Array(bars.length);
  let realised = backtest.initial_capital;
  let position: Position | null = null;

  const exit = (p: Position, bar: number, leg: number, price: number): void => {
    const notional = p.notional * FRACTIONS[leg];
    const gross = (notional / p.entry) * (price - p.entry) * p.side;
    const net = gross - (notional * (backtest.fees_bps + backtest.slippage_bps) * 2) / 10_000;
    p.open = p.open.filter((k) => k !== leg);
    realised += net;
    legs.push({ entryBar: p.bar, exitBar: bar, leg: leg + 1, price, net });
  };
  const stopOut = (p: Position, bar: number): void => {
    const isHit = p.side > 0 ? low[bar] <= p.stop : high[bar] >= p.stop;
    if (isHit) for (const leg of [...p.open]) exit(p, bar, leg, p.stop);
  };
  const takeProfits = (p: Position, bar: number): void => {
    let moved = p.stop;
    for (const leg of [...p.open]) {
      const isHit = p.side > 0 ? high[bar] >= p.targets[leg] : low[bar] <= p.targets[leg];
      if (!isHit) continue;
      exit(p, bar, leg, p.targets[leg]);
      if (leg === 0) moved = p.entry;
      if (leg === 1) moved = p.targets[0];
    }
    p.stop = moved;
  };

  for (let i = 0; i < bars.length; i++) {
    if (position !== null) {
      if (backtest.intrabar_order === 'stop_first') {
        stopOut(position, i);
        takeProfits(position, i);
      } else {
        takeProfits(position, i);
        stopOut(position, i);
      }
      if (position.open.length === 0) position = null;
    }
    if (position === null && signal[i] !== 0) {
      const side = signal[i];
      const entry = close[i];
      const stopPrice = entry - side * stop * atr[i];
      const capital = backtest.sizing_mode === 'fixed' ? backtest.initial_capital : realised;
      position = {
        bar: i,
        side,
        entry,
        stop: stopPrice,
        targets: targets.map((multiple) => entry + side * multiple * atr[i]),
        notional: (capital * backtest.risk_per_trade) / (Math.abs(entry - stopPrice) / entry),
        open: [0, 1, 2],
      };
    }
    equity[i] = realised;
  }
  return { legs, equity };
}

const multiple = fc.integer({ min: 2, max: 24 }).map((quarters) => quarters / 4);

describe('compat execution', () => {
  it('agrees with a literal reading of the rules for any ladder, costs, capital, sizing and intrabar order', () => {
    const bars = randomBars(600, 8);
    const strategy = createFinalTrigger('compat').prepare(bars);
    let seen = 0;
    fc.assert(
      fc.property(
        fc.tuple(multiple, multiple, multiple, multiple),
        fc.record<Backtest>({
          fees_bps: fc.constantFrom(0, 5, 12.5),
          slippage_bps: fc.constantFrom(0, 2, 9),
          initial_capital: fc.constantFrom(500, 10_000),
          sizing_mode: fc.constantFrom('fixed', 'equity'),
          intrabar_order: fc.constantFrom('stop_first', 'tp_first'),
          risk_per_trade: fc.constantFrom(0.001, 0.005, 0.03),
        }),
        fc.nat(1000),
        ([sl_mult, tp1_mult, tp2_mult, tp3_mult], backtest, seed) => {
          const { params, simulation } = fromLegacyParams({
            params: { sl_mult, tp1_mult, tp2_mult, tp3_mult },
            backtest,
          });
          const rng = createRng(seed);
          const signal = Int8Array.from(bars.close, () => (rng.next() < 0.15 ? (rng.next() < 0.5 ? 1 : -1) : 0));
          const plan = { ...strategy.plan(params), signal };
          const { legs, equity } = simulate(bars, plan, simulation);
          const levels = { stop: sl_mult, targets: [tp1_mult, tp2_mult, tp3_mult] };
          const expected = literalExecution(bars, signal, strategy.series.atr(14), levels, backtest);
          fc.pre(expected.equity.every((value) => value > 0));
          const columns = (name: 'leg' | 'exitBar') => Array.from(legs[name].subarray(0, legs.length));
          expect(columns('leg')).toEqual(expected.legs.map(({ leg }) => leg));
          expect(columns('exitBar')).toEqual(expected.legs.map(({ exitBar }) => exitBar));
          const close = { rtol: 1e-10, atol: 1e-9 };
          expectClose(
            legs.exitPrice.subarray(0, legs.length),
            expected.legs.map(({ price }) => price),
            close,
          );
          expectClose(
            legs.netPnl.subarray(0, legs.length),
            expected.legs.map(({ net }) => net),
            close,
          );
          expectClose(equity, expected.equity, close);
          seen += legs.length;
        },
      ),
      { numRuns: 60 },
    );
    expect(seen).toBeGreaterThan(1000);
  });

  it('fixed sizing trades on below zero equity, as the earlier system did', () => {
    const bars = randomBars(600, 8);
    const strategy = createFinalTrigger('compat').prepare(bars);
    const backtest: Backtest = {
      fees_bps: 5,
      slippage_bps: 2,
      initial_capital: 500,
      sizing_mode: 'fixed',
      intrabar_order: 'stop_first',
      risk_per_trade: 2,
    };
    const { params, simulation } = fromLegacyParams({ params: {}, backtest });
    const rng = createRng(3);
    const signal = Int8Array.from(bars.close, () => (rng.next() < 0.15 ? (rng.next() < 0.5 ? 1 : -1) : 0));
    const { legs } = simulate(bars, { ...strategy.plan(params), signal }, simulation);
    const levels = { stop: params.stopAtr, targets: params.targetAtr };
    const expected = literalExecution(bars, signal, strategy.series.atr(14), levels, backtest);
    expect(expected.equity.some((value) => value < 0)).toBe(true);
    expect(legs.length).toBe(expected.legs.length);
  });
});
