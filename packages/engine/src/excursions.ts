import type { Bars } from '@quantblocks/core';
import { type BacktestResult, EXIT_REASONS } from './result.ts';

/** Furthest moves of each position while it was open; one value per row of the position table. */
export interface Excursions {
  /** Maximum adverse excursion: a non-positive fraction of the entry price. */
  readonly mae: Float64Array;
  /** Maximum favourable excursion: a non-negative fraction of the entry price. */
  readonly mfe: Float64Array;
  /** `mae` in multiples of the initial risk; NaN without a stop. */
  readonly maeR: Float64Array;
  /** `mfe` in multiples of the initial risk; NaN without a stop. */
  readonly mfeR: Float64Array;
}

/**
 * How far price went against and in favour of each position, before costs.
 *
 * Only prices known to lie between entry and exit count:
 * - the entry bar of a fill at the open counts whole, of a fill at the close not at all;
 * - bars between entry and exit count whole;
 * - the exit bar counts its open and the prices of the legs filled in it. What else it reached may have come after the exit,
 *   so both figures are lower bounds there. An exit at the close counts the whole bar.
 *
 * @param bars - The bars of the simulation.
 * @param result - Its positions, legs and entry rule.
 * @returns Columns as long as the position table.
 * @remarks O(bars held). A position entered and left inside one bar knows only its fills.
 * @see John Sweeney, "Campaign Trading", 1996.
 *
 * @example
 * ```ts
 * import { createBars } from '@quantblocks/core';
 * import { excursions } from '@quantblocks/engine';
 *
 * const bars = createBars({
 *   time: [0, 1, 2],
 *   open: [100, 101, 104],
 *   high: [102, 106, 120],
 *   low: [98, 100, 90],
 *   close: [101, 104, 110],
 * });
 * const positions = {
 *   length: 1,
 *   side: Int8Array.of(1),
 *   entryBar: Int32Array.of(0),
 *   exitBar: Int32Array.of(2),
 *   entryPrice: Float64Array.of(100),
 *   initialRisk: Float64Array.of(4),
 *   reason: Uint8Array.of(0),
 * };
 * const legs = { length: 1, position: Int32Array.of(0), exitPrice: Float64Array.of(104) };
 * const { mae, mfe, mfeR } = excursions(bars, { positions, legs, config: { entry: 'nextOpen' } });
 * [mae[0], mfe[0], mfeR[0]]; // => [-0.02, 0.06, 1.5]
 * ```
 */
export function excursions(bars: Bars, result: ExcursionInput): Excursions {
  const { positions, legs, config } = result;
  const n = positions.length;
  const highest = new Float64Array(n);
  const lowest = new Float64Array(n);
  const atClose = config.entry === 'close';
  for (let p = 0; p < n; p++) {
    const entry = positions.entryPrice[p];
    const entryBar = positions.entryBar[p];
    const exitBar = positions.exitBar[p];
    let top = entry;
    let bottom = entry;
    const from = atClose ? entryBar + 1 : entryBar;
    const to = leavesAtClose(EXIT_REASONS[positions.reason[p]], atClose) ? exitBar : exitBar - 1;
    for (let b = from; b <= to; b++) {
      if (bars.high[b] > top) top = bars.high[b];
      if (bars.low[b] < bottom) bottom = bars.low[b];
    }
    if (exitBar > to && exitBar >= from) {
      top = Math.max(top, bars.open[exitBar]);
      bottom = Math.min(bottom, bars.open[exitBar]);
    }
    highest[p] = top;
    lowest[p] = bottom;
  }
  for (let i = 0; i < legs.length; i++) {
    const p = legs.position[i];
    highest[p] = Math.max(highest[p], legs.exitPrice[i]);
    lowest[p] = Math.min(lowest[p], legs.exitPrice[i]);
  }
  return measure(positions, highest, lowest);
}

/** The parts of a {@link BacktestResult} that {@link excursions} reads. */
export interface ExcursionInput {
  readonly positions: Pick<
    BacktestResult['positions'],
    'length' | 'side' | 'entryBar' | 'exitBar' | 'entryPrice' | 'initialRisk' | 'reason'
  >;
  readonly legs: Pick<BacktestResult['legs'], 'length' | 'position' | 'exitPrice'>;
  readonly config: Pick<BacktestResult['config'], 'entry'>;
}

function leavesAtClose(reason: (typeof EXIT_REASONS)[number], decisionsFillAtClose: boolean): boolean {
  return reason === 'end' || (decisionsFillAtClose && (reason === 'signal' || reason === 'time'));
}

function measure(positions: ExcursionInput['positions'], highest: Float64Array, lowest: Float64Array): Excursions {
  const n = positions.length;
  const mae = new Float64Array(n);
  const mfe = new Float64Array(n);
  const maeR = new Float64Array(n);
  const mfeR = new Float64Array(n);
  for (let p = 0; p < n; p++) {
    const entry = positions.entryPrice[p];
    const up = highest[p] - entry;
    const down = lowest[p] - entry;
    const adverse = positions.side[p] > 0 ? down : -up;
    const favourable = positions.side[p] > 0 ? up : -down;
    // `+ 0` turns the -0 of a position that never moved against its owner into 0.
    mae[p] = adverse / entry + 0;
    mfe[p] = favourable / entry + 0;
    maeR[p] = adverse / positions.initialRisk[p] + 0;
    mfeR[p] = favourable / positions.initialRisk[p] + 0;
  }
  return { mae, mfe, maeR, mfeR };
}
