import { checkWord, gapFreeStart, inputFor, outputFor, voteFor } from '../series.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { Stream, type StreamState } from '../stream/stream.ts';
import { RESUM } from '../stream/window-sum-cell.ts';
import { EfficiencyCell, ratio } from '../trend/efficiency-ratio.ts';

const LENGTHS = [5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 100] as const;
const PAIRS: number = LENGTHS.length - 1;
const SLOWEST = 0.0645;
const SPAN: number = 0.666 - SLOWEST;

/** Options of {@link kamaDistance}. */
export interface KamaDistanceOptions {
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
 * @param src - Prices; FINAL TRIGGER uses {@link ohlc4}. A NaN gives NaN on its bar, no vote, and is passed over.
 * @param out - Buffers for the two series.
 * @returns Two series as long as `src`, from bar 0.
 * @throws a {@link ParameterError} if `seed` is unknown or a buffer has another length.
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
  out?: KamaDistance,
): KamaDistance {
  const seed = seedOf(options);
  const n = src.length;
  const distance = outputFor(n, out?.distance, 'out.distance');
  const vote = voteFor(n, out?.vote);
  const x = inputFor(src, 'src', distance);
  const start = gapFreeStart(x);
  if (start < 0) {
    const stream = new KamaDistanceStream({ seed });
    for (let i = 0; i < n; i++) {
      const value = stream.update(x[i]);
      distance[i] = value.distance;
      vote[i] = value.vote;
    }
    return { distance, vote };
  }
  distance.fill(Number.NaN, 0, start);
  distance.fill(0, start);
  const change = new Float64Array(n);
  for (let i = start + 1; i < n; i++) change[i] = Math.abs(x[i] - x[i - 1]);
  const shorter = new Float64Array(n);
  LENGTHS.forEach((length, rank) => {
    addNeighbour(x, change, start, length, seed === 'price' ? x[start] : 0, rank > 0, shorter, distance);
  });
  for (let i = start; i < n; i++) {
    const mean = distance[i] / PAIRS;
    distance[i] = mean;
    vote[i] = mean > 0 ? 1 : mean < 0 ? -1 : 0;
  }
  return { distance, vote };
}

/**
 * Runs one average and adds its distance from the next shorter one, which it then replaces in `shorter`. Ratio and average share a
 * loop: both wait for their own last value, and a processor can wait for two things at once.
 */
function addNeighbour(
  x: Float64Array,
  change: Float64Array,
  start: number,
  length: number,
  seed: number,
  hasShorter: boolean,
  shorter: Float64Array,
  distance: Float64Array,
): void {
  const n = x.length;
  const full = Math.min(n, start + length);
  const slow = SLOWEST * SLOWEST;
  let path = 0;
  let k = seed;
  // Until the window is full the ratio counts as 0.
  for (let i = start; i < full; i++) {
    path += change[i];
    k = slow * x[i] + (1 - slow) * k;
    if (hasShorter) distance[i] += (shorter[i] - k) / k;
    shorter[i] = k;
  }
  for (let i = full; i < n; i++) {
    path = ((i - start) & RESUM) === 0 ? sumOf(change, i - length + 1, i) : path + (change[i] - change[i - length]);
    const price = x[i];
    const root = ratio(Math.abs(price - x[i - length]), path) * SPAN + SLOWEST;
    const weight = root * root;
    k = weight * price + (1 - weight) * k;
    if (hasShorter) distance[i] += (shorter[i] - k) / k;
    shorter[i] = k;
  }
}

function sumOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i <= to; i++) sum += values[i];
  return sum;
}

function seedOf({ seed = 'price' }: KamaDistanceOptions): 'price' | 'zero' {
  checkWord('seed', seed, ['price', 'zero']);
  return seed;
}

/** Streaming {@link kamaDistance}. */
export class KamaDistanceStream extends Stream<KamaDistanceOptions, number, KamaDistanceValue> {
  private readonly fromPrice: boolean;
  private readonly ratios: readonly EfficiencyCell[];
  /** Prices seen, and the averages. */
  private readonly averages: Cell;

  constructor(options: KamaDistanceOptions = {}) {
    const seed = seedOf(options);
    const ratios = LENGTHS.map((length) => new EfficiencyCell(length));
    const averages = cellMemory(1 + LENGTHS.length);
    super('kamaDistance', { seed }, [...ratios, averages], () => ({ distance: Number.NaN, vote: 0 }));
    this.fromPrice = seed === 'price';
    this.ratios = ratios;
    this.averages = averages;
  }

  static restore(state: StreamState<KamaDistanceOptions>): KamaDistanceStream {
    return new KamaDistanceStream(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, _index: number, output: KamaDistanceValue): KamaDistanceValue {
    const { ratios } = this;
    const s = this.averages.scalars;
    const f = from * (1 + LENGTHS.length);
    const t = to * (1 + LENGTHS.length);
    const count = s[f];
    if (Number.isNaN(x)) {
      for (let i = 0; i <= LENGTHS.length; i++) s[t + i] = s[f + i];
      for (const { scalars } of ratios) scalars[to] = scalars[from];
      output.distance = Number.NaN;
      output.vote = 0;
      return output;
    }
    let sum = 0;
    let shorter = 0;
    for (let i = 0; i < ratios.length; i++) {
      const root = ratios[i].step(from, to, count, x) * SPAN + SLOWEST;
      const weight = root * root;
      const k = weight * x + (1 - weight) * (count === 0 && this.fromPrice ? x : s[f + 1 + i]);
      if (i > 0) sum += (shorter - k) / k;
      s[t + 1 + i] = shorter = k;
    }
    s[t] = count + 1;
    const mean = sum / PAIRS;
    output.distance = mean;
    output.vote = mean > 0 ? 1 : mean < 0 ? -1 : 0;
    return output;
  }
}
