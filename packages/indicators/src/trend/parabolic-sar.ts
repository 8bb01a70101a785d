import { runBatch } from '../batch.ts';
import { checkNumber, checkWord } from '../checks.ts';
import { type BarOf, given, type HighLowClose } from '../columns.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { HighLowCloseStream } from '../stream/bar-streams.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import type { StreamState } from '../stream/stream.ts';

/**
 * Which rules a stop follows. In all of them it is kept outside the ranges of the last two bars.
 *
 * - `'wilder'`: it turns when the price touches it; the first trend is that of the larger move, up if they are equal (TA-Lib).
 * - `'pine'`: it turns when the price crosses where it would be if it had not been kept outside those ranges; the first trend is that
 *   of the close, down if unchanged.
 * - `'tulip'`: it turns when the price crosses it; the first trend is that of the midpoint, up if unchanged, and starts one bar earlier.
 */
export type SarVariant = 'wilder' | 'pine' | 'tulip';

/** Options of {@link parabolicSar}. */
export interface ParabolicSarOptions extends NanOptions {
  /** Acceleration with which a trend starts. @defaultValue `0.02` */
  start?: number;
  /** What every new extreme adds to the acceleration. @defaultValue `0.02` */
  step?: number;
  /** Largest acceleration. @defaultValue `0.2` */
  max?: number;
  /** Rules of the stop. @defaultValue `'wilder'` */
  variant?: SarVariant;
}

/**
 * Parabolic stop and reverse: a stop that moves by `acceleration * (extreme - stop)` per bar towards the extreme of the trend; when the
 * price reaches it, the trend turns, and the stop starts from that extreme.
 *
 * @param hlc - Bars, or any object with the columns `high`, `low` and `close`; only variant `'pine'` looks at the closes, and only at
 * the first two.
 * @param out - Receives the result.
 * @returns As long as the input, in price units; first value at bar 1. Below the prices in an upward trend, above them in a downward one.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @throws a {@link DataError} if the columns differ in length.
 * @remarks `'wilder'` and `'pine'` differ on about one bar in ten for good, `'wilder'` and `'tulip'` mostly on the first bars. TA-Lib has
 * one option for `start` and `step`.
 * @see J. W. Wilder, "New Concepts in Technical Trading Systems", 1978.
 *
 * @example
 * ```ts
 * import { parabolicSar } from '@quantblocks/indicators';
 *
 * // Up: stop 8, extreme 11; then 8 + 0.5 * (11 - 8) = 9.5, kept at the low 9; the low 8 reaches it, so the stop is the extreme 12.
 * const bars = { high: [10, 11, 12, 10], low: [8, 9, 10, 8], close: [9, 10, 11, 9] };
 * Array.from(parabolicSar(bars, { start: 0.5, max: 0.5 })); // => [NaN, 8, 9, 12]
 * ```
 */
export function parabolicSar(hlc: HighLowClose, options: ParabolicSarOptions = {}, out?: Float64Array): Float64Array {
  const checked = parabolicSarOptions(options);
  const { high, low, close } = given(hlc);
  return runBatch({ high, low, close }, { value: out }, { value: 1 }, false, checked.nan, (x, { value }) => {
    const cell = new SarCell(checked);
    for (let i = 0; i < value.length; i++) value[i] = cell.step(0, 0, i, x.high[i], x.low[i], x.close[i]);
  }).value;
}

function parabolicSarOptions({
  start = 0.02,
  step = 0.02,
  max = 0.2,
  variant = 'wilder',
  nan,
}: ParabolicSarOptions): Required<ParabolicSarOptions> {
  checkNumber('start', start, 0, 1);
  checkNumber('step', step, 0, 1);
  checkNumber('max', max, 0, 1);
  checkWord('variant', variant, ['wilder', 'pine', 'tulip']);
  return { start, step, max, variant, nan: nanPolicy(nan) };
}

/**
 * The stop and its trend. Prices are multiplied by the `side` of the trend, +1 or -1, so that there is only one case: a stop that
 * rises below the lows.
 */
