import { runBatch } from '../batch.ts';
import { checkWord } from '../checks.ts';
import { positions } from '../kernels/regression.ts';
import { windowSum } from '../kernels/window-sum.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';
import { WindowSumCell } from '../stream/window-sum-cell.ts';
import { signVote, type VoteWarmup, voteBuffer } from './vote.ts';

const LENGTHS: Int32Array = Int32Array.of(10, 20, 50, 100, 200, 300, 400, 500);
const COUNT = 8;
const LONGEST = 500;
const BASE_PERIOD = 100;
const CLOUD_WEIGHT = 0.1;

/** Options of {@link regressionCloud}. */
export interface RegressionCloudOptions extends NanOptions {
  /**
   * `'none'`: no vote before the longest regression is known (bar 499). `'vote'` repeats the earlier system, which then votes on the
   * moving average alone. @defaultValue `'none'`
   */
  warmup?: VoteWarmup;
}

/** Lines and vote of {@link regressionCloud}. */
export interface RegressionCloud {
  /** Sum of the weighted differences of neighbouring slopes, in price units. */
  total: Float64Array;
  /** Simple moving average of 100. */
  base: Float64Array;
  /** `base + 0.1 * total`. */
  cloud: Float64Array;
  /** +1 above both lines, -1 below both, else 0. */
  vote: Int8Array;
}

/** One bar of {@link RegressionCloud}. */
export interface RegressionCloudValue {
  total: number;
  base: number;
  cloud: number;
  vote: number;
}

/**
 * Slopes of least-squares lines over 10, 20, 50, 100, 200, 300, 400 and 500 bars, condensed to a cloud around the SMA of 100.
 *
 * `total` is the sum over neighbours of (shorter slope - longer slope) * shorter length.
 *
 * @param close - Prices.
 * @param out - Buffers for the four series.
 * @returns `base` from bar 99, `total` and `cloud` from bar 499, votes from bar 499, with warm-up `'vote'` from bar 99.
 * @throws a {@link ParameterError} if an option is unknown or a buffer has another length.
 * @remarks Constant time per bar and length. The sums of a line are taken afresh at least once in four times its length, relative to the
 * price of that time, which keeps `total` within 1e-13 of the close.
 *
 * @example
 * ```ts
 * import { regressionCloud } from '@quantblocks/indicators';
 *
 * const line = Float64Array.from({ length: 500 }, (_, i) => 1000 + 2 * i); // every slope is 2
 * const { total, base, vote } = regressionCloud(line);
 * total[499]; // => 0
 * base[499]; // => 1899
 * vote[499]; // => 1
 * vote[498]; // => 0
 * ```
 */
export function regressionCloud(
  close: ArrayLike<number>,
  options: RegressionCloudOptions = {},
  out?: Partial<RegressionCloud>,
): RegressionCloud {
  const { warmup, nan } = cloudOptions(options);
  const outputs = { total: out?.total, base: out?.base, cloud: out?.cloud, vote: voteBuffer(close, out?.vote) };
  return runBatch({ close }, outputs, firstOf(warmup), true, nan, (x, { total, base, cloud, vote }) => {
    const price = x.close;
    total.fill(0);
    // The cloud holds the slopes of the next shorter line meanwhile.
    cloud.fill(0);
    LENGTHS.forEach((length, rank) => {
      addSlopes(price, length, rank === 0 ? 0 : LENGTHS[rank - 1], cloud, total);
    });
    windowSum(price, BASE_PERIOD, BASE_PERIOD, base);
    for (let i = 0; i < price.length; i++) {
      cloud[i] = base[i] + CLOUD_WEIGHT * total[i];
      vote[i] = voteOf(i, price[i], base[i], cloud[i]);
    }
  });
}

function cloudOptions({ warmup = 'none', nan }: RegressionCloudOptions): Required<RegressionCloudOptions> {
  checkWord('warmup', warmup, ['none', 'vote']);
  return { warmup, nan: nanPolicy(nan) };
}

function firstOf(warmup: VoteWarmup): Record<keyof RegressionCloud, number> {
  return {
    total: LONGEST - 1,
    base: BASE_PERIOD - 1,
    cloud: LONGEST - 1,
    vote: (warmup === 'none' ? LONGEST : BASE_PERIOD) - 1,
  };
}

function blank(): RegressionCloudValue {
  return { total: Number.NaN, base: Number.NaN, cloud: Number.NaN, vote: 0 };
}

/** Before there is a cloud the base votes alone, if there is to be a vote. */
function voteOf(index: number, price: number, base: number, cloud: number): number {
  if (index < LONGEST - 1) return signVote(price - base);
  return price > base && price > cloud ? 1 : price < base && price < cloud ? -1 : 0;
}

