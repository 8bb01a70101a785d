import { ParameterError } from '@quantblocks/core';
import { runBatch } from '../batch.ts';
import { checkNumber } from '../checks.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';
import { MesaCell } from './mesa-cell.ts';

/** Options of {@link MesaAlpha}. */
export interface MesaAlphaLimits extends NanOptions {
  /** Greatest weight, at the slowest fall of the phase: 1 degree. @defaultValue `0.5` */
  fastLimit?: number;
  /** Least weight. @defaultValue `0.05` */
  slowLimit?: number;
}

/** Options of {@link mesaAlpha}: limits are numbers, or one number per bar. */
export interface MesaAlphaOptions extends NanOptions {
  /** Greatest weight, at the slowest fall of the phase: 1 degree. @defaultValue `0.5` */
  fastLimit?: number | ArrayLike<number>;
  /** Least weight. @defaultValue `0.05` */
  slowLimit?: number | ArrayLike<number>;
}

/**
 * Weight of the newest price in the MESA adaptive average: `max(fastLimit / dPhase, slowLimit)` with the phase of {@link mesa}; `slowLimit` before bar 6.
 *
 * @param src - Prices.
 * @param out - Receives the result; may be `src` itself.
 * @returns As long as `src`, from bar 0. A gap in a series of limits is a gap.
 * @throws a {@link ParameterError} if an option is outside its domain, or a series of limits or `out` has another length.
 * @see J. F. Ehlers, "MESA Adaptive Moving Averages", Technical Analysis of Stocks & Commodities, September 2001.
 *
 * @example
 * ```ts
 * import { mesaAlpha } from '@quantblocks/indicators';
 *
 * Array.from(mesaAlpha([1, 2, 3])); // => [0.05, 0.05, 0.05]
 * Array.from(mesaAlpha([1, 2, 3], { slowLimit: [0.1, 0.2, 0.3] })); // => [0.1, 0.2, 0.3]
 * ```
 */
export function mesaAlpha(src: ArrayLike<number>, options: MesaAlphaOptions = {}, out?: Float64Array): Float64Array {
  const { fastLimit = 0.5, slowLimit = 0.05 } = options;
  const n = Object(src).length;
  const inputs = {
    src,
    fastLimit: limitSeries('fastLimit', fastLimit, n),
    slowLimit: limitSeries('slowLimit', slowLimit, n),
  };
  return runBatch(inputs, { value: out }, { value: 0 }, false, nanPolicy(options.nan), (x, y) => {
    const cell = new MesaCell('first');
    for (let i = 0; i < x.src.length; i++) {
      y.value[i] = alphaOf(cell.step(0, 0, i, x.src[i]), x.fastLimit[i], x.slowLimit[i]);
    }
  }).value;
}

/** Greater of the two weights; `slowLimit` while the phase is unknown. */
export function alphaOf(dPhase: number, fastLimit: number, slowLimit: number): number {
  const alpha = fastLimit / dPhase;
  // An unknown phase fails the comparison.
  if (alpha > slowLimit) return alpha;
  return slowLimit;
}

function limitSeries(name: string, limit: number | ArrayLike<number>, n: number): ArrayLike<number> {
  if (typeof limit === 'number') {
    checkNumber(name, limit, 0, 1);
    return new Float64Array(n).fill(limit);
  }
  if (typeof limit === 'object' && limit?.length === n) return limit;
  throw new ParameterError(name, `a number in 0 .. 1, or ${n} of them`, limit);
}

function alphaLimits({ fastLimit = 0.5, slowLimit = 0.05, nan }: MesaAlphaLimits): Required<MesaAlphaLimits> {
  checkNumber('fastLimit', fastLimit, 0, 1);
  checkNumber('slowLimit', slowLimit, 0, 1);
  return { fastLimit, slowLimit, nan: nanPolicy(nan) };
}

/** Streaming {@link mesaAlpha} with limits that stay. */
export class MesaAlpha extends SeriesStream<MesaAlphaLimits> {
  private readonly cell: MesaCell;
  private readonly fastLimit: number;
  private readonly slowLimit: number;

  constructor(options: MesaAlphaLimits = {}) {
    const checked = alphaLimits(options);
    const cell = new MesaCell('first');
    super({
      indicator: 'mesaAlpha',
      options: checked,
      cells: [cell],
      first: { value: 0 },
      windowed: false,
      blank: () => Number.NaN,
    });
    this.cell = cell;
    this.fastLimit = checked.fastLimit;
    this.slowLimit = checked.slowLimit;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<MesaAlphaLimits>): MesaAlpha {
    return new MesaAlpha(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    return alphaOf(this.cell.step(from, to, index, x), this.fastLimit, this.slowLimit);
  }
}
