import { runBatch } from '../batch.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';
import { MesaCell } from './mesa-cell.ts';

/**
 * Period of the dominant cycle: that of {@link mesa} with start `'talib'`, smoothed by `y = 0.67 * y + 0.33 * period`.
 *
 * @param src - Prices.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, in bars, below 50; starts at 0 on bar 12, first value at bar 32.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @remarks TA-Lib's `HT_DCPERIOD`.
 * @see J. F. Ehlers, "Rocket Science for Traders", 2001.
 *
 * @example
 * ```ts
 * import { dominantCycle } from '@quantblocks/indicators';
 *
 * const wave = Float64Array.from({ length: 400 }, (_, i) => 100 + Math.sin((2 * Math.PI * i) / 20));
 * Math.round(dominantCycle(wave)[399]); // => 20
 * ```
 */
export function dominantCycle(src: ArrayLike<number>, options: NanOptions = {}, out?: Float64Array): Float64Array {
  return runBatch({ src }, { value: out }, { value: FIRST }, false, nanPolicy(options.nan), (x, y) => {
    const cell = new CycleCell(BEGIN);
    for (let i = 0; i < x.src.length; i++) y.value[i] = cell.step(0, 0, i, x.src[i]);
  }).value;
}

const FIRST = 32;
const BEGIN = 12;

/** The discriminator, started on bar `begin`, and its smoothed period. */
export class CycleCell {
  readonly cells: readonly Cell[];
  private readonly mesa: MesaCell;
  private readonly smooth: Float64Array;

  constructor(begin: number) {
    const smooth = cellMemory(1);
    this.mesa = new MesaCell('talib', begin);
    this.smooth = smooth.scalars;
    this.cells = [this.mesa, smooth];
  }

  step(from: number, to: number, index: number, x: number): number {
    this.mesa.step(from, to, index, x);
    const period = 0.33 * this.mesa.period(to) + 0.67 * this.smooth[from];
    this.smooth[to] = period;
    return period;
  }
}

/** Streaming {@link dominantCycle}. */
export class DominantCycle extends SeriesStream<NanOptions> {
  private readonly cell: CycleCell;

  constructor(options: NanOptions = {}) {
    const cell = new CycleCell(BEGIN);
    super({
      indicator: 'dominantCycle',
      options: { nan: nanPolicy(options.nan) },
      cells: cell.cells,
      first: { value: FIRST },
      windowed: false,
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<NanOptions>): DominantCycle {
    return new DominantCycle(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    return this.cell.step(from, to, index, x);
  }
}
