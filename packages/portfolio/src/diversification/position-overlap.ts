import { requireSeries } from '../checks.ts';
import { jaccardMatrix, jointBars, pairwise } from './jaccard.ts';

/** Answer of {@link positionOverlap}; matrices are symmetric, `matrix[i][j]`. */
export interface PositionOverlap {
  /** Bars that both hold over bars that at least one holds, in [0, 1]; NaN where neither ever holds. */
  readonly jaccard: readonly Float64Array[];
  /** Bars that both hold over all bars; the diagonal is each one's time in the market. NaN for no bars. */
  readonly bothHeld: readonly Float64Array[];
  /** Of the bars that both hold, the share on the same side, 1 = always; NaN where they never do. Opposite sides hedge. */
  readonly sameSide: readonly Float64Array[];
}

/**
 * How much of their time strategies hold positions together: returns that look uncorrelated because each is mostly flat still meet in the
 * bars that count.
 *
 * @param positions - One series per strategy, of equal length: signed position per bar in any unit, 0 = flat.
 * @throws a {@link ParameterError} if there is no series, lengths differ or a position is not finite.
 * @see P. Jaccard, "Étude comparative de la distribution florale", Bulletin de la Société Vaudoise des Sciences Naturelles 37 (1901).
 *
 * @example
 * ```ts
 * import { positionOverlap } from '@quantblocks/portfolio';
 *
 * const { jaccard, bothHeld, sameSide } = positionOverlap([
 *   [1, 1, 0, 0, 1],
 *   [0, 2, -1, 0, -2],
 * ]);
 * [jaccard[0][1], bothHeld[0][1], sameSide[0][1]]; // => [0.5, 0.4, 0.5]
 * ```
 */
export function positionOverlap(positions: readonly ArrayLike<number>[]): PositionOverlap {
  const sizes = requireSeries('positions', positions);
  const bars = sizes[0].length;
  const held = sizes.map((series) => Uint8Array.from(series, (size) => (size === 0 ? 0 : 1)));
  return {
    jaccard: jaccardMatrix(held),
    bothHeld: pairwise(held, (a, b) => jointBars(a, b).both / bars),
    sameSide: pairwise(sizes, sameSideShare),
  };
}

function sameSideShare(a: Float64Array, b: Float64Array): number {
  let both = 0;
  let same = 0;
  for (let i = 0; i < a.length; i++) {
    if (a[i] === 0 || b[i] === 0) continue;
    both++;
    if (a[i] > 0 === b[i] > 0) same++;
  }
  return same / both;
}
