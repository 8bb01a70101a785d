import { runBatch } from '../batch.ts';
import { checkInteger, checkNumber } from '../checks.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';

/** Options of {@link alma}. */
export interface AlmaOptions extends NanOptions {
  /** Bars in the window. @defaultValue `20` */
  period?: number;
  /** Where in the window the weights are greatest: 0 at the oldest value, 1 at the newest. @defaultValue `0.85` */
  offset?: number;
  /** Standard deviations of the bell in the window: the more, the narrower. @defaultValue `6` */
  sigma?: number;
}

/**
 * Arnaud Legoux moving average: weights `exp(-(j - m)^2 / (2 * s^2))` for the values `j = 0 .. period - 1` of the window from the oldest on,
 * with `m = offset * (period - 1)` and `s = period / sigma`, over their sum.
 *
 * @param src - Series of any unit.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, in its unit; first value at bar `period - 1`.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @remarks Every value costs `period` multiplications: a bell has no running sum. Agrees with Pine, which does not round `m` by default either.
 * @see A. Legoux and D. Kouzis-Loukas, "ALMA: Arnaud Legoux Moving Average", 2009.
 *
 * @example
 * ```ts
 * import { alma } from '@quantblocks/indicators';
 *
 * // In the middle of two values both weigh the same.
 * Array.from(alma([2, 4, 8], { period: 2, offset: 0.5 })); // => [NaN, 3, 6]
 * ```
 */
export function alma(src: ArrayLike<number>, options: AlmaOptions = {}, out?: Float64Array): Float64Array {
  const checked = almaOptions(options);
  const { period, nan } = checked;
  return runBatch({ src }, { value: out }, { value: period - 1 }, true, nan, ({ src: x }, { value: y }) => {
    const weights = weightsOf(checked);
    for (let i = period - 1; i < x.length; i++) {
      const oldest = i - period + 1;
      let sum = 0;
      for (let j = 0; j < period; j++) sum += weights[j] * x[oldest + j];
      y[i] = sum;
    }
  }).value;
}

/** Weights from the oldest value on; they add up to 1. */
function weightsOf({ period, offset, sigma }: Required<AlmaOptions>): Float64Array {
  const middle = offset * (period - 1);
  const width = period / sigma;
  // Measured against the weight nearest to the middle, which becomes 1: a narrow bell would vanish between two values.
  const nearest = (Math.round(middle) - middle) ** 2;
  const weights = Float64Array.from({ length: period }, (_, j) =>
    Math.exp((nearest - (j - middle) ** 2) / (2 * width * width)),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

function almaOptions({ period = 20, offset = 0.85, sigma = 6, nan }: AlmaOptions): Required<AlmaOptions> {
  checkInteger('period', period, 1);
  checkNumber('offset', offset, 0, 1);
  checkNumber('sigma', sigma, 0.001, 1000);
  return { period, offset, sigma, nan: nanPolicy(nan) };
}

/** Streaming {@link alma}. */
export class Alma extends SeriesStream<AlmaOptions> {
  private readonly weights: Float64Array;
  private readonly values: Cell;

  constructor(options: AlmaOptions = {}) {
    const checked = almaOptions(options);
    const values = cellMemory(0, checked.period);
    super({
      indicator: 'alma',
      options: checked,
      cells: [values],
      first: { value: checked.period - 1 },
      windowed: true,
      blank: () => Number.NaN,
    });
    this.weights = weightsOf(checked);
    this.values = values;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<AlmaOptions>): Alma {
    return new Alma(state.options).load(state);
  }

  protected step(x: number, _from: number, _to: number, index: number): number {
    const { weights } = this;
    const { ring } = this.values;
    const mask = ring.length - 1;
    const oldest = index - weights.length + 1;
    ring[index & mask] = x;
    let sum = 0;
    for (let j = 0; j < weights.length; j++) sum += weights[j] * ring[(oldest + j) & mask];
    return sum;
  }
}
