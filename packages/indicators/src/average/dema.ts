import { runBatch } from '../batch.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';
import { emaAlpha } from './ema.ts';
import { type ChainOptions, chainFirst, chainOptions, ExponentialChain } from './exponential-chain.ts';

/**
 * Double exponential moving average: `2 * e - ema(e)` with `e = ema(x)`, which takes back the lag of one EMA.
 *
 * @param src - Series of any unit.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, in its unit; first value at bar `2 * (period - 1)`, with seed `'first'` at bar 0.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @remarks The defaults are TA-Lib's, `presets.tulip.dema` Tulip's; late enough, all starts agree.
 * @see P. G. Mulloy, "Smoothing Data with Faster Moving Averages", Technical Analysis of Stocks & Commodities, January 1994.
 *
 * @example
 * ```ts
 * import { dema } from '@quantblocks/indicators';
 *
 * // alpha 1/2: ema 4, 6, 9; its ema 4, 5, 7.
 * Array.from(dema([4, 8, 12], { period: 3, seed: 'first' })); // => [4, 7, 11]
 * ```
 */
export function dema(src: ArrayLike<number>, options: ChainOptions = {}, out?: Float64Array): Float64Array {
  const checked = chainOptions(options);
  const first = chainFirst(checked, 2);
  return runBatch({ src }, { value: out }, { value: first }, false, checked.nan, (x, y) => {
    doubleAverage(x.src, checked, first, y.value);
  }).value;
}

function doubleAverage(x: Float64Array, options: Required<ChainOptions>, first: number, y: Float64Array): void {
  const n = x.length;
  const start = new ExponentialChain(options, 2).start(x, first);
  let e1 = start[0];
  let e2 = start[1];
  if (first < n) y[first] = 2 * e1 - e2;
  const alpha = emaAlpha(options.period);
  const beta = 1 - alpha;
  // One loop for all: each recursion waits for its own last value only.
  for (let i = first + 1; i < n; i++) {
    e1 = beta * e1 + alpha * x[i];
    e2 = beta * e2 + alpha * e1;
    y[i] = 2 * e1 - e2;
  }
}

/** Streaming {@link dema}. */
export class Dema extends SeriesStream<ChainOptions> {
  private readonly chain: ExponentialChain;

  constructor(options: ChainOptions = {}) {
    const checked = chainOptions(options);
    const chain = new ExponentialChain(checked, 2);
    super({
      indicator: 'dema',
      options: checked,
      cells: chain.cells,
      first: { value: chainFirst(checked, 2) },
      windowed: false,
      blank: () => Number.NaN,
    });
    this.chain = chain;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<ChainOptions>): Dema {
    return new Dema(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    this.chain.step(from, to, index, x);
    const [e1, e2] = this.chain.cells;
    return 2 * e1.scalars[to] - e2.scalars[to];
  }
}
