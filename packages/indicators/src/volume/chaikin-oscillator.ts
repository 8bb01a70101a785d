import { emaAlpha } from '../average/ema.ts';
import { runBatch } from '../batch.ts';
import { checkInteger } from '../checks.ts';
import { type BarOf, given, type HighLowCloseVolume } from '../columns.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { HighLowCloseVolumeStream } from '../stream/bar-streams.ts';
import type { Cell } from '../stream/cell.ts';
import { ExponentialCell } from '../stream/exponential-cell.ts';
import type { StreamState } from '../stream/stream.ts';
import { FlowCell } from './accumulation-distribution.ts';

/** Options of {@link chaikinOscillator}. */
export interface ChaikinOscillatorOptions extends NanOptions {
  /** Length of the fast average. @defaultValue `3` */
  fast?: number;
  /** Length of the slow average. @defaultValue `10` */
  slow?: number;
}

/**
 * Chaikin oscillator: the fast minus the slow exponential average of the {@link accumulationDistribution} line, both started by its
 * first value.
 *
 * @param hlcv - Bars, or any object with `high`, `low`, `close` and `volume`.
 * @param out - Receives the result.
 * @returns As long as the input, in units of volume; first value at bar `max(fast, slow) - 1`.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @throws a {@link DataError} if the columns differ in length.
 * @remarks Agrees with TA-Lib's ADOSC and Tulip.
 * @see M. Chaikin; S. B. Achelis, "Technical Analysis from A to Z", 1995.
 *
 * @example
 * ```ts
 * import { chaikinOscillator } from '@quantblocks/indicators';
 *
 * // The line is 0, 12, 12; averages of 1 and 3 bars: 0, 12, 12 and 0, 6, 9.
 * const bars = { high: [4, 4, 4], low: [0, 0, 0], close: [2, 4, 2], volume: [12, 12, 12] };
 * Array.from(chaikinOscillator(bars, { fast: 1, slow: 3 })); // => [NaN, NaN, 3]
 * ```
 */
export function chaikinOscillator(
  hlcv: HighLowCloseVolume,
  options: ChaikinOscillatorOptions = {},
  out?: Float64Array,
): Float64Array {
  const checked = oscillatorOptions(options);
  const { high, low, close, volume } = given(hlcv);
  return runBatch({ high, low, close, volume }, { value: out }, firstOf(checked), false, checked.nan, (x, y) => {
    const { high, low, close, volume } = x;
    const cell = new OscillatorCell(checked);
    for (let i = 0; i < high.length; i++) y.value[i] = cell.step(0, 0, i, high[i], low[i], close[i], volume[i]);
  }).value;
}

function oscillatorOptions({ fast = 3, slow = 10, nan }: ChaikinOscillatorOptions): Required<ChaikinOscillatorOptions> {
  checkInteger('fast', fast, 1);
  checkInteger('slow', slow, 1);
  return { fast, slow, nan: nanPolicy(nan) };
}

function firstOf({ fast, slow }: Required<ChaikinOscillatorOptions>): { value: number } {
  return { value: Math.max(fast, slow) - 1 };
}

/** The line and its averages. */
class OscillatorCell {
  readonly cells: readonly Cell[];
  private readonly line: FlowCell = new FlowCell();
  private readonly fast: ExponentialCell;
  private readonly slow: ExponentialCell;

  constructor({ fast, slow }: Required<ChaikinOscillatorOptions>) {
    this.fast = new ExponentialCell(emaAlpha(fast), 1);
    this.slow = new ExponentialCell(emaAlpha(slow), 1);
    this.cells = [this.line, this.fast, this.slow];
  }

  step(from: number, to: number, index: number, high: number, low: number, close: number, volume: number): number {
    const line = this.line.step(from, to, high, low, close, volume);
    return this.fast.step(from, to, index, line) - this.slow.step(from, to, index, line);
  }
}

/** Streaming {@link chaikinOscillator}. */
export class ChaikinOscillator extends HighLowCloseVolumeStream<ChaikinOscillatorOptions> {
  private readonly cell: OscillatorCell;

  constructor(options: ChaikinOscillatorOptions = {}) {
    const checked = oscillatorOptions(options);
    const cell = new OscillatorCell(checked);
    super({
      indicator: 'chaikinOscillator',
      options: checked,
      cells: cell.cells,
      first: firstOf(checked),
      windowed: false,
      blank: () => Number.NaN,
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<ChaikinOscillatorOptions>): ChaikinOscillator {
    return new ChaikinOscillator(state.options).load(state);
  }

  protected step(bar: BarOf<HighLowCloseVolume>, from: number, to: number, index: number): number {
    return this.cell.step(from, to, index, bar.high, bar.low, bar.close, bar.volume);
  }
}
