import { type CloseVolume, checkWord, commonLength, inputFor, outputFor } from '../series.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { Stream, type StreamState } from '../stream/stream.ts';

/** Options of {@link obv}. */
export interface ObvOptions {
  /** Value of the first bar: 0 (Pine, Tulip), or its volume (TA-Lib). @defaultValue `'zero'` */
  start?: 'zero' | 'volume';
}

/** Close and volume of one bar, as streams take them. */
export interface CloseVolumeBar {
  readonly close: number;
  readonly volume: number;
}

/**
 * On-balance volume: the running sum of volume, signed by the direction of the close; an unchanged close adds nothing.
 *
 * @param cv - Bars, or any object with the columns `close` and `volume`. A bar with a NaN gives NaN and is passed over.
 * @param out - Receives the result.
 * @returns As long as the input, in units of volume, from bar 0.
 * @throws a {@link ParameterError} if `out` has another length; a {@link DataError} if the columns differ in length.
 * @see J. Granville, "New Key to Stock Market Profits", 1963.
 *
 * @example
 * ```ts
 * import { obv } from '@quantblocks/indicators';
 *
 * Array.from(obv({ close: [5, 6, 6, 4], volume: [10, 20, 30, 40] })); // => [0, 20, 20, -20]
 * ```
 */
export function obv(cv: CloseVolume, options: ObvOptions = {}, out?: Float64Array): Float64Array {
  const n = commonLength(cv, ['close', 'volume']);
  const target = outputFor(n, out);
  const close = inputFor(cv.close, 'close', target);
  const volume = inputFor(cv.volume, 'volume', target);
  const cell = new ObvCell(obvStart(options));
  for (let i = 0; i < n; i++) target[i] = cell.step(0, 0, close[i], volume[i]);
  return target;
}

function obvStart({ start = 'zero' }: ObvOptions): 'zero' | 'volume' {
  checkWord('start', start, ['zero', 'volume']);
  return start;
}

/** Running sum, last close, and whether there is one. */
export class ObvCell implements Cell {
  readonly scalars: Float64Array;
  readonly ring: Float64Array;
  private readonly startsWithVolume: boolean;

  constructor(start: 'zero' | 'volume') {
    ({ scalars: this.scalars, ring: this.ring } = cellMemory(3));
    this.startsWithVolume = start === 'volume';
  }

  step(from: number, to: number, close: number, volume: number): number {
    const s = this.scalars;
    const f = 3 * from;
    const t = 3 * to;
    let sum = s[f];
    const last = s[f + 1];
    const started = s[f + 2];
    const known = !Number.isNaN(close) && !Number.isNaN(volume);
    if (known) {
      if (started === 0) sum = this.startsWithVolume ? volume : 0;
      else if (close > last) sum += volume;
      else if (close < last) sum -= volume;
    }
    s[t] = sum;
    s[t + 1] = known ? close : last;
    s[t + 2] = known ? 1 : started;
    return known ? sum : Number.NaN;
  }
}

/** Streaming {@link obv}. */
export class Obv extends Stream<ObvOptions, CloseVolumeBar, number> {
  private readonly cell: ObvCell;

  constructor(options: ObvOptions = {}) {
    const start = obvStart(options);
    const cell = new ObvCell(start);
    super('obv', { start }, [cell], () => Number.NaN);
    this.cell = cell;
  }

  static restore(state: StreamState<ObvOptions>): Obv {
    return new Obv(state.options).load(state);
  }

  protected step({ close, volume }: CloseVolumeBar, from: number, to: number): number {
    return this.cell.step(from, to, close, volume);
  }
}
