import { runBatch } from '../batch.ts';
import { checkInteger, checkNumber } from '../checks.ts';
import { type BarOf, given, type HighLowClose } from '../columns.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { HighLowCloseStream } from '../stream/bar-streams.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import type { StreamState } from '../stream/stream.ts';
import { AtrCell } from '../volatility/atr.ts';

/** Options of {@link supertrend}. */
export interface SupertrendOptions extends NanOptions {
  /** Length of the average true range. @defaultValue `10` */
  period?: number;
  /** Average ranges between the middle of the bar and the bands. @defaultValue `3` */
  multiple?: number;
}

/** The line and the side of it that the price is on. */
export interface SupertrendSeries {
  /** The lower band in an upward trend, the upper one in a downward trend. */
  line: Float64Array;
  /** -1 in an upward trend, +1 in a downward trend: Pine's sign, the opposite of a vote. */
  direction: Float64Array;
}

/** One bar of {@link SupertrendSeries}. */
export interface SupertrendValue {
  line: number;
  direction: number;
}

/**
 * Supertrend: bands `(high + low) / 2 +- multiple * atr` that only come closer until a close is beyond them; a close beyond the band
 * on the other side of the price turns the trend.
 *
 * @param hlc - Bars, or any object with the columns `high`, `low` and `close`.
 * @param out - Buffers for the two series.
 * @returns Two series as long as the input, the line in price units; first values at bar `period - 1`, where the trend is downward.
 * @throws a {@link ParameterError} if an option is outside its domain or a buffer has another length.
 * @throws a {@link DataError} if the columns differ in length.
 * @remarks The signs are those of Pine: -1 is up. Libraries that mean up by 1 have them reversed.
 * @see O. Seban's indicator as in Pine, `ta.supertrend`.
 *
 * @example
 * ```ts
 * import { supertrend } from '@quantblocks/indicators';
 *
 * // Ranges 2, 2 and 4. The upper band stays at 9 + 2 until the close 14 is above it; then the line is the lower one, 13 - 4.
 * const bars = { high: [10, 11, 14], low: [8, 9, 12], close: [9, 10, 14] };
 * const { line, direction } = supertrend(bars, { period: 1, multiple: 1 });
 * Array.from(line); // => [11, 11, 9]
 * Array.from(direction); // => [1, 1, -1]
 * ```
 */
export function supertrend(
  hlc: HighLowClose,
  options: SupertrendOptions = {},
  out?: Partial<SupertrendSeries>,
): SupertrendSeries {
  const checked = supertrendOptions(options);
  const { high, low, close } = given(hlc);
  const { line, direction } = out ?? {};
  return runBatch({ high, low, close }, { line, direction }, firstOf(checked), false, checked.nan, (x, y) => {
    const cell = new SupertrendCell(checked);
    for (let i = 0; i < y.line.length; i++) {
      y.line[i] = cell.step(0, 0, i, x.high[i], x.low[i], x.close[i]);
      y.direction[i] = cell.direction;
    }
  });
}

function supertrendOptions({ period = 10, multiple = 3, nan }: SupertrendOptions): Required<SupertrendOptions> {
  checkInteger('period', period, 1);
  checkNumber('multiple', multiple, 0);
  return { period, multiple, nan: nanPolicy(nan) };
}

function firstOf({ period }: Required<SupertrendOptions>): Record<keyof SupertrendSeries, number> {
  return { line: period - 1, direction: period - 1 };
}

/** The average range, and the bands of the bar before with its direction and close. */
class SupertrendCell {
  readonly cells: readonly Cell[];
  direction: number = Number.NaN;
  private readonly atr: AtrCell;
  private readonly scalars: Float64Array;
  private readonly period: number;
  private readonly multiple: number;

  constructor({ period, multiple, nan }: Required<SupertrendOptions>) {
    this.atr = new AtrCell({ period, seed: 'sma', firstTr: 'hl', nan });
    const bands = cellMemory(4);
    this.scalars = bands.scalars;
    this.cells = [this.atr, bands];
    this.period = period;
    this.multiple = multiple;
  }

  /** Takes a bar, leaves the direction in the field and returns the line. */
  step(from: number, to: number, index: number, high: number, low: number, close: number): number {
    const s = this.scalars;
    const f = 4 * from;
    const t = 4 * to;
    const offset = this.multiple * this.atr.step(from, to, index, high, low, close);
    let upper = (high + low) / 2 + offset;
    let lower = (high + low) / 2 - offset;
    let direction = 1;
    if (index >= this.period) {
      const lastClose = s[f + 3];
      if (upper >= s[f] && lastClose <= s[f]) upper = s[f];
      if (lower <= s[f + 1] && lastClose >= s[f + 1]) lower = s[f + 1];
      if (s[f + 2] === 1) direction = close > upper ? -1 : 1;
      else direction = close < lower ? 1 : -1;
    }
    s[t] = upper;
    s[t + 1] = lower;
    s[t + 2] = direction;
    s[t + 3] = close;
    this.direction = direction;
    return direction === 1 ? upper : lower;
  }
}

/** Streaming {@link supertrend}. */
export class Supertrend extends HighLowCloseStream<SupertrendOptions, SupertrendValue> {
  private readonly cell: SupertrendCell;

  constructor(options: SupertrendOptions = {}) {
    const checked = supertrendOptions(options);
    const cell = new SupertrendCell(checked);
    super({
      indicator: 'supertrend',
      options: checked,
      cells: cell.cells,
      first: { ...firstOf(checked) },
      windowed: false,
      blank: () => ({ line: Number.NaN, direction: Number.NaN }),
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<SupertrendOptions>): Supertrend {
    return new Supertrend(state.options).load(state);
  }

  protected step(
    { high, low, close }: BarOf<HighLowClose>,
    from: number,
    to: number,
    index: number,
    output: SupertrendValue,
  ): SupertrendValue {
    output.line = this.cell.step(from, to, index, high, low, close);
    output.direction = this.cell.direction;
    return output;
  }
}
