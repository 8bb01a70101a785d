import { runBatch } from '../batch.ts';
import { checkWord } from '../checks.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';
import { MesaCell, type MesaStart } from './mesa-cell.ts';

/** Options of {@link mesa}. */
export interface MesaOptions extends NanOptions {
  /** Start of the discriminator. @defaultValue `'first'` */
  start?: MesaStart;
}

/** Dominant cycle and phase of a series. */
export interface MesaSeries {
  /** Smoothed period of the dominant cycle in bars; 0 before the start. */
  period: Float64Array;
  /** Fall of the phase since the last bar in degrees, at least 1. */
  dPhase: Float64Array;
}

/** One bar of {@link MesaSeries}. */
export type MesaValue = { [Name in keyof MesaSeries]: number };

/**
 * Ehlers' homodyne discriminator: the dominant cycle period and the change of phase that drive the MESA adaptive averages.
 *
 * @param src - Prices.
 * @param out - Buffers for the two series.
 * @returns Two series as long as `src`: `period` from bar 0, `dPhase` from bar 6, with start `'talib'` from bar 12.
 * @throws a {@link ParameterError} if an option is outside its domain or a buffer has another length.
 * @remarks {@link dominantCycle} is the period once more smoothed, as TA-Lib shows it.
 * @see J. F. Ehlers, "MESA Adaptive Moving Averages", Technical Analysis of Stocks & Commodities, September 2001.
 *
 * @example
 * ```ts
 * import { mesa } from '@quantblocks/indicators';
 *
 * const wave = Float64Array.from({ length: 400 }, (_, i) => 100 + Math.sin((2 * Math.PI * i) / 20));
 * Math.round(mesa(wave).period[399]); // => 20
 * ```
 */
export function mesa(src: ArrayLike<number>, options: MesaOptions = {}, out?: Partial<MesaSeries>): MesaSeries {
  const { start, nan } = mesaOptions(options);
  const buffers = { period: out?.period, dPhase: out?.dPhase };
  return runBatch({ src }, buffers, firstOf(start), false, nan, ({ src: x }, { period, dPhase }) => {
    const cell = new MesaCell(start);
    for (let i = 0; i < x.length; i++) {
      dPhase[i] = cell.step(0, 0, i, x[i]);
      period[i] = cell.period(0);
    }
  });
}

function mesaOptions({ start = 'first', nan }: MesaOptions): Required<MesaOptions> {
  checkWord('start', start, ['first', 'ehlers', 'talib']);
  return { start, nan: nanPolicy(nan) };
}

function firstOf(start: MesaStart): { period: number; dPhase: number } {
  return { period: 0, dPhase: start === 'talib' ? 12 : 6 };
}

/** Streaming {@link mesa}. */
export class Mesa extends SeriesStream<MesaOptions, MesaValue> {
  private readonly cell: MesaCell;

  constructor(options: MesaOptions = {}) {
    const checked = mesaOptions(options);
    const cell = new MesaCell(checked.start);
    super({
      indicator: 'mesa',
      options: checked,
      cells: [cell],
      first: firstOf(checked.start),
      windowed: false,
      blank: () => ({ period: Number.NaN, dPhase: Number.NaN }),
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<MesaOptions>): Mesa {
    return new Mesa(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number, output: MesaValue): MesaValue {
    output.dPhase = this.cell.step(from, to, index, x);
    output.period = this.cell.period(to);
    return output;
  }
}
