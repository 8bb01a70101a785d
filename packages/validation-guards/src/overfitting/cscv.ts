import { mean, ParameterError } from '@quantblocks/core';
import { requireMatrix, requireWhole } from '../checks.ts';
import { type CscvMetric, type CscvTies, HalfScores, halfMasks, rankOf, winnerOf } from './half-scores.ts';

/** Options of {@link cscv}. */
export interface CscvOptions {
  /** Blocks of equal length that time is cut into: an even number in 4 .. 20. @defaultValue `10` */
  blocks?: number;
  /** What strategies are ranked by. @defaultValue `'sharpe'` */
  metric?: CscvMetric;
  /** Rank among equal results: `max` makes a copy look better than it is. @defaultValue `'average'` */
  ties?: CscvTies;
}

/** Answer of {@link cscv}. Arrays have one value per split, in the lexicographic order of the blocks that are in sample. */
export interface Cscv {
  /** Share of splits whose winner is not above the median out of sample: of logits that are at most 0. */
  readonly pbo: number;
  /** `ln(rank / (N + 1 - rank))` of the winner out of sample, rank 1 for the worst. */
  readonly logits: Float64Array;
  /** Strategy that is best in sample, the first of equals. */
  readonly winners: Int32Array;
  /** Metric of the winner in sample. */
  readonly inSample: Float64Array;
  /** Metric of the same strategy out of sample. */
  readonly outOfSample: Float64Array;
  /** Share of splits whose winner is below 0 out of sample. */
  readonly probabilityOfLoss: number;
  /** Regression of `outOfSample` on `inSample`; NaN if all in-sample values are equal. */
  readonly slope: number;
  readonly intercept: number;
  readonly rSquared: number;
}

/**
 * Combinatorially symmetric cross-validation: of every choice of half of the time blocks, the strategy that is best on it, and
 * how that one ranks on the other half.
 *
 * The bars that do not fill a block are left out at the start. A strategy that does not move in a half has the Sharpe ratio 0
 * there.
 *
 * @param series - Returns per bar of each strategy that was tried: at least two, of equal length.
 * @param options - Blocks, metric, and what equal results are worth.
 * @returns The statistic without a judgement; {@link probabilityOfBacktestOverfitting} compares it with its null.
 * @throws a {@link ParameterError} if series are fewer than two, not finite, unequal in length or shorter than two bars per
 * block, or an option is out of range.
 * @remarks Time is proportional to bars plus splits, times strategies; there are 252 splits of 10 blocks, 12,870 of 16, 184,756
 * of 20.
 * @see D. H. Bailey, J. M. Borwein, M. López de Prado, Q. J. Zhu, "The probability of backtest overfitting", Journal of
 * Computational Finance 20 (2017), section 3.
 *
 * @example
 * ```ts
 * import { cscv } from '@quantblocks/validation-guards';
 *
 * const good = Float64Array.from({ length: 40 }, (_, i) => 0.01 + 0.001 * (i % 3));
 * const bad = good.map((value) => -value);
 * const { pbo, logits } = cscv([bad, good], { blocks: 4 });
 * pbo; // => 0
 * logits[0].toFixed(6); // => '0.693147'
 * ```
 */
export function cscv(series: readonly ArrayLike<number>[], options: CscvOptions = {}): Cscv {
  const { blocks, metric, ties } = resolveCscv(options);
  const rows = requireMatrix('series', series);
  if (rows.length < 2) throw new ParameterError('series', 'at least two strategies', rows.length);
  const barsPerBlock = Math.floor(rows[0].length / blocks);
  if (barsPerBlock < 2) throw new ParameterError('series', `at least ${2 * blocks} bars`, rows[0].length);
  const halves = new HalfScores(rows.length, blocks, barsPerBlock, metric);
  halves.load(...blockSums(rows, blocks, barsPerBlock));

  const masks = halfMasks(blocks);
  const splits = 2 * masks.length;
  const logits = new Float64Array(splits);
  const winners = new Int32Array(splits);
  const inSample = new Float64Array(splits);
  const outOfSample = new Float64Array(splits);
  const record = (split: number, trained: Float64Array, tested: Float64Array): void => {
    const winner = winnerOf(trained);
    const rank = rankOf(winner, tested, ties);
    logits[split] = Math.log(rank / (rows.length + 1 - rank));
    winners[split] = winner;
    inSample[split] = trained[winner];
    outOfSample[split] = tested[winner];
  };
  for (let pair = 0; pair < masks.length; pair++) {
    halves.score(masks[pair]);
    record(pair, halves.inside, halves.outside);
    // The same halves with their parts exchanged stand as far from the end.
    record(splits - 1 - pair, halves.outside, halves.inside);
  }
  return {
    pbo: share(logits, (logit) => logit <= 0),
    logits,
    winners,
    inSample,
    outOfSample,
    probabilityOfLoss: share(outOfSample, (value) => value < 0),
    ...regression(inSample, outOfSample),
  };
}

/** Defaults and checks that {@link cscv} shares with its null. */
export function resolveCscv(options: CscvOptions): Required<CscvOptions> {
  const { blocks = 10, metric = 'sharpe', ties = 'average' } = options;
  requireWhole('blocks', blocks, 4, 20);
  if (blocks % 2 !== 0) throw new ParameterError('blocks', 'an even number', blocks);
  if (metric !== 'sharpe' && metric !== 'mean') throw new ParameterError('metric', 'sharpe or mean', metric);
  if (ties !== 'average' && ties !== 'max') throw new ParameterError('ties', 'average or max', ties);
  return { blocks, metric, ties };
}

function blockSums(rows: readonly Float64Array[], blocks: number, barsPerBlock: number): [Float64Array, Float64Array] {
  const n = rows.length;
  const sums = new Float64Array(blocks * n);
  const squares = new Float64Array(blocks * n);
  const start = rows[0].length - blocks * barsPerBlock;
  for (const [j, row] of rows.entries()) {
    for (let block = 0, i = start; block < blocks; block++) {
      let sum = 0;
      let square = 0;
      for (const end = i + barsPerBlock; i < end; i++) {
        sum += row[i];
        square += row[i] * row[i];
      }
      sums[block * n + j] = sum;
      squares[block * n + j] = square;
    }
  }
  return [sums, squares];
}

function share(values: Float64Array, holds: (value: number) => boolean): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (holds(values[i])) count++;
  return count / values.length;
}

function regression(x: Float64Array, y: Float64Array): Pick<Cscv, 'slope' | 'intercept' | 'rSquared'> {
  const meanX = mean(x);
  const meanY = mean(y);
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (let i = 0; i < x.length; i++) {
    const dx = x[i] - meanX;
    const dy = y[i] - meanY;
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  }
  const slope = xy / xx;
  return { slope, intercept: meanY - slope * meanX, rSquared: (xy * xy) / (xx * yy) };
}
