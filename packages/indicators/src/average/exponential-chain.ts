import { checkInteger, checkWord } from '../checks.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { ExponentialCell } from '../stream/exponential-cell.ts';
import { emaAlpha, type Seed, seedLengthOf } from './ema.ts';

/**
 * How EMAs of EMAs start. `'sma'`: each with the mean of the first `period` values of the one before (TA-Lib). `'first'`: all with the
 * first value, on bar 0 (pandas). `'staggered'`: each with the first value it gets, and `period - 1` bars after the one before (Tulip).
 */
export type ChainSeed = Seed | 'staggered';

/** Options of averages made of several EMAs. */
export interface ChainOptions extends NanOptions {
  /** Length of each EMA. @defaultValue `20` */
  period?: number;
  /** How the EMAs start. @defaultValue `'sma'` */
  seed?: ChainSeed;
}

/** The options, checked. */
export function chainOptions({ period = 20, seed = 'sma', nan }: ChainOptions): Required<ChainOptions> {
  checkInteger('period', period, 1);
  checkWord('seed', seed, ['sma', 'first', 'staggered']);
  return { period, seed, nan: nanPolicy(nan) };
}

/** First bar on which the last EMA of the chain is defined. */
export function chainFirst({ period, seed }: Required<ChainOptions>, stages: number): number {
  return seed === 'first' ? 0 : stages * (period - 1);
}

/** EMA of EMA of ... */
export class ExponentialChain {
  readonly cells: readonly ExponentialCell[];
  private readonly delay: number;

  constructor({ period, seed }: Required<ChainOptions>, stages: number) {
    const seedLength = seedLengthOf(period, seed === 'sma' ? 'sma' : 'first');
    this.cells = Array.from({ length: stages }, () => new ExponentialCell(emaAlpha(period), seedLength));
    this.delay = seed === 'first' ? 0 : period - 1;
  }

  /** Takes a value; the averages are then in `cells[k].scalars[to]`. */
  step(from: number, to: number, index: number, x: number): void {
    const { cells, delay } = this;
    let value = x;
    for (let k = 0; k < cells.length && index >= k * delay; k++) {
      value = cells[k].step(from, to, index - k * delay, value);
    }
  }

  /** Runs the chain over the bars up to `last` and returns the averages there: from then on they are plain recursions. */
  start(x: Float64Array, last: number): Float64Array {
    for (let i = 0; i <= last && i < x.length; i++) this.step(0, 0, i, x[i]);
    return Float64Array.from(this.cells, ({ scalars }) => scalars[0]);
  }
}
