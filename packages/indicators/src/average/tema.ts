import { runBatch } from '../batch.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';
import { emaAlpha } from './ema.ts';
import { type ChainOptions, chainFirst, chainOptions, ExponentialChain } from './exponential-chain.ts';

/**
 * Triple exponential moving average: `3 * e1 - 3 * e2 + e3`, each `e` the EMA of the one before, `e1` that of the series.
 *
 * @param src - Series of any unit.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, in its unit; first value at bar `3 * (period - 1)`, with seed `'first'` at bar 0.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @remarks The defaults are TA-Lib's, `presets.tulip.tema` Tulip's; late enough, all starts agree.
 * @see P. G. Mulloy, "Smoothing Data with Faster Moving Averages", Technical Analysis of Stocks & Commodities, January 1994.
 *
 * @example
 * ```ts
 * import { tema } from '@quantblocks/indicators';
 *
 * // alpha 1/2: ema 8, 12; its ema 8, 10; the third 8, 9.
 * Array.from(tema([8, 16], { period: 3, seed: 'first' })); // => [8, 15]
 * ```
 */
export function tema(src: ArrayLike<number>, options: ChainOptions = {}, out?: Float64Array): Float64Array {
  const checked = chainOptions(options);
  const first = chainFirst(checked, 3);
  return runBatch({ src }, { value: out }, { value: first }, false, checked.nan, (x, y) => {
    tripleAverage(x.src, checked, first, y.value);
  }).value;
}

function tripleAverage(x: Float64Array, options: Required<ChainOptions>, first: number, y: Float64Array): void {
  const n = x.length;
  const start = new ExponentialChain(options, 3).start(x, first);
  let e1 = start[0];
  let e2 = start[1];
  let e3 = start[2];
  if (first < n) y[first] = 3 * (e1 - e2) + e3;
  const alpha = emaAlpha(options.period);
  const beta = 1 - alpha;
  for (let i = first + 1; i < n; i++) {
    e1 = beta * e1 + alpha * x[i];
    e2 = beta * e2 + alpha * e1;
    e3 = beta * e3 + alpha * e2;
    y[i] = 3 * (e1 - e2) + e3;
  }
}

/** Streaming {@link tema}. */
export class Tema extends SeriesStream<ChainOptions> {
  private readonly chain: ExponentialChain;

  constructor(options: ChainOptions = {}) {
    const checked = chainOptions(options);
    const chain = new ExponentialChain(checked, 3);
    super({
      indicator: 'tema',
      options: checked,
      cells: chain.cells,
      first: { value: chainFirst(checked, 3) },
      windowed: false,
      blank: () => Number.NaN,
    });
    this.chain = chain;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<ChainOptions>): Tema {
    return new Tema(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    this.chain.step(from, to, index, x);
    const [e1, e2, e3] = this.chain.cells;
    return 3 * (e1.scalars[to] - e2.scalars[to]) + e3.scalars[to];
  }
}
