import { runBatch } from '../batch.ts';
import { checkWord } from '../checks.ts';
import { RESUM } from '../kernels/window-sum.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';
import { ratio } from '../trend/efficiency-ratio.ts';
import { signVote, voteBuffer } from './vote.ts';

const LENGTHS: Int32Array = Int32Array.of(5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 100);
const LONGEST = 100;
const COUNT = 19;
const PAIRS: number = COUNT - 1;
const SLOWEST = 0.0645;
const SPAN: number = 0.666 - SLOWEST;

/** Options of {@link kamaDistance}. */
export interface KamaDistanceOptions extends NanOptions {
  /** Where the averages start: at the first price, or at 0 as in Pine; the two differ for about 2000 bars. @defaultValue `'price'` */
  seed?: 'price' | 'zero';
}

/** Distance and vote of {@link kamaDistance}. */
export interface KamaDistance {
  /** Mean relative distance of neighbouring averages, a fraction. */
  distance: Float64Array;
  /** Sign of the distance. */
  vote: Int8Array;
}

/** One bar of {@link KamaDistance}. */
export interface KamaDistanceValue {
  distance: number;
  vote: number;
}

/**
 * How the fan of 19 adaptive averages (lengths 5, 10 .. 85, 90, 100) is spread: the mean of `(shorter - longer) / longer` over
 * neighbours. Positive: the faster averages lie above the slower ones.
 *
 * Each average moves by `(0.6015 * e + 0.0645)^2` of its distance from the price, where e is the {@link efficiencyRatio} of its length.
 *
 * @param src - Prices; FINAL TRIGGER uses {@link ohlc4}.
 * @param out - Buffers for the two series.
 * @returns Two series as long as `src`, from bar 0. An average of 0 has no relative distance: 0.
 * @throws a {@link ParameterError} if an option is unknown or a buffer has another length.
 *
 * @example
 * ```ts
 * import { kamaDistance } from '@quantblocks/indicators';
 *
 * // Noise around 100, then ten rising bars: the short averages turn up first.
 * const price = Float64Array.from({ length: 160 }, (_, i) => (i < 150 ? 100 + (i % 2) : i - 49));
 * const { distance, vote } = kamaDistance(price);
 * distance[0]; // => 0
 * vote[159]; // => 1
 * ```
 */
export function kamaDistance(
  src: ArrayLike<number>,
  options: KamaDistanceOptions = {},
  out?: Partial<KamaDistance>,
): KamaDistance {
  const { seed, nan } = distanceOptions(options);
  const outputs = { distance: out?.distance, vote: voteBuffer(src, out?.vote) };
  return runBatch({ src }, outputs, FIRST, false, nan, (x, { distance, vote }) => {
    const cell = new DistanceCell(seed);
    for (let i = 0; i < x.src.length; i++) {
      const value = cell.step(0, 0, i, x.src[i]);
      distance[i] = value;
      vote[i] = signVote(value);
    }
  });
}

const FIRST = { distance: 0, vote: 0 };

function distanceOptions({ seed = 'price', nan }: KamaDistanceOptions): Required<KamaDistanceOptions> {
  checkWord('seed', seed, ['price', 'zero']);
  return { seed, nan: nanPolicy(nan) };
}

/**
 * All averages of a bar at once: each waits for its own last value only, so that a processor works on several at a time,
 * and they share the prices and the changes.
 */
class DistanceCell {
  readonly cells: readonly Cell[];
  private readonly fromPrice: boolean;
  private readonly prices: Float64Array;
  private readonly changes: Float64Array;
  private readonly mask: number;
  /** Sums of the last absolute changes, then averages. */
  private readonly scalars: Float64Array;

  constructor(seed: 'price' | 'zero') {
    const prices = cellMemory(0, LONGEST + 1);
    const changes = cellMemory(0, LONGEST + 1);
    const averages = cellMemory(2 * COUNT);
    this.cells = [prices, changes, averages];
    this.fromPrice = seed === 'price';
    this.prices = prices.ring;
    this.changes = changes.ring;
    this.mask = prices.ring.length - 1;
    this.scalars = averages.scalars;
  }

  step(from: number, to: number, index: number, x: number): number {
    // Local names: bundlers turn constants of a module into variables, which are slow in a loop.
    const lengths = LENGTHS;
    const count = COUNT;
    const span = SPAN;
    const slowest = SLOWEST;
    const { prices, changes, mask, scalars } = this;
    const change = index === 0 ? 0 : Math.abs(x - prices[(index - 1) & mask]);
    prices[index & mask] = x;
    changes[index & mask] = change;
    const f = 2 * count * from;
    const t = 2 * count * to;
    if ((index & RESUM) === 0) {
      for (let rank = 0; rank < count; rank++) scalars[t + rank] = this.pathOf(index, lengths[rank]);
    } else {
      for (let rank = 0; rank < count; rank++) {
        scalars[t + rank] = scalars[f + rank] + (change - changes[(index - lengths[rank]) & mask]);
      }
    }
    // Averages are 0 before the first bar.
    const seed = index === 0 && this.fromPrice ? x : 0;
    let sum = 0;
    let shorter = 0;
    for (let rank = 0; rank < count; rank++) {
      const length = lengths[rank];
      const efficiency = index < length ? 0 : ratio(Math.abs(x - prices[(index - length) & mask]), scalars[t + rank]);
      const root = efficiency * span + slowest;
      const weight = root * root;
      const average = weight * x + (1 - weight) * (seed + scalars[f + count + rank]);
      if (rank > 0 && average !== 0) sum += (shorter - average) / average;
      scalars[t + count + rank] = shorter = average;
    }
    return sum / PAIRS;
  }

  private pathOf(index: number, length: number): number {
    let path = 0;
    for (let i = Math.max(0, index - length + 1); i <= index; i++) path += this.changes[i & this.mask];
    return path;
  }
}

/** Streaming {@link kamaDistance}. */
export class KamaDistanceStream extends SeriesStream<KamaDistanceOptions, KamaDistanceValue> {
  private readonly cell: DistanceCell;

  constructor(options: KamaDistanceOptions = {}) {
    const checked = distanceOptions(options);
    const cell = new DistanceCell(checked.seed);
    super({
      indicator: 'kamaDistance',
      options: checked,
      cells: cell.cells,
      first: FIRST,
      windowed: false,
      blank: () => ({ distance: Number.NaN, vote: 0 }),
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<KamaDistanceOptions>): KamaDistanceStream {
    return new KamaDistanceStream(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number, output: KamaDistanceValue): KamaDistanceValue {
    const value = this.cell.step(from, to, index, x);
    output.distance = value;
    output.vote = signVote(value);
    return output;
  }
}
