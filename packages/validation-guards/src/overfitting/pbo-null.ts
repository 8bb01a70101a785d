import { type KeyPart, mean, ParameterError, type Rng } from '@quantblocks/core';
import { requireDraws, requireMatrix, rngOf } from '../checks.ts';
import { type CscvOptions, resolveCscv } from './cscv.ts';
import { type CscvTies, HalfScores, halfMasks, rankOf, winnerOf } from './half-scores.ts';

/** So many pairs of halves stand for all: a simulated PBO is then off by at most 0.02, beside a spread of 0.1 to 0.2. */
const MAX_PAIRS = 250;

/** So many stretches of neighbouring bars make a block, however long: enough for its sums to be near normal. */
const STRETCHES = 64;

/** Options of {@link pboNull}. */
export interface PboNullOptions extends CscvOptions {
  /** Matrices to simulate. @defaultValue `199` */
  simulations?: number;
  /** Everything random follows from it. @defaultValue `0` */
  seed?: KeyPart;
}

/**
 * What {@link cscv} says of strategies like these when none has skill: PBO of matrices whose bars are drawn, with replacement,
 * from the bars of the given ones after each strategy's mean return is taken off.
 *
 * What is drawn is drawn for all strategies at once, so their correlations, copies, fat tails and flat stretches stay as they
 * are. Bars come in stretches of neighbours, at most 64 to a block; longer dependence is lost. The numbers of strategies and
 * blocks decide the spread of PBO, and the correlations decide how many strategies there really are.
 *
 * @param series - Returns per bar of each strategy that was tried: at least two, of equal length.
 * @param options - As for {@link cscv}, and how much to simulate.
 * @returns Simulated values in ascending order.
 * @throws a {@link ParameterError} if series are fewer than two, not finite, unequal in length or shorter than two bars per
 * block, or an option is out of range.
 * @remarks Of more than 250 pairs of halves (12 blocks and more) a random 250 stand for all, which widens the spread of the values
 * by about one percent. Nothing is remembered between calls.
 *
 * @example
 * ```ts
 * import { createRng } from '@quantblocks/core';
 * import { pboNull } from '@quantblocks/validation-guards';
 *
 * const rng = createRng(1, 'noise');
 * const noise = Array.from({ length: 20 }, () => Float64Array.from({ length: 200 }, () => 0.01 * rng.normal()));
 * const null05 = pboNull(noise)[9]; // the tenth smallest of 199
 * null05 > 0 && null05 < 0.3; // => true
 * ```
 */
export function pboNull(series: readonly ArrayLike<number>[], options: PboNullOptions = {}): Float64Array {
  const { blocks, metric, ties } = resolveCscv(options);
  const { simulations = 199, seed = 0 } = options;
  requireDraws('simulations', simulations);
  const rows = requireMatrix('series', series);
  if (rows.length < 2) throw new ParameterError('series', 'at least two strategies', rows.length);
  const barsPerBlock = Math.floor(rows[0].length / blocks);
  if (barsPerBlock < 2) throw new ParameterError('series', `at least ${2 * blocks} bars`, rows[0].length);

  const rng = rngOf(seed, 'pboNull');
  const masks = someOf(halfMasks(blocks), MAX_PAIRS, rng);
  const stretch = Math.ceil(barsPerBlock / STRETCHES);
  const perBlock = Math.floor(barsPerBlock / stretch);
  const sources = rows.map((row) => new Stretches(row, stretch));
  const halves = new HalfScores(rows.length, blocks, perBlock * stretch, metric);
  const drawn = new Int32Array(blocks * perBlock);
  const sums = new Float64Array(blocks * rows.length);
  const squares = new Float64Array(blocks * rows.length);
  const values = new Float64Array(simulations);
  for (let i = 0; i < simulations; i++) {
    for (let k = 0; k < drawn.length; k++) drawn[k] = rng.int(sources[0].count);
    for (let j = 0; j < rows.length; j++) {
      sumDrawn(sources[j].sums, drawn, perBlock, sums, j, rows.length);
      sumDrawn(sources[j].squares, drawn, perBlock, squares, j, rows.length);
    }
    halves.load(sums, squares);
    values[i] = pboOf(halves, masks, ties);
  }
  return values.sort();
}

/** Sums of a strategy's returns, less their mean, over stretches of neighbouring bars. */
class Stretches {
  readonly count: number;
  readonly sums: Float64Array;
  readonly squares: Float64Array;

  constructor(returns: Float64Array, length: number) {
    this.count = Math.floor(returns.length / length);
    this.sums = new Float64Array(this.count);
    this.squares = new Float64Array(this.count);
    const centre = mean(returns);
    for (let i = 0; i < this.count * length; i++) {
      const value = returns[i] - centre;
      const at = Math.floor(i / length);
      this.sums[at] += value;
      this.squares[at] += value * value;
    }
  }
}

function someOf(masks: Int32Array, count: number, rng: Rng): Int32Array {
  if (masks.length <= count) return masks;
  for (let i = 0; i < count; i++) {
    const other = i + rng.int(masks.length - i);
    const kept = masks[other];
    masks[other] = masks[i];
    masks[i] = kept;
  }
  return masks.subarray(0, count);
}

function sumDrawn(
  source: Float64Array,
  drawn: Int32Array,
  perBlock: number,
  sums: Float64Array,
  strategy: number,
  strategies: number,
): void {
  for (let at = strategy, k = 0; k < drawn.length; at += strategies) {
    let sum = 0;
    for (const end = k + perBlock; k < end; k++) sum += source[drawn[k]];
    sums[at] = sum;
  }
}

function pboOf(halves: HalfScores, masks: Int32Array, ties: CscvTies): number {
  const middle = (halves.inside.length + 1) / 2;
  let low = 0;
  for (let pair = 0; pair < masks.length; pair++) {
    halves.score(masks[pair]);
    if (rankOf(winnerOf(halves.inside), halves.outside, ties) <= middle) low++;
    if (rankOf(winnerOf(halves.outside), halves.inside, ties) <= middle) low++;
  }
  return low / (2 * masks.length);
}
