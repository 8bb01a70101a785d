import { runBatch } from '../batch.ts';
import { checkWord } from '../checks.ts';
import { type BarOf, type CloseVolume, given } from '../columns.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { CloseVolumeStream } from '../stream/bar-streams.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import type { StreamState } from '../stream/stream.ts';

/** Options of {@link obv}. */
export interface ObvOptions extends NanOptions {
  /** Value of the first bar: 0 (Pine, Tulip), or its volume (TA-Lib). @defaultValue `'zero'` */
  start?: 'zero' | 'volume';
}

/**
 * On-balance volume: the running sum of volume, signed by the direction of the close; an unchanged close adds nothing.
 *
 * @param cv - Bars, or any object with the columns `close` and `volume`.
 * @param out - Receives the result.
 * @returns As long as the input, in units of volume, from bar 0.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @throws a {@link DataError} if the columns differ in length.
 * @remarks The level depends on where the series begins; only its changes mean anything. What each addition loses is kept aside, so
 * the sum stays exact to the last digits however long the series is.
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
  const { start, nan } = obvOptions(options);
  const { close, volume } = given(cv);
  return runBatch({ close, volume }, { value: out }, { value: 0 }, false, nan, ({ close, volume }, y) => {
    const cell = new ObvCell(start);
    for (let i = 0; i < close.length; i++) y.value[i] = cell.step(0, 0, i, close[i], volume[i]);
  }).value;
}

function obvOptions({ start = 'zero', nan }: ObvOptions): Required<ObvOptions> {
  checkWord('start', start, ['zero', 'volume']);
  return { start, nan: nanPolicy(nan) };
}

/** Running sum, what its additions lost, and the last close. */
export class ObvCell implements Cell {
  readonly scalars: Float64Array;
  readonly ring: Float64Array;
  private readonly first: number;

  constructor(start: 'zero' | 'volume') {
    ({ scalars: this.scalars, ring: this.ring } = cellMemory(3));
    this.first = start === 'volume' ? 1 : 0;
  }

  step(from: number, to: number, index: number, close: number, volume: number): number {
    const s = this.scalars;
    const f = 3 * from;
    const t = 3 * to;
    const last = s[f];
    const x = volume * (index === 0 ? this.first : +(close > s[f + 2]) - +(close < s[f + 2]));
    const sum = last + x;
    const added = sum - last;
    const lost = s[f + 1] + (last - (sum - added) + (x - added));
    s[t] = sum;
    s[t + 1] = lost;
    s[t + 2] = close;
    return sum + lost;
  }
}

/** Streaming {@link obv}. */
export class Obv extends CloseVolumeStream<ObvOptions> {
  private readonly cell: ObvCell;

  constructor(options: ObvOptions = {}) {
    const checked = obvOptions(options);
    const cell = new ObvCell(checked.start);
    super({
      indicator: 'obv',
      options: checked,
      cells: [cell],
      first: { value: 0 },
      windowed: false,
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<ObvOptions>): Obv {
    return new Obv(state.options).load(state);
  }

  protected step({ close, volume }: BarOf<CloseVolume>, from: number, to: number, index: number): number {
    return this.cell.step(from, to, index, close, volume);
  }
}
