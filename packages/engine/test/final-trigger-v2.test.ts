import { dirname, join } from 'node:path';
import { EXIT_REASONS, finalTriggerV2, simulate } from '@quantblocks/engine';
import { describeGolden, expectClose, readFloat64, readJson } from '@quantblocks/test-kit';
import { expect } from 'vitest';
import { crossings, goldenBars, movingAverage, wilderAtr } from './golden.ts';

interface MultiTpSet {
  meta: {
    kind: string;
    ohlcv: string;
    equityFile: string;
    fast: number;
    slow: number;
    atr: string;
    slAtr: number;
    tpAtr: number[];
    legSizes: number[];
    sizing: 'fixed' | 'equity';
    intrabar: 'stop_first' | 'tp_first';
    feesBps: number;
    slippageBps: number;
    capital: number;
    riskPerTrade: number;
  };
  finalTriggerV2: { finalEquity: number; legs: Record<string, number | string>[] };
}

const isMultiTp = ({ path }: { path: string }): boolean => readJson<MultiTpSet>(path).meta.kind === 'multiTp';

describeGolden('engine/sets', { extension: '.json', accept: isMultiTp }, ({ path }) => {
  const { meta, finalTriggerV2: expected } = readJson<MultiTpSet>(path);
  const bars = goldenBars('engine', meta.ohlcv);
  const atr = wilderAtr(bars, Number(/\d+/.exec(meta.atr)?.[0]));
  const stopTo = [{ stopTo: 'entry' as const }, { stopTo: 'previousTarget' as const }, {}];
  const result = simulate(
    bars,
    {
      signal: crossings(movingAverage(bars.close, meta.fast), movingAverage(bars.close, meta.slow)),
      stop: { unit: 'distance', value: meta.slAtr, series: atr },
      targets: meta.tpAtr.map((value, k) => ({
        unit: 'distance',
        value,
        series: atr,
        fraction: meta.legSizes[k],
        ...stopTo[k],
      })),
    },
    {
      ...finalTriggerV2,
      initialCapital: meta.capital,
      sizing: { kind: 'risk', value: meta.riskPerTrade, base: meta.sizing === 'fixed' ? 'initial' : 'equity' },
      costs: { ...finalTriggerV2.costs, feeBps: meta.feesBps, slippageBps: meta.slippageBps },
      ...(meta.intrabar === 'tp_first' ? { intrabar: 'best', movedStop: 'sameBar' } : {}),
    },
  );
  const { legs, positions } = result;
  const rows = Array.from({ length: legs.length }, (_, i) => {
    const p = legs.position[i];
    const reason = EXIT_REASONS[legs.reason[i]];
    return [
      positions.side[p] ?? result.open?.side,
      positions.entryBar[p] ?? result.open?.entryBar,
      legs.exitBar[i],
      reason === 'target' ? `tp${legs.leg[i]}` : reason,
    ];
  });
  expect(rows).toEqual(expected.legs.map(({ dir, entryBar, exitBar, reason }) => [dir, entryBar, exitBar, reason]));
  for (const [ours, theirs] of [
    ['exitPrice', 'exitPrice'],
    ['quantity', 'quantity'],
    ['grossPnl', 'grossPnl'],
    ['costs', 'costs'],
    ['netPnl', 'netPnl'],
  ] as const) {
    expectClose(
      legs[ours],
      Float64Array.from(expected.legs, (leg) => Number(leg[theirs])),
      { rtol: 0, atol: 1e-8, label: ours },
    );
  }
  expectClose(result.equity, readFloat64(join(dirname(path), meta.equityFile)), {
    rtol: 0,
    atol: 1e-6,
    label: 'equity',
  });
  expectClose(result.finalEquity, expected.finalEquity, { rtol: 0, atol: 1e-6 });
});
