import { checkWord, inputFor, outputFor } from '../series.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { Stream, type StreamState } from '../stream/stream.ts';
import { alphaOf, checkLimit, MesaCell, type MesaStart } from './mesa.ts';

/** Options of {@link mama}. */
export interface MamaOptions {
  /** Greatest weight of the newest price. @defaultValue `0.5` */
  fastLimit?: number;
  /** Least weight of the newest price. @defaultValue `0.05` */
  slowLimit?: number;
  /**
   * `'first'`: at the first price, moving at the slow limit until bar 6. `'ehlers'`: follows the price until bar 6. `'talib'`: at 0 on
   * bar 12, published from bar 32 on. The three agree to 1e-12 late, and differ by up to 7e-2 early. @defaultValue `'first'`
   */
  start?: MesaStart;
}

/** MESA adaptive average and the one that follows it. */
export interface MamaSeries {
  mama: Float64Array;
  fama: Float64Array;
}

/** One bar of {@link MamaSeries}. */
export interface MamaValue {
  mama: number;
  fama: number;
}

/**
 * MESA adaptive moving average and its following average, with fixed limits; see {@link adaptiveAverages} for limits that
 * follow the efficiency ratio.
 *
 * @param src - Prices. A NaN gives NaN on its bar and is passed over.
 * @param out - Buffers for the two series.
 * @returns Two series as long as `src`; first value at bar 0, or 32 with start `'talib'`.
 * @throws a {@link ParameterError} if a limit is not in [0, 1] or a buffer has another length.
 * @see J. F. Ehlers, "MESA Adaptive Moving Averages", Technical Analysis of Stocks & Commodities, September 2001.
 *
 * @example
 * ```ts
 * import { mama } from '@quantblocks/indicators';
 *
 * Array.from(mama([10, 12], { slowLimit: 0.5 }).mama); // => [10, 11]
 * ```
 */
export function mama(src: ArrayLike<number>, options: MamaOptions = {}, out?: MamaSeries): MamaSeries {
  const cell = new MamaCell(mamaOptions(options));
  const n = src.length;
  const fast = outputFor(n, out?.mama, 'out.mama');
  const slow = outputFor(n, out?.fama, 'out.fama');
  const x = inputFor(src, 'src', fast, slow);
  for (let i = 0; i < n; i++) {
    const known = cell.step(0, 0, x[i]);
    fast[i] = known ? cell.mama(0) : Number.NaN;
    slow[i] = known ? cell.fama(0) : Number.NaN;
  }
  return { mama: fast, fama: slow };
}

function mamaOptions({ fastLimit = 0.5, slowLimit = 0.05, start = 'first' }: MamaOptions): Required<MamaOptions> {
  checkLimit('fastLimit', fastLimit);
  checkLimit('slowLimit', slowLimit);
  checkWord('start', start, ['first', 'ehlers', 'talib']);
  return { fastLimit, slowLimit, start };
}

/** Both averages over one discriminator. */
class MamaCell implements Cell {
  readonly scalars: Float64Array;
  readonly ring: Float64Array;
  readonly mesa: MesaCell;
  private readonly fastLimit: number;
  private readonly slowLimit: number;
  /** Prices that are followed, then when the recursion begins, then when it is published. */
  private readonly follow: number;
  private readonly begin: number;
  private readonly publish: number;

  constructor({ fastLimit, slowLimit, start }: Required<MamaOptions>) {
    ({ scalars: this.scalars, ring: this.ring } = cellMemory(3));
    this.mesa = new MesaCell(start);
    this.fastLimit = fastLimit;
    this.slowLimit = slowLimit;
    this.follow = start === 'talib' ? 0 : start === 'first' ? 1 : 6;
    this.begin = start === 'talib' ? 12 : 0;
    this.publish = start === 'talib' ? 32 : 0;
  }

  mama(to: number): number {
    return this.scalars[3 * to + 1];
  }

  fama(to: number): number {
    return this.scalars[3 * to + 2];
  }

  /** Takes a price; false while there is nothing to publish, and on a gap. */
  step(from: number, to: number, x: number): boolean {
    const s = this.scalars;
    const dPhase = this.mesa.step(from, to, x);
    const count = s[3 * from];
    let mama = s[3 * from + 1];
    let fama = s[3 * from + 2];
    const known = !Number.isNaN(x);
    s[3 * to] = known ? count + 1 : count;
    if (known && count >= this.begin) {
      if (count < this.follow) mama = fama = x;
      else {
        const alpha = alphaOf(dPhase, this.fastLimit, this.slowLimit);
        mama = alpha * x + (1 - alpha) * mama;
        fama = 0.5 * alpha * mama + (1 - 0.5 * alpha) * fama;
      }
    }
    s[3 * to + 1] = mama;
    s[3 * to + 2] = fama;
    return known && count >= this.publish;
  }
}

/** Streaming {@link mama}. */
export class Mama extends Stream<MamaOptions, number, MamaValue> {
  private readonly cell: MamaCell;

  constructor(options: MamaOptions = {}) {
    const checked = mamaOptions(options);
    const cell = new MamaCell(checked);
    super('mama', checked, [cell.mesa, cell], () => ({ mama: Number.NaN, fama: Number.NaN }));
    this.cell = cell;
  }

  static restore(state: StreamState<MamaOptions>): Mama {
    return new Mama(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, _index: number, output: MamaValue): MamaValue {
    const known = this.cell.step(from, to, x);
    output.mama = known ? this.cell.mama(to) : Number.NaN;
    output.fama = known ? this.cell.fama(to) : Number.NaN;
    return output;
  }
}