/** Adds `(shorter - slope) * weight` to `total` and leaves the slopes in `shorter`. */
function addSlopes(x: Float64Array, length: number, weight: number, shorter: Float64Array, total: Float64Array): void {
  const n = x.length;
  const { middle, spread } = positions(length);
  const restart = restartOf(length);
  let sum = 0;
  let product = 0;
  let origin = 0;
  for (let i = 0; i < n; i++) {
    if ((i & restart) === 0) {
      origin = x[i];
      sum = 0;
      product = 0;
      for (let position = 0, j = i - length + 1; position < length; position++, j++) {
        const y = x[Math.max(0, j)] - origin;
        sum += y;
        product += position * y;
      }
    } else {
      const y = x[i] - origin;
      const rest = sum - (x[i < length ? 0 : i - length] - origin);
      product = product - rest + (length - 1) * y;
      sum = rest + y;
    }
    const slope = (product - middle * sum) / spread;
    total[i] += (shorter[i] - slope) * weight;
    shorter[i] = slope;
  }
}

/** Sums are taken afresh where `index & restart` is 0: at least once in four lengths. */
function restartOf(length: number): number {
  return 2 ** Math.ceil(Math.log2(2 * length)) - 1;
}

/** All slopes of a bar at once, and the sum of their weighted differences. */
class SlopesCell {
  readonly cells: readonly Cell[];
  private readonly prices: Float64Array;
  /** Sums of the prices, sums of the prices weighted by position, and the prices they are relative to. */
  private readonly scalars: Float64Array;
  private readonly middles: Float64Array;
  private readonly spreads: Float64Array;
  private readonly restarts: Int32Array;

  constructor() {
    const sums = cellMemory(3 * COUNT);
    const prices = cellMemory(0, LONGEST + 1);
    this.cells = [sums, prices];
    this.prices = prices.ring;
    this.scalars = sums.scalars;
    this.middles = Float64Array.from(LENGTHS, (length) => positions(length).middle);
    this.spreads = Float64Array.from(LENGTHS, (length) => positions(length).spread);
    this.restarts = LENGTHS.map(restartOf);
  }

  step(from: number, to: number, index: number, x: number): number {
    const lengths = LENGTHS;
    const count = COUNT;
    const { prices, scalars, middles, spreads, restarts } = this;
    const mask = prices.length - 1;
    // As if the price had stood still before.
    if (index === 0) prices.fill(x);
    prices[index & mask] = x;
    const f = 3 * count * from;
    const t = 3 * count * to;
    let total = 0;
    let shorter = 0;
    for (let rank = 0; rank < count; rank++) {
      const length = lengths[rank];
      let sum = scalars[f + rank];
      let product = scalars[f + count + rank];
      let origin = scalars[f + 2 * count + rank];
      if ((index & restarts[rank]) === 0) {
        origin = x;
        sum = 0;
        product = 0;
        for (let position = 0, i = index - length + 1; position < length; position++, i++) {
          const y = prices[i & mask] - origin;
          sum += y;
          product += position * y;
        }
      } else {
        const y = x - origin;
        const rest = sum - (prices[(index - length) & mask] - origin);
        product = product - rest + (length - 1) * y;
        sum = rest + y;
      }
      scalars[t + rank] = sum;
      scalars[t + count + rank] = product;
      scalars[t + 2 * count + rank] = origin;
      const slope = (product - middles[rank] * sum) / spreads[rank];
      if (rank > 0) total += (shorter - slope) * lengths[rank - 1];
      shorter = slope;
    }
    return total;
  }
}

/** Streaming {@link regressionCloud}. */
export class RegressionCloudStream extends SeriesStream<RegressionCloudOptions, RegressionCloudValue> {
  private readonly slopes: SlopesCell;
  private readonly base: WindowSumCell;

  constructor(options: RegressionCloudOptions = {}) {
    const checked = cloudOptions(options);
    const slopes = new SlopesCell();
    const base = new WindowSumCell(BASE_PERIOD);
    super({
      indicator: 'regressionCloud',
      options: checked,
      cells: [...slopes.cells, base],
      first: firstOf(checked.warmup),
      windowed: true,
      blank,
    });
    this.slopes = slopes;
    this.base = base;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<RegressionCloudOptions>): RegressionCloudStream {
    return new RegressionCloudStream(state.options).load(state);
  }

  protected step(
    x: number,
    from: number,
    to: number,
    index: number,
    output: RegressionCloudValue,
  ): RegressionCloudValue {
    output.total = this.slopes.step(from, to, index, x);
    output.base = this.base.step(from, to, index, x) / BASE_PERIOD;
    output.cloud = output.base + CLOUD_WEIGHT * output.total;
    output.vote = voteOf(index, x, output.base, output.cloud);
    return output;
  }
}
