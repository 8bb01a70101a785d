import { requireInteger } from '../checks.ts';
import { type PositionColumns, rows } from './positions.ts';

/**
 * Share of bars in which at least one closed position was held; a bar shared by several positions counts once.
 *
 * A position is held from its entry bar through its exit bar.
 *
 * @param positions - A table with `entryBar` and `exitBar`.
 * @param options - `bars`: length of the backtest.
 * @returns A fraction in [0, 1].
 * @throws a {@link ParameterError} if `bars` is not an integer >= 1 or a column is too short.
 *
 * @example
 * ```ts
 * import { timeInMarket } from '@quantblocks/metrics';
 *
 * timeInMarket({ length: 2, entryBar: [0, 1], exitBar: [1, 3] }, { bars: 8 }); // => 0.5
 * ```
 */
export function timeInMarket(positions: PositionColumns<'entryBar' | 'exitBar'>, options: { bars: number }): number {
  const bars = requireInteger(options.bars, 'bars', 1);
  const { length } = positions;
  const entry = rows(positions.entryBar, length, 'positions.entryBar');
  const exit = rows(positions.exitBar, length, 'positions.exitBar');
  const held = new Uint8Array(bars);
  for (let i = 0; i < length; i++) held.fill(1, entry[i], exit[i] + 1);
  return held.reduce((count, flag) => count + flag, 0) / bars;
}

/**
 * Mean number of bars from entry to exit; 0 for a position closed in its entry bar.
 *
 * @returns NaN for no positions.
 *
 * @example
 * ```ts
 * import { averageBarsHeld } from '@quantblocks/metrics';
 *
 * averageBarsHeld({ length: 2, entryBar: [0, 1], exitBar: [1, 4] }); // => 2
 * ```
 */
export function averageBarsHeld(positions: PositionColumns<'entryBar' | 'exitBar'>): number {
  const { length } = positions;
  const entry = rows(positions.entryBar, length, 'positions.entryBar');
  const exit = rows(positions.exitBar, length, 'positions.exitBar');
  return exit.reduce((total, bar, i) => total + (bar - entry[i]), 0) / length;
}