class SarCell implements Cell {
  /** Side, the next stop before it is kept outside the ranges, extreme, acceleration, high, low, higher and lower of the last two, close. */
  readonly scalars: Float64Array;
  readonly ring: Float64Array;
  private readonly start: number;
  private readonly increment: number;
  private readonly max: number;
  private readonly variant: SarVariant;
  private readonly pine: boolean;
  private readonly wilder: boolean;

  constructor({ start, step, max, variant }: Required<ParabolicSarOptions>) {
    ({ scalars: this.scalars, ring: this.ring } = cellMemory(9));
    this.start = Math.min(start, max);
    this.increment = step;
    this.max = max;
    this.variant = variant;
    this.pine = variant === 'pine';
    this.wilder = variant === 'wilder';
  }

  step(from: number, to: number, index: number, high: number, low: number, close: number): number {
    const { scalars: s, pine, wilder } = this;
    const f = 9 * from;
    const t = 9 * to;
    if (index === 1) this.begin(f, high, low, close);
    let side = s[f];
    const raw = s[f + 1];
    let extreme = s[f + 2];
    let acceleration = s[f + 3];
    const ceiling = s[f + 6];
    const floor = s[f + 7];
    const bound = side > 0 ? floor : -ceiling;
    let stop = raw;
    if (bound < stop) stop = bound;
    const top = side > 0 ? high : -low;
    const bottom = side > 0 ? low : -high;
    const reach = pine ? raw : stop;
    if (bottom < reach || (wilder && bottom === reach)) {
      stop = top > extreme ? -top : -extreme;
      // In the new trend the bound is the other one.
      const other = side > 0 ? -ceiling : floor;
      if (pine && other < stop) stop = other;
      side = -side;
      extreme = -bottom;
      acceleration = this.start;
    } else if (top > extreme) {
      extreme = top;
      acceleration += this.increment;
      if (acceleration > this.max) acceleration = this.max;
    }
    s[t] = side;
    s[t + 1] = stop + acceleration * (extreme - stop);
    s[t + 2] = extreme;
    s[t + 3] = acceleration;
    this.remember(f, t, index, high, low, close);
    return side * stop;
  }

  private remember(f: number, t: number, index: number, high: number, low: number, close: number): void {
    const { scalars: s } = this;
    const lastHigh = s[f + 4];
    const lastLow = s[f + 5];
    // TA-Lib does not look back beyond bar 1.
    const alone = index === 0 || (index === 1 && this.wilder);
    s[t + 4] = high;
    s[t + 5] = low;
    s[t + 6] = alone || high > lastHigh ? high : lastHigh;
    s[t + 7] = alone || low < lastLow ? low : lastLow;
    s[t + 8] = close;
  }

  /** The first trend, from bar 0 and bar 1; leaves what it reads as it is, so that bar 1 can be replaced. */
  private begin(f: number, high: number, low: number, close: number): void {
    const { scalars: s, variant, start } = this;
    const up = high - s[f + 4];
    const down = s[f + 5] - low;
    let rising = !(down > up && down > 0);
    if (variant === 'pine') rising = close > s[f + 8];
    if (variant === 'tulip') rising = up >= down;
    const [top, bottom] = variant === 'tulip' ? [s[f + 4], s[f + 5]] : [high, low];
    const extreme = rising ? top : -bottom;
    const stop = rising ? s[f + 5] : -s[f + 4];
    s[f] = rising ? 1 : -1;
    s[f + 1] = variant === 'pine' ? stop + start * (extreme - stop) : stop;
    s[f + 2] = extreme;
    s[f + 3] = start;
  }
}

/** Streaming {@link parabolicSar}. */
export class ParabolicSar extends HighLowCloseStream<ParabolicSarOptions> {
  private readonly cell: SarCell;

  constructor(options: ParabolicSarOptions = {}) {
    const checked = parabolicSarOptions(options);
    const cell = new SarCell(checked);
    super({
      indicator: 'parabolicSar',
      options: checked,
      cells: [cell],
      first: { value: 1 },
      windowed: false,
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<ParabolicSarOptions>): ParabolicSar {
    return new ParabolicSar(state.options).load(state);
  }

  protected step({ high, low, close }: BarOf<HighLowClose>, from: number, to: number, index: number): number {
    return this.cell.step(from, to, index, high, low, close);
  }
}
