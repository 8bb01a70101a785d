import { DataError, IntegrityError, QuantblocksError } from '@quantblocks/core';
import type { NanOptions } from '../nan-policy.ts';
import type { Cell } from './cell.ts';

/** A stream's complete state as plain JSON; hand it to the static `restore` of the class that wrote it. */
export interface StreamState<Options> {
  readonly indicator: string;
  readonly options: Options;
  /** Numbers that JSON cannot hold (NaN, infinities, -0) are spelled out. */
  readonly memory: readonly (number | string)[];
}

/** What a {@link Stream} is built from; `first` and `windowed` mean what they mean in batch. */
export interface StreamParts<Options, Output> {
  readonly indicator: string;
  /** Checked and complete, for the snapshot. */
  readonly options: Options;
  readonly cells: readonly Cell[];
  /** First defined bar of each output; a single output is called `value`. */
  readonly first: { readonly [name: string]: number };
  readonly windowed: boolean;
  /** The output while nothing is known: NaN, or an object of NaN (0 for votes). */
  readonly blank: () => Output;
}

/** Age of a poisoned stream's outputs: none is ever defined again. */
const NEVER = 2 ** 30;

/**
 * A streaming indicator: one step per bar, nothing allocated, bit for bit equal to its batch function.
 *
 * A step reads the state after the last known bar and writes that of this bar beside it. So `replace` is the same step taken again
 * from the bar before, and `peek` a step whose result goes to a third place and is forgotten; neither needs an undo log.
 * Streams with several outputs return the same object every time (one for `update` and `replace`, one for `peek`): copy what you keep.
 */
export abstract class Stream<Options extends NanOptions, Input, Output> {
  private readonly parts: StreamParts<Options, Output>;
  private readonly current: Output;
  private readonly provisional: Output;
  private readonly nothing: Output;
  /** First age at which every output is defined. */
  private readonly oldest: number;
  /** Known bars so far. The state after the last one is copy `seen & 1`, that of the one before the other copy; 2 is for peeking. */
  private seen = 0;
  private gaps = 0;
  /** Known bars before the last gap, and before the gap before it. */
  private lastGap = -1;
  private lastGapBefore = -1;
  /** Known bars from which ages count: since the last gap (windowed), or ever. */
  private born = 0;
  private bornBefore = 0;
  /** `born + oldest`, for the one comparison that every update makes. */
  private visible: number;

  protected constructor(parts: StreamParts<Options, Output>) {
    this.parts = parts;
    this.oldest = Math.max(...Object.values(parts.first));
    this.visible = this.oldest;
    this.current = ownShape(parts.blank());
    this.provisional = ownShape(parts.blank());
    this.nothing = parts.blank();
  }

  /** Whether every number of the bar that the indicator reads is one. */
  protected abstract known(input: Input): boolean;

  /** Output of the known bar `index` from the state in copy `from`, leaving the state after it in copy `to`. */
  protected abstract step(input: Input, from: number, to: number, index: number, output: Output): Output;

  /** Bars seen so far, gaps included. */
  get count(): number {
    return this.seen + this.gaps;
  }

  /** Whether every output of the last bar is defined. */
  get ready(): boolean {
    return this.seen > this.visible && this.lastGap !== this.seen;
  }

  /** Takes the next bar and returns its value; NaN = not yet known. Throws a {@link DataError} for a gap if `nan` is `'throw'`. */
  update(input: Input): Output {
    if (!this.known(input)) {
      this.skip();
      return this.mask(this.current, -1);
    }
    const seen = this.seen;
    const from = seen & 1;
    const output = this.step(input, from, from ^ 1, seen, this.current);
    this.seen = seen + 1;
    return seen >= this.visible ? output : this.mask(output, seen - this.born);
  }

  /** What `update` would return, without taking the bar. */
  peek(input: Input): Output {
    const { seen, provisional } = this;
    if (!this.known(input)) {
      this.refuseGap(seen);
      return this.mask(provisional, -1);
    }
    const output = this.step(input, seen & 1, 2, seen, provisional);
    return seen >= this.visible ? output : this.mask(output, seen - this.born);
  }

