import { periodsPerYear } from '@quantblocks/core';
import { formatQuality, loadBars } from '@quantblocks/data';
import { simulate } from '@quantblocks/engine';
import { createFinalTrigger, PRESETS, type PresetName, simulationConfig } from '@quantblocks/final-trigger';
import { buyAndHoldReturns, equityToReturns, summarise } from '@quantblocks/metrics';
import { formatTable, keyRows } from '@quantblocks/report';
import type { Answer, Invocation } from '../command.ts';
import type { BACKTEST_FLAGS } from '../flags.ts';
import { nearest } from '../nearest.ts';
import { readParams } from '../params-file.ts';
import { UsageError } from '../usage-error.ts';

export function backtest({ flags, args: [path], io }: Invocation<typeof BACKTEST_FLAGS>): Answer {
  const preset = presetOf(flags.preset ?? 'safe');
  const params = readParams(flags, preset);
  const { bars, quality } = loadBars(path);
  const plan = createFinalTrigger(preset).prepare(bars).plan(params);
  const result = simulate(bars, plan, simulationConfig(params, preset));
  const { initialCapital, positions, config } = result;
  // Warm-up bars only feed indicators; counting their flat equity would flatter drawdown and volatility.
  const from = Math.min(config.tradeFrom, bars.length - 1);
  const year = { periodsPerYear: periodsPerYear(bars) };
  const strategy = summarise({
    ...year,
    returns: equityToReturns(result.equity, { initialCapital }).subarray(from),
    initialCapital,
    positions,
  });
  const hold = summarise({
    ...year,
    returns: buyAndHoldReturns({ open: bars.open.subarray(from), close: bars.close.subarray(from) }),
  });
  const rows = keyRows([strategy, hold]);
  const columns = [preset, 'buy and hold'];
  return {
    text: `${formatQuality(quality, { style: 'line' })}\n\n${formatTable(rows, { columns, width: io.width ?? 100 })}`,
    json: { symbol: bars.symbol, bars: bars.length, preset, params, strategy, hold },
  };
}

function presetOf(name: string): PresetName {
  if (Object.hasOwn(PRESETS, name)) return name as PresetName;
  const close = nearest(name, Object.keys(PRESETS));
  throw new UsageError(
    `--preset is one of ${Object.keys(PRESETS).join(', ')}${close ? `, did you mean ${close}?` : ''}`,
  );
}
