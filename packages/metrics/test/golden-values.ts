import type { FinalTriggerPerformance } from '@quantblocks/metrics';
import { expectClose } from '@quantblocks/test-kit';
import { expect } from 'vitest';

/** Stands for a value that a set stores without a definition. */
export const NOT_DEFINED: unique symbol = Symbol('not defined');

/** The stored names of the earlier system's values. */
export function finalTriggerNames(result: FinalTriggerPerformance): Record<string, unknown> {
  const blocks = ['00-03', '04-07', '08-11', '12-15', '16-19', '20-23'];
  return {
    total_return: result.totalReturn,
    cagr: result.cagr,
    sharpe_ratio: result.sharpe,
    sortino_ratio: result.sortino,
    calmar_ratio: result.calmar,
    max_drawdown: result.maxDrawdown,
    max_drawdown_duration: result.maxDrawdownDuration,
    win_rate: result.winRate,
    profit_factor: result.profitFactor,
    expectancy: result.expectancy,
    var_95: result.valueAtRisk,
    cvar_95: result.conditionalValueAtRisk,
    hour_block_avg_return: Object.fromEntries(blocks.map((name, i) => [name, result.hourBlockAverages[i]])),
    weekday_avg_return: Object.fromEntries([...result.weekdayAverages].map((mean, day) => [String(day), mean])),
  };
}

/** Compares a stored value, or every value of a stored list or record; returns how many numbers were compared. */
export function compareValue(label: string, actual: unknown, expected: unknown): number {
  if (actual === NOT_DEFINED) return 0;
  if (expected === null) {
    expect(Number.isFinite(actual), `${label}: expected no number, got ${actual}`).toBe(false);
    return 1;
  }
  if (typeof expected === 'number') {
    // Below 1e-300 numbers lose digits by themselves; above, 1e-15 is the rounding of a return.
    expectClose(actual as number, expected, { rtol: 1e-10, atol: Math.abs(expected) < 1e-300 ? 1e-300 : 1e-15, label });
    return 1;
  }
  if (typeof expected === 'string') {
    expect(actual, label).toBe(expected);
    return 1;
  }
  let compared = 0;
  for (const [key, value] of Object.entries(expected as Record<string, unknown>)) {
    compared += compareValue(`${label}.${key}`, (actual as Record<string, unknown>)[key], value);
  }
  return compared;
}
