import { ParameterError } from '@quantblocks/core';
import { requireMatrix, requireWhole } from '../checks.ts';
import { eachCombination } from './combinations.ts';
import { firstMaximum, RangeSums, relativeRank, shareAboveHalf } from './range-sums.ts';

/** Answer of {@link originalLegacyPbo}. */
export interface OriginalLegacyPbo {
  /** Share of paths on which the in-sample winner is in the worse half out of sample; NaN with one trial or too few bars. */
  readonly pbo: number;
  /** Whether it is below 0.30, as 12.5 % of 50 noise strategies are. */
  readonly pass: boolean;
  /** Of the winner out of sample, per path: 0 the best, 1 the worst. */
  readonly ranks: Float64Array;
}

/**
 * The older PBO of the earlier system, report only: `floor(n / splits)` bars per block and the rest unused, nothing purged, deviations with
 * ddof 0 plus 1e-10.
 *
 * @param trialReturns - Returns per bar of every trial.
 * @param options - `splits`: blocks, even, 8 by default.
 * @throws a {@link ParameterError} if the series differ in length, a return is not finite or `splits` is out of range.
 *
 * @example
 * ```ts
 * import { originalLegacyPbo } from '@quantblocks/validation-guards';
 *
 * const wave = (phase: number) => Array.from({ length: 80 }, (_, i) => Math.sin(i + phase));
 * originalLegacyPbo([wave(0), wave(1).map((x) => x + 1)]).pbo; // => 0
 * ```
 */
export function originalLegacyPbo(
  trialReturns: readonly ArrayLike<number>[],
  options: { splits?: number } = {},
): OriginalLegacyPbo {
  const matrix = requireMatrix('trialReturns', trialReturns);
  const splits = requireWhole('splits', options.splits ?? 8, 2, 20);
  if (splits % 2 === 1) throw new ParameterError('splits', 'an even number', splits);
  const size = Math.floor(matrix[0].length / splits);
  if (matrix.length < 2 || size < 2) return { pbo: Number.NaN, pass: false, ranks: new Float64Array(0) };
  const sums = new RangeSums(
    matrix,
    Array.from({ length: splits }, (_, block) => ({ start: block * size, end: (block + 1) * size })),
  );
  const inSample = new Float64Array(matrix.length);
  const outOfSample = new Float64Array(matrix.length);
  const ranks: number[] = [];
  const rules = { ddof: 0, plus: 1e-10 } as const;
  eachCombination(splits, splits / 2, (chosen) => {
    sums.sharpes(inSample, chosen, rules);
    const others = Int32Array.from([...Array(splits).keys()].filter((block) => !chosen.includes(block)));
    sums.sharpes(outOfSample, others, rules);
    ranks.push(relativeRank(outOfSample, firstMaximum(inSample)));
  });
  const all = Float64Array.from(ranks);
  const pbo = shareAboveHalf(all);
  return { pbo, pass: pbo < 0.3, ranks: all };
}
