import { IntegrityError, QuantblocksError } from '@quantblocks/core';
import type { Cell } from './cell.ts';

/** A stream's complete state as plain JSON; hand it to the static `restore` of the class that wrote it. */
export interface StreamState<Options> {
  readonly indicator: string;
  readonly options: Options;
  /** Bars seen. */
  readonly count: number;
  /** Numbers that JSON cannot hold (NaN, infinities, -0) are spelled out. */
  readonly memory: readonly (number | string)[];
}

/**
 * A streaming indicator: one step per bar, nothing allocated, bit for bit equal to its batch function.
 *
 * A step reads the state of the last bar and writes that of this bar elsewhere. So `replace` is the same step taken again
 * from the bar before, and `peek` a step whose result is thrown away; neither needs an undo log.
 * Streams with several outputs return the same object every time (one for `update` and `replace`, one for `peek`): copy what you keep.
 */
export abstract class Stream<Options, Input, Output> {
  private readonly indicator: string;
  private readonly options: Options;
  private readonly cells: readonly Cell[];
  private readonly current: Output;
  private readonly provisional: Output;
  private before = 0;
  private now = 1;
  private spare = 2;
  private bars = 0;

  protected constructor(indicator: string, options: Options, cells: readonly Cell[], output: () => Output) {
    this.indicator = indicator;
    this.options = options;
    this.cells = cells;
    this.current = output();
    this.provisional = output();
  }

  /** Output of bar `index` from the state in copy `from`, leaving the state after it in copy `to` (the same one in batch use). */
  protected abstract step(input: Input, from: number, to: number, index: number, output: Output): Output;

  /** Bars seen so far. */
  get count(): number {
    return this.bars;
  }

  /** Takes the next bar and returns its value; NaN = not yet known. */
  update(input: Input): Output {
    const target = this.spare;
    const output = this.step(input, this.now, target, this.bars, this.current);
    this.spare = this.before;
    this.before = this.now;
    this.now = target;
    this.bars++;
    return output;
  }

  /** What `update` would return, without taking the bar. */
  peek(input: Input): Output {
    return this.step(input, this.now, this.spare, this.bars, this.provisional);
  }

  /** Takes a corrected version of the last bar: for a bar that is still forming. Throws a {@link QuantblocksError} before the first bar. */
  replace(input: Input): Output {
    if (this.bars === 0) throw new QuantblocksError(`${this.indicator}: there is no bar to replace yet`);
    return this.step(input, this.before, this.now, this.bars - 1, this.current);
  }

  /** Forgets every bar. */
  reset(): void {
    for (const { scalars, ring } of this.cells) {
      scalars.fill(0);
      ring.fill(0);
    }
    this.before = 0;
    this.now = 1;
    this.spare = 2;
    this.bars = 0;
  }

  /** Everything needed to continue elsewhere, as JSON. */
  snapshot(): StreamState<Options> {
    const memory: (number | string)[] = [];
    for (const { scalars, ring } of this.cells) {
      const size = scalars.length / 3;
      for (const copy of [this.before, this.now])
        memory.push(...Array.from(scalars.subarray(copy * size, (copy + 1) * size), encode));
      for (const value of ring) memory.push(encode(value));
    }
    return { indicator: this.indicator, options: { ...this.options }, count: this.bars, memory };
  }

  /** Takes over a snapshot; the body of every static `restore`. */
  protected load(state: StreamState<Options>): this {
    if (state.indicator !== this.indicator)
      throw new IntegrityError('snapshot', `one of ${this.indicator}`, state.indicator);
    const size = this.cells.reduce((sum, { scalars, ring }) => sum + (scalars.length / 3) * 2 + ring.length, 0);
    if (state.memory.length !== size) throw new IntegrityError('snapshot', `${size} numbers`, state.memory.length);
    this.reset();
    let at = 0;
    for (const { scalars, ring } of this.cells) {
      const known = (scalars.length / 3) * 2;
      for (let i = 0; i < known; i++) scalars[i] = Number(state.memory[at++]);
      for (let i = 0; i < ring.length; i++) ring[i] = Number(state.memory[at++]);
    }
    this.bars = state.count;
    return this;
  }
}

function encode(value: number): number | string {
  if (Object.is(value, -0)) return '-0';
  return Number.isFinite(value) ? value : String(value);
}

/** A stream of one series into one series. */
export abstract class SeriesStream<Options> extends Stream<Options, number, number> {
  protected constructor(indicator: string, options: Options, cells: readonly Cell[]) {
    super(indicator, options, cells, () => Number.NaN);
  }
}

/** Batch by stream: the path for series with gaps, and for indicators whose step is already the fastest loop. */
export function runSeries<Options>(
  stream: Stream<Options, number, number>,
  x: Float64Array,
  out: Float64Array,
): Float64Array {
  for (let i = 0; i < x.length; i++) out[i] = stream.update(x[i]);
  return out;
}
