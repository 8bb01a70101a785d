import { MS_PER_YEAR, mean, ParameterError } from '@quantblocks/core';
import { hourBlockAverages, weekdayAverages } from '../calendar/averages.ts';
import { requireAligned, requireNumbers } from '../checks.ts';
import { profitFactor } from '../outcomes/profit-factor.ts';
import { winRate } from '../outcomes/win-rate.ts';
import { pnlByEntry } from '../positions/positions.ts';
import { sharpeRatio } from '../ratios/sharpe-ratio.ts';
import { sortinoRatio } from '../ratios/sortino-ratio.ts';
import { conditionalValueAtRisk, valueAtRisk } from '../risk/value-at-risk.ts';

/** Input of {@link finalTriggerPerformance}. */
export interface FinalTriggerInput {
  /** Realised equity at each bar; the first value is the base, not a result. */
  equity: ArrayLike<number>;
  /** Epoch milliseconds of each bar's open. */
  time: ArrayLike<number>;
  /** Closed legs: entry bar (or entry time) and net PnL of each. @defaultValue no legs */
  legs?: { readonly entry: ArrayLike<number>; readonly netPnl: ArrayLike<number> };
}

/** Performance as FINAL TRIGGER v2 reported it. A value that does not exist is 0 there, and here. */
export interface FinalTriggerPerformance {
  readonly totalReturn: number;
  readonly cagr: number;
  readonly sharpe: number;
  readonly sortino: number;
  readonly calmar: number;
  readonly maxDrawdown: number;
  /** Longest run of bars below an earlier high. */
  readonly maxDrawdownDuration: number;
  /** By signal: legs of one entry are one trade. */
  readonly winRate: number;
  readonly profitFactor: number;
  readonly expectancy: number;
  readonly valueAtRisk: number;
  readonly conditionalValueAtRisk: number;
  /** Mean return per 4-hour UTC block from midnight on; NaN for a block without a bar. */
  readonly hourBlockAverages: Float64Array;
  /** Mean return per weekday, Monday first; NaN for a day without a bar. */
  readonly weekdayAverages: Float64Array;
  /** Entries with at least one closed leg. */
  readonly signals: number;
}

/**
 * The numbers of FINAL TRIGGER v2, faults included, for migration: `n - 1` returns for `n` bars, Sharpe with ddof 0, Sortino over the
 * deviation of the negative returns alone, CAGR by calendar time, periods per year from the median bar.
 *
 * @param input - Equity with its time stamps, and the closed legs.
 * @throws a {@link ParameterError} if a value is not finite, lengths differ, there are fewer than two bars or time does not increase.
 * @remarks For new work use {@link summarise}. With a negative final equity the earlier system kept the real part of a complex CAGR;
 * so does this, while {@link cagr} answers -1.
 *
 * @example
 * ```ts
 * import { finalTriggerPerformance } from '@quantblocks/metrics';
 *
 * const year = 365.25 * 24 * 3_600_000;
 * const result = finalTriggerPerformance({
 *   equity: [100, 50, 400],
 *   time: [0, year, 2 * year],
 *   legs: { entry: [0, 0, 1], netPnl: [30, -80, 350] },
 * });
 * [result.cagr, result.maxDrawdown, result.winRate, result.profitFactor]; // => [1, -0.5, 0.5, 7]
 * ```
 */
export function finalTriggerPerformance(input: FinalTriggerInput): FinalTriggerPerformance {
  const { legs = { entry: [], netPnl: [] } } = input;
  const equity = requireNumbers(input.equity, 'equity');
  const n = equity.length;
  const time = requireAligned(input.time, n, 'time');
  if (n < 2) throw new ParameterError('equity', 'at least two bars', n);
  const returns = Float64Array.from({ length: n - 1 }, (_, i) => equity[i + 1] / equity[i] - 1);
  const stamps = time.subarray(1);
  const options = { periodsPerYear: MS_PER_YEAR / medianStep(time), convention: 'finalTriggerV2' } as const;
  const growth = realPower(equity[n - 1] / equity[0], MS_PER_YEAR / (time[n - 1] - time[0])) - 1;
  const { deepest, longest } = drawdown(equity);
  const trades = pnlByEntry(legs.entry, legs.netPnl);
  return {
    totalReturn: equity[n - 1] / equity[0] - 1,
    cagr: growth,
    sharpe: orZero(sharpeRatio(returns, options)),
    sortino: orZero(sortinoRatio(returns, options)),
    calmar: deepest < 0 ? growth / -deepest : 0,
    maxDrawdown: deepest,
    maxDrawdownDuration: longest,
    winRate: orZero(winRate(trades, { zeros: 'counted' })),
    profitFactor: orZero(profitFactor(trades)),
    expectancy: orZero(mean(trades)),
    valueAtRisk: valueAtRisk(returns, options),
    conditionalValueAtRisk: conditionalValueAtRisk(returns, options),
    hourBlockAverages: hourBlockAverages(returns, stamps),
    weekdayAverages: weekdayAverages(returns, stamps),
    signals: trades.length,
  };
}

function medianStep(time: Float64Array): number {
  const steps = Float64Array.from({ length: time.length - 1 }, (_, i) => time[i + 1] - time[i]).sort();
  if (!(steps[0] > 0)) throw new ParameterError('time', 'strictly increasing time stamps', steps[0]);
  const half = steps.length >> 1;
  return steps.length % 2 === 1 ? steps[half] : (steps[half - 1] + steps[half]) / 2;
}

// The principal power of a negative number is complex; its real part is |x|^p cos(p pi).
function realPower(base: number, exponent: number): number {
  return base >= 0 ? base ** exponent : Math.abs(base) ** exponent * Math.cos(exponent * Math.PI);
}

// Unlike drawdownSeries: the first value is the base, and a negative equity falls by more than 1.
function drawdown(equity: Float64Array): { deepest: number; longest: number } {
  let peak = equity[0];
  let deepest = 0;
  let longest = 0;
  let run = 0;
  for (let i = 0; i < equity.length; i++) {
    if (equity[i] > peak) peak = equity[i];
    const depth = equity[i] / peak - 1;
    if (depth < deepest) deepest = depth;
    run = depth < 0 ? run + 1 : 0;
    if (run > longest) longest = run;
  }
  return { deepest, longest };
}

function orZero(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}
