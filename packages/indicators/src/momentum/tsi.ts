import { emaAlpha, type Seed, seedLengthOf } from '../average/ema.ts';
import { runBatch } from '../batch.ts';
import { checkInteger, checkWord } from '../checks.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';
import { lateAverage } from './late-average.ts';

/** Options of {@link tsi}. */
export interface TsiOptions extends NanOptions {
  /** Length of the first average of the changes. @defaultValue `25` */
  long?: number;
  /** Length of the average of that average. @defaultValue `13` */
  short?: number;
  /** Start each average with the mean of its first values (Pine), or with the first (pandas). @defaultValue `'sma'` */
  seed?: Seed;
}

/**
 * True strength index: twice averaged change over the twice averaged size of the change, `100 * EMA(EMA(d)) / EMA(EMA(|d|))`, -100 .. 100.
 *
 * @param src - Prices.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`; first value at bar `long + short - 1`, with `'first'` at bar 1. 0 where nothing has moved.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @remarks Pine's `ta.tsi` is a hundredth of this.
 * @see W. Blau, "Momentum, Direction, and Divergence", 1995.
 *
 * @example
 * ```ts
 * import { tsi } from '@quantblocks/indicators';
 *
 * // Changes +3 and -1: 1 on average, and 2 without their signs.
 * tsi([10, 13, 12], { long: 2, short: 1 })[2]; // => 50
 * ```
 */
export function tsi(src: ArrayLike<number>, options: TsiOptions = {}, out?: Float64Array): Float64Array {
  const checked = tsiOptions(options);
  return runBatch({ src }, { value: out }, { value: new TsiCell(checked).first }, false, checked.nan, (x, y) => {
    const cell = new TsiCell(checked);
    for (let i = 0; i < x.src.length; i++) y.value[i] = cell.step(0, 0, i, x.src[i]);
  }).value;
}

function tsiOptions({ long = 25, short = 13, seed = 'sma', nan }: TsiOptions): Required<TsiOptions> {
  checkInteger('long', long, 1);
  checkInteger('short', short, 1);
  checkWord('seed', seed, ['sma', 'first']);
  return { long, short, seed, nan: nanPolicy(nan) };
}

/** Numbers of a bar: the change averaged once and twice, its size averaged once and twice, and the price. */
const SIZE = 5;

class TsiCell implements Cell {
  readonly scalars: Float64Array;
  readonly ring: Float64Array;
  readonly first: number;
  private readonly longAlpha: number;
  private readonly shortAlpha: number;
  private readonly longSeed: number;
  private readonly shortSeed: number;

  constructor({ long, short, seed }: Required<TsiOptions>) {
    ({ scalars: this.scalars, ring: this.ring } = cellMemory(SIZE));
    this.longAlpha = emaAlpha(long);
    this.shortAlpha = emaAlpha(short);
    this.longSeed = seedLengthOf(long, seed);
    this.shortSeed = seedLengthOf(short, seed);
    this.first = this.longSeed + this.shortSeed - 1;
  }

  step(from: number, to: number, index: number, x: number): number {
    const { scalars, longAlpha, shortAlpha, longSeed, shortSeed } = this;
    const f = SIZE * from;
    const t = SIZE * to;
    const change = x - scalars[f + 4];
    // Bar 0 has no change, and the second average waits for the first.
    const age = index - 1;
    const net = lateAverage(scalars[f], age, change, longAlpha, longSeed);
    const path = lateAverage(scalars[f + 2], age, Math.abs(change), longAlpha, longSeed);
    const netTwice = lateAverage(scalars[f + 1], index - longSeed, net, shortAlpha, shortSeed);
    const pathTwice = lateAverage(scalars[f + 3], index - longSeed, path, shortAlpha, shortSeed);
    scalars[t] = net;
    scalars[t + 1] = netTwice;
    scalars[t + 2] = path;
    scalars[t + 3] = pathTwice;
    scalars[t + 4] = x;
    return pathTwice > 0 ? (100 * netTwice) / pathTwice : 0;
  }
}

/** Streaming {@link tsi}. */
export class Tsi extends SeriesStream<TsiOptions> {
  private readonly cell: TsiCell;

  constructor(options: TsiOptions = {}) {
    const checked = tsiOptions(options);
    const cell = new TsiCell(checked);
    super({
      indicator: 'tsi',
      options: checked,
      cells: [cell],
      first: { value: cell.first },
      windowed: false,
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<TsiOptions>): Tsi {
    return new Tsi(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    return this.cell.step(from, to, index, x);
  }
}
