import { runBatch } from '../batch.ts';
import { checkNumber } from '../checks.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';
import { emaAlpha } from './ema.ts';
import { type ChainOptions, chainFirst, chainOptions, ExponentialChain } from './exponential-chain.ts';

/** Options of {@link t3}. */
export interface T3Options extends ChainOptions {
  /** Length of each EMA. @defaultValue `5` */
  period?: number;
  /** Strength of the correction, 0 .. 1: 0 is an EMA three times over, 1 a DEMA three times over. @defaultValue `0.7` */
  volumeFactor?: number;
}

const STAGES = 6;

/**
 * Tillson's T3: the filter `(1 + v) * ema - v * ema(ema)` applied three times, written as a sum of the third to sixth of six EMAs in a row.
 *
 * @param src - Series of any unit.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, in its unit; first value at bar `6 * (period - 1)`, with seed `'first'` at bar 0.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @remarks The defaults are TA-Lib's.
 * @see T. Tillson, "Smoothing Techniques for More Accurate Signals", Technical Analysis of Stocks & Commodities, January 1998.
 *
 * @example
 * ```ts
 * import { t3 } from '@quantblocks/indicators';
 *
 * // alpha 1/2 and v = 0: the third EMA of 8, 16 is 8, then 8 + 8 / 2 / 2 / 2.
 * Array.from(t3([8, 16], { period: 3, volumeFactor: 0, seed: 'first' })); // => [8, 9]
 * ```
 */
export function t3(src: ArrayLike<number>, options: T3Options = {}, out?: Float64Array): Float64Array {
  const checked = t3Options(options);
  const first = chainFirst(checked, STAGES);
  return runBatch({ src }, { value: out }, { value: first }, false, checked.nan, (x, y) => {
    tillsonAverage(x.src, checked, first, y.value);
  }).value;
}

function tillsonAverage(x: Float64Array, options: Required<T3Options>, first: number, y: Float64Array): void {
  const n = x.length;
  const [w3, w4, w5, w6] = weightsOf(options.volumeFactor);
  const start = new ExponentialChain(options, STAGES).start(x, first);
  let e1 = start[0];
  let e2 = start[1];
  let e3 = start[2];
  let e4 = start[3];
  let e5 = start[4];
  let e6 = start[5];
  if (first < n) y[first] = w6 * e6 + w5 * e5 + (w4 * e4 + w3 * e3);
  const alpha = emaAlpha(options.period);
  const beta = 1 - alpha;
  for (let i = first + 1; i < n; i++) {
    e1 = beta * e1 + alpha * x[i];
    e2 = beta * e2 + alpha * e1;
    e3 = beta * e3 + alpha * e2;
    e4 = beta * e4 + alpha * e3;
    e5 = beta * e5 + alpha * e4;
    e6 = beta * e6 + alpha * e5;
    y[i] = w6 * e6 + w5 * e5 + (w4 * e4 + w3 * e3);
  }
}

/** Weights of the third to sixth EMA: the binomial expansion of `((1 + v) * e - v * e * e)^3`. */
function weightsOf(v: number): [number, number, number, number] {
  const u = 1 + v;
  return [u * u * u, -3 * u * u * v, 3 * u * v * v, -v * v * v];
}

function t3Options({ period = 5, volumeFactor = 0.7, ...rest }: T3Options): Required<T3Options> {
  checkNumber('volumeFactor', volumeFactor, 0, 1);
  return { ...chainOptions({ period, ...rest }), volumeFactor };
}

/** Streaming {@link t3}. */
export class T3 extends SeriesStream<T3Options> {
  private readonly chain: ExponentialChain;
  private readonly weights: readonly [number, number, number, number];

  constructor(options: T3Options = {}) {
    const checked = t3Options(options);
    const chain = new ExponentialChain(checked, STAGES);
    super({
      indicator: 't3',
      options: checked,
      cells: chain.cells,
      first: { value: chainFirst(checked, STAGES) },
      windowed: false,
      blank: () => Number.NaN,
    });
    this.chain = chain;
    this.weights = weightsOf(checked.volumeFactor);
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<T3Options>): T3 {
    return new T3(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    this.chain.step(from, to, index, x);
    const { cells } = this.chain;
    const [w3, w4, w5, w6] = this.weights;
    return (
      w6 * cells[5].scalars[to] + w5 * cells[4].scalars[to] + (w4 * cells[3].scalars[to] + w3 * cells[2].scalars[to])
    );
  }
}