  /** Takes a corrected version of the last bar: for a bar that is still forming. Throws a {@link QuantblocksError} before the first bar. */
  replace(input: Input): Output {
    if (this.count === 0) throw new QuantblocksError(`${this.parts.indicator}: there is no bar to replace yet`);
    const wasGap = this.lastGap === this.seen;
    if (!this.known(input)) this.refuseGap(wasGap ? this.seen : this.seen - 1);
    if (wasGap) {
      this.gaps--;
      this.lastGap = this.lastGapBefore;
      this.setBorn(this.bornBefore);
    } else this.seen--;
    return this.update(input);
  }

  /** Passes over a gap: the state stays, a window begins again. */
  private skip(): void {
    const { parts, seen, born } = this;
    this.refuseGap(seen);
    this.gaps++;
    this.lastGapBefore = this.lastGap;
    this.lastGap = seen;
    this.bornBefore = born;
    if (parts.options.nan === 'poison' && seen > 0) this.setBorn(NEVER);
    else if (parts.windowed && born < NEVER) this.setBorn(seen);
  }

  /** Throws, before anything has changed, if a gap after `seen` known bars is one too many. */
  private refuseGap(seen: number): void {
    if (this.parts.options.nan === 'throw' && seen > 0) {
      throw new DataError('a number', Number.NaN, { row: seen + this.gaps });
    }
  }

  private setBorn(born: number): void {
    this.born = born;
    this.visible = born + this.oldest;
  }

  /**
   * The output with what is not defined at this age blanked. Apart from {@link hide}, so that it is inlined: where the output is known to be
   * a number, no path of `update` then returns anything else, and the number is never boxed.
   */
  private mask(output: Output, age: number): Output {
    if (typeof output === 'number') return this.nothing;
    this.hide(output, age);
    return output;
  }

  private hide(output: Output, age: number): void {
    const { nothing, parts } = this;
    for (const name in nothing) {
      if (age < parts.first[name as string]) Object.assign(output as object, { [name]: nothing[name] });
    }
  }

  /** Forgets every bar. */
  reset(): void {
    this.setClock([0, 0, -1, -1, 0, 0]);
    for (const { scalars, ring } of this.parts.cells) {
      scalars.fill(0);
      ring.fill(0);
    }
  }

  /** Everything needed to continue elsewhere, as JSON. */
  snapshot(): StreamState<Options> {
    const { seen, gaps, lastGap, lastGapBefore, born, bornBefore } = this;
    const memory: (number | string)[] = [seen, gaps, lastGap, lastGapBefore, born, bornBefore];
    for (const { scalars, ring } of this.parts.cells) {
      for (const values of [scalars, ring]) for (const value of values) memory.push(encode(value));
    }
    return { indicator: this.parts.indicator, options: { ...this.parts.options }, memory };
  }

  /** Takes over a snapshot; the body of every static `restore`. */
  protected load({ indicator, memory }: StreamState<Options>): this {
    const { parts } = this;
    if (indicator !== parts.indicator) throw new IntegrityError('snapshot', `one of ${parts.indicator}`, indicator);
    const arrays = parts.cells.flatMap(({ scalars, ring }) => [scalars, ring]);
    const size = arrays.reduce((sum, { length }) => sum + length, CLOCK);
    if (memory?.length !== size) throw new IntegrityError('snapshot', `${size} numbers`, memory?.length);
    const numbers = memory.map(Number);
    this.setClock(numbers);
    let at = CLOCK;
    for (const array of arrays) {
      array.set(numbers.slice(at, at + array.length));
      at += array.length;
    }
    return this;
  }

  private setClock([seen, gaps, lastGap, lastGapBefore, born, bornBefore]: number[]): void {
    Object.assign(this, { seen, gaps, lastGap, lastGapBefore, bornBefore });
    this.setBorn(born);
  }
}

/** Numbers of the clock in a snapshot. */
const CLOCK = 6;

/** What streams return several numbers in. */
class Values {}

/**
 * The object with a hidden class of its own. A literal `{ upper, lower }` of numbers shares that of the batch functions' objects of arrays,
 * whose fields hold anything: every number written to it would be boxed.
 */
function ownShape<Output>(blank: Output): Output {
  return typeof blank === 'object' ? (Object.assign(new Values(), blank) as Output) : blank;
}

function encode(value: number): number | string {
  if (Object.is(value, -0)) return '-0';
  return Number.isFinite(value) ? value : String(value);
}

/** A stream of one series. */
export abstract class SeriesStream<Options extends NanOptions, Output = number> extends Stream<
  Options,
  number,
  Output
> {
  protected known(x: number): boolean {
    return !Number.isNaN(x);
  }
}
