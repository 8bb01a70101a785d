import { quantileSorted } from '@quantblocks/core';
import { requireInteger } from '../checks.ts';
import { drawdownSeries } from './drawdown-series.ts';

/** One drawdown: the periods from the first below a high to the last before it is regained. Indices count periods from 0. */
export interface Drawdown {
  /** First period that ends below the high. */
  readonly start: number;
  /** Period of the deepest value. */
  readonly valley: number;
  /** Last period below the high; the last of the series while it is not regained. */
  readonly end: number;
  /** Period in which the high is regained, `-1` while it is not. */
  readonly recovery: number;
  /** Deepest value, a fraction in [-1, 0). */
  readonly depth: number;
  /** Deepest value without the 1 % of periods that are deepest; NaN if none is left. */
  readonly depth99: number;
  /** Periods below the high: `end - start + 1`. */
  readonly duration: number;
  /** Periods from the high to the valley: `valley - start + 1`. */
  readonly declineDuration: number;
  /** Periods from the valley to the recovery; NaN while the high is not regained. */
  readonly recoveryDuration: number;
}

/**
 * All drawdowns, deepest first.
 *
 * @param returns - Simple returns per period, fractions.
 * @param options - `top`: keep only that many.
 * @throws a {@link ParameterError} if a return is not finite or `top` is not an integer >= 1.
 *
 * @example
 * ```ts
 * import { drawdownTable } from '@quantblocks/metrics';
 *
 * const [worst] = drawdownTable([0.5, -0.5, 0, 1.25, -0.25]);
 * [worst.start, worst.valley, worst.end, worst.recovery, worst.depth]; // => [1, 1, 2, 3, -0.5]
 * ```
 */
export function drawdownTable(returns: ArrayLike<number>, options: { top?: number } = {}): Drawdown[] {
  const { top } = options;
  if (top !== undefined) requireInteger(top, 'top', 1);
  const series = drawdownSeries(returns);
  return drawdownsOf(series)
    .slice(0, top)
    .map((row) => ({ ...row, depth99: trimmedDepth(series.slice(row.start, row.end + 1).sort()) }));
}

/** The table without its sorted column. */
export function drawdownsOf(series: Float64Array): Omit<Drawdown, 'depth99'>[] {
  const table: Omit<Drawdown, 'depth99'>[] = [];
  for (let start = 0; start < series.length; start++) {
    if (series[start] === 0) continue;
    let end = start;
    while (end + 1 < series.length && series[end + 1] < 0) end++;
    table.push(describe(series, start, end));
    start = end;
  }
  return table.sort((a, b) => a.depth - b.depth);
}

function describe(series: Float64Array, start: number, end: number): Omit<Drawdown, 'depth99'> {
  let valley = start;
  for (let i = start; i <= end; i++) if (series[i] < series[valley]) valley = i;
  const recovery = end + 1 < series.length ? end + 1 : -1;
  return {
    start,
    valley,
    end,
    recovery,
    depth: series[valley],
    duration: end - start + 1,
    declineDuration: valley - start + 1,
    recoveryDuration: recovery < 0 ? Number.NaN : recovery - valley,
  };
}

function trimmedDepth(sorted: Float64Array): number {
  const limit = quantileSorted(sorted, 0.01);
  const kept = sorted.find((depth) => depth > limit);
  return kept ?? Number.NaN;
}
