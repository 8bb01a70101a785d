import { sum } from '@quantblocks/core';
import { pnlByEntry } from '@quantblocks/metrics';
import { judge, missing, type OriginalGuard } from './original-guard.ts';
import { legPnl, type OriginalLegs, requireLegs } from './original-legs.ts';

/** Shares of the total PnL, as fractions; 0 if the total is 0. */
export interface OriginalTopShares {
  /** Number of legs or signals. */
  readonly n: number;
  readonly top5: number;
  readonly top10: number;
}

/** Answer of {@link originalConcentration}. */
export interface OriginalConcentration extends OriginalGuard {
  readonly totalPnl: number;
  readonly byLeg: OriginalTopShares;
  /** Legs of one entry together: the unit in which a lucky trade is one trade. */
  readonly bySignal: OriginalTopShares;
}

/**
 * Guard 005 of the earlier system: passes if the ten best legs earn less than 40 % of the total PnL.
 *
 * A negative total makes the share negative and a total of 0 makes it 0, so both pass.
 *
 * @param legs - Closed legs.
 * @throws a {@link ParameterError} if a column is malformed.
 *
 * @example
 * ```ts
 * import { originalConcentration } from '@quantblocks/validation-guards';
 *
 * const legs = { length: 2, entryBar: [0, 9], exitBar: [5, 12], side: [1, 1], quantity: [1, 1], netPnl: [50, -60] };
 * const { value, pass } = originalConcentration(legs);
 * [value, pass]; // => [1, false]
 * ```
 */
export function originalConcentration(legs: OriginalLegs): OriginalConcentration {
  requireLegs(legs);
  const pnl = legPnl(legs);
  const signals = pnlByEntry(
    Array.from({ length: pnl.length }, (_, row) => legs.entryBar[row]),
    pnl,
  );
  const byLeg = topShares(pnl);
  const bySignal = topShares(signals);
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const guard =
    pnl.length === 0
      ? missing('005', 'There are no legs.')
      : judge('005', {
          value: byLeg.top10,
          n: pnl.length,
          explanation: `The ten best of ${pnl.length} legs earn ${percent(byLeg.top10)} of the total, the ten best of ${signals.length} signals ${percent(bySignal.top10)}.`,
        });
  return { ...guard, totalPnl: sum(pnl), byLeg, bySignal };
}

function topShares(pnl: Float64Array): OriginalTopShares {
  const total = sum(pnl);
  const descending = pnl.slice().sort().reverse();
  const share = (count: number): number => (total === 0 ? 0 : sum(descending.subarray(0, count)) / total);
  return { n: pnl.length, top5: share(5), top10: share(10) };
}
