import { ParameterError, sum } from '@quantblocks/core';
import { judge, missing, type OriginalGuard } from './original-guard.ts';
import { legPnl, type OriginalLegs, requireLegs } from './original-legs.ts';

/** A name for every bar. */
export interface OriginalRegimeInput {
  /** Index into `names` per bar; anything else leaves the bar without a regime. */
  readonly labels: ArrayLike<number>;
  readonly names: readonly string[];
}

/** What was earned by legs entered in one regime. */
export interface OriginalRegimePnl {
  readonly regime: string;
  readonly legs: number;
  readonly netPnl: number;
  /** Of the total, a fraction; 0 if the total is 0. */
  readonly share: number;
  /** Net PnL per leg; 0 without legs. */
  readonly average: number;
}

/** Answer of {@link originalRegime}. */
export interface OriginalRegime extends OriginalGuard {
  readonly regimes: readonly OriginalRegimePnl[];
}

/**
 * Guard 007 of the earlier system: passes if the PnL per regime of the entry bar adds up to the total within 1 %, which it always does
 * unless a bar has no label.
 *
 * @param legs - Closed legs.
 * @param input - Labels.
 * @throws a {@link ParameterError} if a column is malformed or a leg enters on a bar beyond the labels.
 *
 * @example
 * ```ts
 * import { originalRegime } from '@quantblocks/validation-guards';
 *
 * const legs = { length: 2, entryBar: [0, 2], exitBar: [1, 3], side: [1, 1], quantity: [1, 1], netPnl: [-70, 20] };
 * const { value, regimes } = originalRegime(legs, { labels: [0, 0, 1, 1], names: ['bull', 'bear'] });
 * [value, regimes[0].netPnl]; // => [0, -70]
 * ```
 */
export function originalRegime(legs: OriginalLegs, { labels, names }: OriginalRegimeInput): OriginalRegime {
  requireLegs(legs);
  const pnl = legPnl(legs);
  const total = sum(pnl);
  for (let row = 0; row < legs.length; row++) {
    if (legs.entryBar[row] >= labels.length) {
      throw new ParameterError('labels', `a label for bar ${legs.entryBar[row]}`, `${labels.length} labels`);
    }
  }
  const regimes = names.map((regime, label) => {
    const own = pnl.filter((_, row) => labels[legs.entryBar[row]] === label);
    const netPnl = sum(own);
    return {
      regime,
      legs: own.length,
      netPnl,
      share: total === 0 ? 0 : netPnl / total,
      average: own.length === 0 ? 0 : netPnl / own.length,
    };
  });
  const difference = Math.abs(total - sum(regimes.map(({ netPnl }) => netPnl)));
  const value = total === 0 ? 0 : difference / Math.abs(total);
  const guard =
    pnl.length === 0
      ? missing('007', 'There are no legs.')
      : judge('007', {
          value,
          n: pnl.length,
          explanation: `Regimes and total differ by ${(100 * value).toFixed(2)} %, as parts and whole do.`,
        });
  return { ...guard, regimes };
}
