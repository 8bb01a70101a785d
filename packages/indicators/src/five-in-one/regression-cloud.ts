import { checkWord, gapFreeStart, inputFor, outputFor, voteFor } from '../series.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { Stream, type StreamState } from '../stream/stream.ts';
import { WindowSumCell } from '../stream/window-sum-cell.ts';
import { sma } from '../trend/sma.ts';
import type { VoteWarmup } from './ad-line.ts';

const LENGTHS = [10, 20, 50, 100, 200, 300, 400, 500] as const;
const LONGEST = 500;
const BASE_PERIOD = 100;
const CLOUD_WEIGHT = 0.1;

/** Options of {@link regressionCloud}. */
export interface RegressionCloudOptions {
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
 * @param close - Prices. A gap leaves each line undefined while it is inside that line's window.
 * @param out - Buffers for the four series.
 * @returns `base` from bar 99, `total` and `cloud` from bar 499.
 * @throws a {@link ParameterError} if `warmup` is unknown or a buffer has another length.
 * @remarks Constant time per bar and length. Each pair of sums is taken afresh every `length` bars, relative to a price of that time,
 * which keeps `total` within 1e-13 of the close.
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
  out?: RegressionCloud,
): RegressionCloud {
  const warmup = warmupOf(options);
  const n = close.length;
  const total = outputFor(n, out?.total, 'out.total');
  const base = outputFor(n, out?.base, 'out.base');
  const cloud = outputFor(n, out?.cloud, 'out.cloud');
  const vote = voteFor(n, out?.vote);
  const x = inputFor(close, 'close', total, base, cloud);
  const start = gapFreeStart(x);
  if (start < 0) {
    const stream = new RegressionCloudStream({ warmup });
    for (let i = 0; i < n; i++) {
      const value = stream.update(x[i]);
      total[i] = value.total;
      base[i] = value.base;
      cloud[i] = value.cloud;
      vote[i] = value.vote;
    }
    return { total, base, cloud, vote };
  }
  const first = Math.min(start + LONGEST - 1, n);
  total.fill(0);
  // Only bars on which the longest line is known matter, so `cloud` can hold the shorter slope meanwhile.
  for (let rank = 0; rank < LENGTHS.length && first < n; rank++) {
    addSlopes(x, start, first, LENGTHS[rank], rank === 0 ? 0 : LENGTHS[rank - 1], cloud, total);
  }
  total.fill(Number.NaN, 0, first);
  sma(x, { period: BASE_PERIOD }, base);
  const lone = warmup === 'vote';
  for (let i = 0; i < n; i++) {
    cloud[i] = base[i] + CLOUD_WEIGHT * total[i];
    vote[i] = voteOf(x[i], base[i], cloud[i], lone);
  }
  return { total, base, cloud, vote };
}

/** Adds `(shorter - slope) * weight` to `total` and leaves the slopes in `shorter`, from bar `first` on. */
function addSlopes(
  x: Float64Array,
  start: number,
  first: number,
  length: number,
  weight: number,
  shorter: Float64Array,
  total: Float64Array,
): void {
  const n = x.length;
  const { middle, spread } = moments(length);
  let sum = 0;
  let product = 0;
  let origin = 0;
  // Begin at the last restart before `first`: earlier sums leave no trace after it.
  const restart = first - ((first - start + 1) % length);
  let due = 0;
  for (let i = restart; i < n; i++) {
    if (due === 0) {
      due = length;
      origin = x[i];
      sum = product = 0;
      for (let j = 0; j < length; j++) {
        const y = x[i - length + 1 + j] - origin;
        sum += y;
        product += j * y;
      }
    } else {
      const y = x[i] - origin;
      const rest = sum - (x[i - length] - origin);
      product = product - rest + (length - 1) * y;
      sum = rest + y;
    }
    due--;
    if (i < first) continue;
    const slope = (product - middle * sum) / spread;
    if (weight > 0) total[i] += (shorter[i] - slope) * weight;
    shorter[i] = slope;
  }
}

function moments(length: number): { middle: number; spread: number } {
  return { middle: (length - 1) / 2, spread: (length * (length * length - 1)) / 12 };
}

