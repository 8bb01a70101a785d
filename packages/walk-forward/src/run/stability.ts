import { standardDeviation } from '@quantblocks/core';
import type { Choice, Dimension } from '@quantblocks/optimizer';

/** How alike the choices of the folds are in one parameter. */
export interface ParameterStability {
  readonly name: string;
  /** Per fold; `null` where nothing was chosen, or the parameter did not exist. */
  readonly values: readonly (Choice | null)[];
  /** Share of the chosen values that are the most frequent one; NaN for none. */
  readonly agreement: number;
  /**
   * Standard deviation of the chosen values (ddof 0) where the range of the search is 1: 0 for equal ones, about 0.29 for choices at random, at
   * most 0.5. NaN for values without an order, and for none.
   */
  readonly spread: number;
}

/** @param chosen - Per fold: the point, or `null`. */
export function stabilityOf(
  dimensions: readonly Dimension[],
  chosen: readonly (Readonly<Record<string, Choice | undefined>> | null)[],
): ParameterStability[] {
  return dimensions.map((dimension) => {
    const values = chosen.map((point) => point?.[dimension.name] ?? null);
    const present = values.filter((value) => value !== null);
    const counts = new Map<Choice, number>();
    for (const value of present) counts.set(value, (counts.get(value) ?? 0) + 1);
    const units = present.map((value) => dimension.toUnit(dimension.encode(value)));
    const hasSpread = dimension.type !== 'categorical' && units.length > 0;
    return {
      name: dimension.name,
      values,
      agreement: present.length === 0 ? Number.NaN : Math.max(...counts.values()) / present.length,
      spread: hasSpread ? standardDeviation(units, { ddof: 0 }) : Number.NaN,
    };
  });
}
