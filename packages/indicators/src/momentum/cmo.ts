import { runBatch } from '../batch.ts';
import { checkInteger, checkWord } from '../checks.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';
import { type StrengthCell, SumStrengthCell, WilderStrengthCell, wilderStrength } from './strength.ts';

/** Options of {@link cmo}. */
export interface CmoOptions extends NanOptions {
  /** Changes in the sums. @defaultValue `14` */
  period?: number;
  /** Plain sums of the changes (Chande, Pine, Tulip), or Wilder's averages of them (TA-Lib). @defaultValue `'sums'` */
  smoothing?: 'sums' | 'wilder';
}

/**
 * Chande momentum oscillator: `100 * (gains - losses) / (gains + losses)` of the last `period` changes, -100 .. 100.
 *
 * @param src - Prices.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`; first value at bar `period`. 0 where nothing has moved.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @remarks The {@link rsi} on another scale: with `'sums'` twice Cutler's less 100, with `'wilder'` twice Wilder's less 100.
 * @see T. S. Chande, S. Kroll, "The New Technical Trader", 1994.
 *
 * @example
 * ```ts
 * import { cmo } from '@quantblocks/indicators';
 *
 * // Changes +2, +1, -3: net 3 of 3, then net -2 of 4.
 * Array.from(cmo([10, 12, 13, 10], { period: 2 })); // => [NaN, NaN, 100, -50]
 * ```
 */
export function cmo(src: ArrayLike<number>, options: CmoOptions = {}, out?: Float64Array): Float64Array {
  const checked = cmoOptions(options);
  const { period, smoothing, nan } = checked;
  return runBatch({ src }, { value: out }, { value: period }, smoothing === 'sums', nan, (x, y) => {
    if (smoothing === 'wilder') wilderStrength(x.src, period, period, 0, 100, y.value);
    else {
      const cell = new SumStrengthCell(period);
      for (let i = 0; i < x.src.length; i++) y.value[i] = 100 * cell.step(0, 0, i, x.src[i]);
    }
  }).value;
}

function cmoOptions({ period = 14, smoothing = 'sums', nan }: CmoOptions): Required<CmoOptions> {
  checkInteger('period', period, 1);
  checkWord('smoothing', smoothing, ['sums', 'wilder']);
  return { period, smoothing, nan: nanPolicy(nan) };
}

/** Streaming {@link cmo}. */
export class Cmo extends SeriesStream<CmoOptions> {
  private readonly cell: StrengthCell;

  constructor(options: CmoOptions = {}) {
    const checked = cmoOptions(options);
    const { period, smoothing } = checked;
    const cell = smoothing === 'sums' ? new SumStrengthCell(period) : new WilderStrengthCell(period, period);
    super({
      indicator: 'cmo',
      options: checked,
      cells: cell.cells,
      first: { value: period },
      windowed: smoothing === 'sums',
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<CmoOptions>): Cmo {
    return new Cmo(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    return 100 * this.cell.step(from, to, index, x);
  }
}