/** `lone`: without a cloud the base votes alone. */
function voteOf(close: number, base: number, cloud: number, lone: boolean): number {
  if (Number.isNaN(cloud)) return lone ? signOf(close - base) : 0;
  return close > base && close > cloud ? 1 : close < base && close < cloud ? -1 : 0;
}

function signOf(x: number): number {
  return x > 0 ? 1 : x < 0 ? -1 : 0;
}

function warmupOf({ warmup = 'none' }: RegressionCloudOptions): VoteWarmup {
  checkWord('warmup', warmup, ['vote', 'none']);
  return warmup;
}

/** Sums of one least-squares line, over prices that the stream keeps. */
class SlopeCell implements Cell {
  /** Sum, sum of products, and the price both are relative to. */
  readonly scalars: Float64Array;
  readonly ring: Float64Array;
  private readonly length: number;
  private readonly middle: number;
  private readonly spread: number;

  constructor(length: number) {
    ({ scalars: this.scalars, ring: this.ring } = cellMemory(3));
    this.length = length;
    ({ middle: this.middle, spread: this.spread } = moments(length));
  }

  step(from: number, to: number, index: number, prices: Float64Array, mask: number): number {
    const s = this.scalars;
    const { length } = this;
    let sum = s[3 * from];
    let product = s[3 * from + 1];
    let origin = s[3 * from + 2];
    const x = prices[index & mask];
    if ((index + 1) % length === 0) {
      origin = x;
      sum = product = 0;
      for (let j = 0; j < length; j++) {
        const y = prices[(index - length + 1 + j) & mask] - origin;
        sum += y;
        product += j * y;
      }
    } else {
      const y = x - origin;
      const rest = sum - (prices[(index - length) & mask] - origin);
      product = product - rest + (length - 1) * y;
      sum = rest + y;
    }
    s[3 * to] = sum;
    s[3 * to + 1] = product;
    s[3 * to + 2] = origin;
    return (product - this.middle * sum) / this.spread;
  }
}

/** Streaming {@link regressionCloud}. */
export class RegressionCloudStream extends Stream<RegressionCloudOptions, number, RegressionCloudValue> {
  private readonly lone: boolean;
  private readonly slopes: readonly SlopeCell[];
  private readonly base: WindowSumCell;
  /** Bars since the first price, last price and bar after the last gap; the ring holds prices. */
  private readonly past: Cell;

  constructor(options: RegressionCloudOptions = {}) {
    const warmup = warmupOf(options);
    const slopes = LENGTHS.map((length) => new SlopeCell(length));
    const base = new WindowSumCell(BASE_PERIOD);
    const past = cellMemory(3, LONGEST + 1);
    super('regressionCloud', { warmup }, [...slopes, base, past], () => ({
      total: Number.NaN,
      base: Number.NaN,
      cloud: Number.NaN,
      vote: 0,
    }));
    this.lone = warmup === 'vote';
    this.slopes = slopes;
    this.base = base;
    this.past = past;
  }

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
    const { scalars, ring } = this.past;
    const mask = ring.length - 1;
    const known = !Number.isNaN(x);
    const count = scalars[3 * from];
    const last = scalars[3 * from + 1];
    const sinceGap = known ? scalars[3 * from + 2] : count + 1;
    const started = known || count > 0;
    scalars[3 * to] = started ? count + 1 : 0;
    scalars[3 * to + 1] = known ? x : last;
    scalars[3 * to + 2] = started ? sinceGap : 0;
    output.base = this.base.step(from, to, index, x) / BASE_PERIOD;
    output.total = Number.NaN;
    if (started) {
      // A gap holds the last price, so the sums stay sums of what is in the ring.
      ring[count & mask] = known ? x : last;
      let total = 0;
      let shorter = 0;
      for (let rank = 0; rank < LENGTHS.length; rank++) {
        const slope = this.slopes[rank].step(from, to, count, ring, mask);
        if (rank > 0) total += (shorter - slope) * LENGTHS[rank - 1];
        shorter = slope;
      }
      if (count - sinceGap >= LONGEST - 1) output.total = total;
    }
    output.cloud = output.base + CLOUD_WEIGHT * output.total;
    output.vote = voteOf(x, output.base, output.cloud, this.lone);
    return output;
  }
}
