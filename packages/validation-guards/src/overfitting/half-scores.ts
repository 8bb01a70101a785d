/** What strategies are ranked by: the Sharpe ratio per bar (ddof 1) or the mean return per bar. */
export type CscvMetric = 'sharpe' | 'mean';

/** How a strategy ranks among equals: in their middle, or as the best of them. */
export type CscvTies = 'average' | 'max';

/** Which blocks form one half of each pair of halves: bit `blocks - 1 - i` stands for block `i`, and block 0 is always in. */
export function halfMasks(blocks: number): Int32Array {
  const half = blocks / 2;
  let pairs = 1;
  for (let i = 1; i < half; i++) pairs = (pairs * (half + i)) / i;
  const masks = new Int32Array(pairs);
  const all = 2 ** blocks - 1;
  // The other halves in ascending order ("Gosper's hack"), so that these come in the lexicographic order of their blocks.
  let other = 2 ** half - 1;
  for (let pair = 0; pair < pairs; pair++) {
    masks[pair] = all ^ other;
    const low = other & -other;
    const ripple = other + low;
    other = ripple | (((other ^ ripple) / low) >>> 2);
  }
  return masks;
}

/**
 * Scores of all strategies in both halves of the blocks, from sums per block.
 *
 * The sums over every subset of the left and of the right blocks are made once, so any half is one addition. Nothing is ever
 * subtracted: what is equal in a half, or flat in it, stays so to the last bit.
 */
export class HalfScores {
  readonly #strategies: number;
  readonly #blocks: number;
  readonly #metric: CscvMetric;
  readonly #bars: number;
  readonly #rightBlocks: number;
  readonly #left: SubsetSums;
  readonly #right: SubsetSums;
  /** Of the blocks in the mask, per strategy. */
  readonly inside: Float64Array;
  /** Of all other blocks. */
  readonly outside: Float64Array;

  constructor(strategies: number, blocks: number, barsPerBlock: number, metric: CscvMetric) {
    this.#strategies = strategies;
    this.#blocks = blocks;
    this.#metric = metric;
    this.#bars = (barsPerBlock * blocks) / 2;
    this.#rightBlocks = blocks >> 1;
    this.#left = new SubsetSums(strategies, blocks - this.#rightBlocks);
    this.#right = new SubsetSums(strategies, this.#rightBlocks);
    this.inside = new Float64Array(strategies);
    this.outside = new Float64Array(strategies);
  }

  /** Takes sums and sums of squares of block `b` and strategy `j` at `b * strategies + j`. */
  load(sums: Float64Array, squares: Float64Array): void {
    this.#left.load(sums, squares, this.#blocks - this.#rightBlocks - 1);
    this.#right.load(sums, squares, this.#blocks - 1);
  }

  score(mask: number): void {
    const others = (2 ** this.#blocks - 1) ^ mask;
    this.#scoreHalf(mask, this.inside);
    this.#scoreHalf(others, this.outside);
  }

  #scoreHalf(mask: number, scores: Float64Array): void {
    const n = this.#strategies;
    const left = (mask >>> this.#rightBlocks) * n;
    const right = (mask & (2 ** this.#rightBlocks - 1)) * n;
    if (this.#metric === 'mean') means(this.#left.sums, left, this.#right.sums, right, this.#bars, scores);
    else sharpes(this.#left, left, this.#right, right, this.#bars, scores);
  }
}

class SubsetSums {
  readonly sums: Float64Array;
  readonly squares: Float64Array;
  readonly #strategies: number;
  readonly #subsets: number;

  constructor(strategies: number, blocks: number) {
    this.#strategies = strategies;
    this.#subsets = 2 ** blocks;
    this.sums = new Float64Array(this.#subsets * strategies);
    this.squares = new Float64Array(this.#subsets * strategies);
  }

  load(sums: Float64Array, squares: Float64Array, lastBlock: number): void {
    const n = this.#strategies;
    for (let mask = 1; mask < this.#subsets; mask++) {
      const low = mask & -mask;
      const block = (lastBlock - (31 - Math.clz32(low))) * n;
      addRow(this.sums, mask * n, (mask ^ low) * n, sums, block, n);
      addRow(this.squares, mask * n, (mask ^ low) * n, squares, block, n);
    }
  }
}

function addRow(table: Float64Array, to: number, from: number, rows: Float64Array, row: number, n: number): void {
  for (let j = 0; j < n; j++) table[to + j] = table[from + j] + rows[row + j];
}

function means(a: Float64Array, i: number, b: Float64Array, k: number, bars: number, scores: Float64Array): void {
  for (let j = 0; j < scores.length; j++) scores[j] = (a[i + j] + b[k + j]) / bars;
}

function sharpes(a: SubsetSums, i: number, b: SubsetSums, k: number, bars: number, scores: Float64Array): void {
  const { sums: sumA, squares: squareA } = a;
  const { sums: sumB, squares: squareB } = b;
  const scale = Math.sqrt((bars - 1) / bars);
  for (let j = 0; j < scores.length; j++) {
    const sum = sumA[i + j] + sumB[k + j];
    const square = squareA[i + j] + squareB[k + j];
    const spread = bars * square - sum * sum;
    // Rounding leaves a little of the squares of equal returns; without spread there is nothing to rank by.
    scores[j] = spread > 1e-12 * bars * square ? (scale * sum) / Math.sqrt(spread) : 0;
  }
}

/** First index of the largest value. */
export function winnerOf(scores: Float64Array): number {
  let best = 0;
  for (let j = 1; j < scores.length; j++) if (scores[j] > scores[best]) best = j;
  return best;
}

/** 1 for the worst. */
export function rankOf(strategy: number, scores: Float64Array, ties: CscvTies): number {
  const own = scores[strategy];
  let below = 0;
  let equal = 0;
  for (let j = 0; j < scores.length; j++) {
    if (scores[j] < own) below++;
    else if (scores[j] === own) equal++;
  }
  return ties === 'max' ? below + equal : below + (equal + 1) / 2;
}
