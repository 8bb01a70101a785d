import { dirname, join } from 'node:path';
import {
  type BacktestResult,
  backtestingPy,
  type OrderPlan,
  type SimulationConfig,
  simulate,
  vectorbt,
} from '@quantblocks/engine';
import { describeGolden, expectClose, readFloat64, readJson } from '@quantblocks/test-kit';
import { expect } from 'vitest';
import { crossings, goldenBars, movingAverage } from './golden.ts';

interface SmaSet {
  meta: {
    kind: string;
    ohlcv: string;
    equityFile: string;
    equityColumns: string[];
    fast: number;
    slow: number;
    sl: number | null;
    tp: number | null;
    trail: number | null;
    short: boolean;
    feeEachSide: number;
    cash: number;
  };
  [source: string]: unknown;
}

interface PeerResult {
  finalEquity: number;
  trades: {
    dir: number;
    entryBar: number;
    exitBar: number;
    entryPrice: number;
    exitPrice: number;
    size: number;
    pnl: number;
  }[];
}

const PRESETS: Record<string, SimulationConfig> = {
  backtestingpy: backtestingPy,
  reference: backtestingPy,
  vectorbt,
  referenceVbtMode: vectorbt,
};

describeGolden(
  'engine/sets',
  { extension: '.json', accept: ({ path }) => readJson<SmaSet>(path).meta.kind === 'sma' },
  ({ path }) => {
    const set = readJson<SmaSet>(path);
    const { meta } = set;
    const bars = goldenBars('engine', meta.ohlcv);
    const { sl, tp, trail } = meta;
    const plan: OrderPlan = {
      signal: crossings(movingAverage(bars.close, meta.fast), movingAverage(bars.close, meta.slow)),
      ...(sl === null ? {} : { stop: { unit: 'fraction', value: sl } }),
      ...(tp === null ? {} : { targets: [{ unit: 'fraction', value: tp, fraction: 1 }] }),
      ...(trail === null ? {} : { trail: { unit: 'fraction', value: trail } }),
    };
    const columns = readFloat64(join(dirname(path), meta.equityFile));
    meta.equityColumns.forEach((source, column) => {
      const result = simulate(bars, plan, {
        ...PRESETS[source],
        initialCapital: meta.cash,
        sides: meta.short ? 'both' : 'long',
        costs: { feeBps: meta.feeEachSide * 1e4, slippageBps: 0 },
      });
      const expected = columns.filter((_, i) => i % meta.equityColumns.length === column);
      expectSameTrades(result, set[source] as PeerResult);
      expectClose(result.equity, expected, { rtol: 0, atol: 1e-6, label: `${source} equity` });
    });
  },
);

function expectSameTrades({ positions }: BacktestResult, { trades }: PeerResult): void {
  const bars = Array.from(positions.side, (side, i) => [
    side,
    positions.entryBar[i],
    positions.exitBar[i],
    positions.quantity[i],
  ]);
  expect(bars).toEqual(trades.map(({ dir, entryBar, exitBar, size }) => [dir, entryBar, exitBar, size]));
  const column = (name: 'entryPrice' | 'exitPrice' | 'pnl'): Float64Array =>
    Float64Array.from(trades, (trade) => trade[name]);
  expectClose(positions.entryPrice, column('entryPrice'), { rtol: 0, atol: 1e-8 });
  expectClose(positions.exitPrice, column('exitPrice'), { rtol: 0, atol: 1e-8 });
  expectClose(positions.netPnl, column('pnl'), { rtol: 0, atol: 1e-6 });
}
