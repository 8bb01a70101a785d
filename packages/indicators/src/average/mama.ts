import { runBatch } from '../batch.ts';
import { checkNumber, checkWord } from '../checks.ts';
import { alphaOf } from '../cycle/mesa-alpha.ts';
import { MesaCell, type MesaStart } from '../cycle/mesa-cell.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';

/** Options of {@link mama}. */
export interface MamaOptions extends NanOptions {
  /** Greatest weight of the newest price. @defaultValue `0.5` */
  fastLimit?: number;
  /** Least weight of the newest price. @defaultValue `0.05` */
  slowLimit?: number;
  /**
   * `'first'`: at the first price, moving at the slow limit until bar 6. `'ehlers'`: follows the price until bar 6. `'talib'`: at 0 on
   * bar 12, published from bar 32 on. @defaultValue `'first'`
   */
  start?: MesaStart;
}

/** MESA adaptive average and the one that follows it. */
export interface MamaSeries {
  mama: Float64Array;
  fama: Float64Array;
}

/** One bar of {@link MamaSeries}. */
export type MamaValue = { [Name in keyof MamaSeries]: number };

/**
 * MESA adaptive moving average, `mama = a * x + (1 - a) * mama`, and its following average, the same of `mama` with `a / 2`:
 * the weight `a` is `fastLimit` over the fall of the phase in degrees (see {@link mesa}), within the limits.
 *
 * @param src - Prices.
 * @param out - Buffers for the two series.
 * @returns Two series as long as `src`, in its unit; first value at bar 0, with start `'talib'` at bar 32.
 * @throws a {@link ParameterError} if an option is outside its domain or a buffer has another length.
 * @remarks The three starts differ on the first bars and are forgotten in time: then they agree to twelve digits.
 * {@link adaptiveAverages} has limits that follow the efficiency ratio.
 * @see J. F. Ehlers, "MESA Adaptive Moving Averages", Technical Analysis of Stocks & Commodities, September 2001.
 *
 * @example
 * ```ts
 * import { mama } from '@quantblocks/indicators';
 *
 * const { mama: fast, fama: slow } = mama([10, 12], { slowLimit: 0.5 });
 * Array.from(fast); // => [10, 11]
 * Array.from(slow); // => [10, 10.25]
 * ```
 */
export function mama(src: ArrayLike<number>, options: MamaOptions = {}, out?: Partial<MamaSeries>): MamaSeries {
  const checked = mamaOptions(options);
  const buffers = { mama: out?.mama, fama: out?.fama };
  return runBatch({ src }, buffers, firstOf(checked), false, checked.nan, ({ src: x }, y) => {
    const cell = new MamaCell(checked);
    const s = cell.scalars;
    for (let i = 0; i < x.length; i++) {
      cell.step(0, 0, i, x[i]);
      y.mama[i] = s[0];
      y.fama[i] = s[1];
    }
  });
}

function mamaOptions({ fastLimit = 0.5, slowLimit = 0.05, start = 'first', nan }: MamaOptions): Required<MamaOptions> {
  checkNumber('fastLimit', fastLimit, 0, 1);
  checkNumber('slowLimit', slowLimit, 0, 1);
  checkWord('start', start, ['first', 'ehlers', 'talib']);
  return { fastLimit, slowLimit, start, nan: nanPolicy(nan) };
}

function firstOf({ start }: Required<MamaOptions>): { mama: number; fama: number } {
  const first = start === 'talib' ? 32 : 0;
  return { mama: first, fama: first };
}

/** Both averages over one discriminator. */
class MamaCell implements Cell {
  readonly scalars: Float64Array;
  readonly ring: Float64Array;
  readonly mesa: MesaCell;
  private readonly fastLimit: number;
  private readonly slowLimit: number;
  /** Bars before this one hold both averages at the price, after `begin`; bars before that at 0. */
  private readonly follow: number;
  private readonly begin: number;

  constructor({ fastLimit, slowLimit, start }: Required<MamaOptions>) {
    ({ scalars: this.scalars, ring: this.ring } = cellMemory(2));
    this.mesa = new MesaCell(start);
    this.fastLimit = fastLimit;
    this.slowLimit = slowLimit;
    this.follow = start === 'talib' ? 0 : start === 'first' ? 1 : 6;
    this.begin = start === 'talib' ? 12 : 0;
  }

  /** Takes a price; the averages are then in `scalars[2 * to]` and the one after it. */
  step(from: number, to: number, index: number, x: number): void {
    const s = this.scalars;
    const dPhase = this.mesa.step(from, to, index, x);
    let mama = s[2 * from];
    let fama = s[2 * from + 1];
    if (index < this.follow) mama = fama = x;
    else if (index >= this.begin) {
      const alpha = alphaOf(dPhase, this.fastLimit, this.slowLimit);
      mama = alpha * x + (1 - alpha) * mama;
      fama = 0.5 * alpha * mama + (1 - 0.5 * alpha) * fama;
    }
    s[2 * to] = mama;
    s[2 * to + 1] = fama;
  }
}

/** Streaming {@link mama}. */
export class Mama extends SeriesStream<MamaOptions, MamaValue> {
  private readonly cell: MamaCell;

  constructor(options: MamaOptions = {}) {
    const checked = mamaOptions(options);
    const cell = new MamaCell(checked);
    super({
      indicator: 'mama',
      options: checked,
      cells: [cell.mesa, cell],
      first: firstOf(checked),
      windowed: false,
      blank: () => ({ mama: Number.NaN, fama: Number.NaN }),
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<MamaOptions>): Mama {
    return new Mama(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number, output: MamaValue): MamaValue {
    const { cell } = this;
    cell.step(from, to, index, x);
    output.mama = cell.scalars[2 * to];
    output.fama = cell.scalars[2 * to + 1];
    return output;
  }
}
