import { join } from 'node:path';
import { finalTriggerPerformance } from '@quantblocks/metrics';
import { describeGolden, goldenRoot, readFloat64, readJson, readTable } from '@quantblocks/test-kit';
import { expect } from 'vitest';
import { compareValue, finalTriggerNames } from './golden-values.ts';

describeGolden('final-trigger/sets', {}, (set) => {
  const { n_legs, n_signals_entered, n_final_signals, ...expected } = readJson<Record<string, unknown>>(
    join(set.path, 'metrics.json'),
  );
  const { ohlcv } = readJson<{ ohlcv: string }>(join(set.path, 'params.json'));
  const trades = readTable(join(set.path, 'trades.csv'));
  const result = finalTriggerPerformance({
    equity: readFloat64(join(set.path, 'series', 'equity.f64')),
    time: readFloat64(join(goldenRoot, 'final-trigger', 'ohlcv', ohlcv, 'time.f64')).map((seconds) => 1000 * seconds),
    legs: { entry: trades.entry_time.map(Number), netPnl: trades.net_pnl.map(Number) },
  });
  const ours = finalTriggerNames(result);
  for (const [name, value] of Object.entries(expected)) {
    expect(Object.keys(ours), `${name} is stored but not computed`).toContain(name);
    compareValue(`${set.name} ${name}`, ours[name], value);
  }
  expect(result.signals).toBe(n_signals_entered);
  expect(trades.net_pnl.length, `${n_final_signals} signals`).toBe(n_legs);
});
