import { ParameterError } from '@quantblocks/core';
import { runBatch } from '../batch.ts';
import { checkNumber } from '../checks.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';
import { MesaCell } from './mesa-cell.ts';

/** Options of {@link MesaAlpha}. */
export interface MesaAlphaLimits extends NanOptions {
  /** Weight at the slowest fall of the phase, 1 degree. @defaultValue `0.5` */
  fast?: number;
  /** Least weight. @defaultValue `0.05` */
  slow?: number;
}

/** Options of {@link mesaAlpha}: limits are numbers, or one number per bar. */
export interface MesaAlphaOptions extends NanOptions {
  /** Weight at the slowest fall of the phase, 1 degree. @defaultValue `0.5` */
  fast?: number | ArrayLike<number>;
  /** Least weight. @defaultValue `0.05` */
  slow?: number | ArrayLike<number>;
}

/**
 * Weight of the newest price in the MESA adaptive average: `max(fast / dPhase, slow)` with the phase of {@link mesa}; `slow` before bar 6.
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
 * Array.from(mesaAlpha([1, 2, 3], { slow: [0.1, 0.2, 0.3] })); // => [0.1, 0.2, 0.3]
 * ```
 */
export function mesaAlpha(src: ArrayLike<number>, options: MesaAlphaOptions = {}, out?: Float64Array): Float64Array {
  const { fast = 0.5, slow = 0.05 } = options;
  const n = Object(src).length;
  const inputs = { src, fast: limitSeries('fast', fast, n), slow: limitSeries('slow', slow, n) };
  return runBatch(inputs, { value: out }, { value: 0 }, false, nanPolicy(options.nan), (x, y) => {
    const cell = new MesaCell('first');
    for (let i = 0; i < x.src.length; i++) y.value[i] = alphaOf(cell.step(0, 0, i, x.src[i]), x.fast[i], x.slow[i]);
  }).value;
}

/** Faster of the two weights; `slow` while the phase is unknown. */
export function alphaOf(dPhase: number, fast: number, slow: number): number {
  const alpha = fast / dPhase;
  // An unknown phase fails the comparison.
  if (alpha > slow) return alpha;
  return slow;
}

function limitSeries(name: string, limit: number | ArrayLike<number>, n: number): ArrayLike<number> {
  if (typeof limit === 'number') {
    checkNumber(name, limit, 0, 1);
    return new Float64Array(n).fill(limit);
  }
  if (typeof limit === 'object' && limit?.length === n) return limit;
  throw new ParameterError(name, `a number in 0 .. 1, or ${n} of them`, limit);
}

function alphaLimits({ fast = 0.5, slow = 0.05, nan }: MesaAlphaLimits): Required<MesaAlphaLimits> {
  checkNumber('fast', fast, 0, 1);
  checkNumber('slow', slow, 0, 1);
  return { fast, slow, nan: nanPolicy(nan) };
}

/** Streaming {@link mesaAlpha} with limits that stay. */
export class MesaAlpha extends SeriesStream<MesaAlphaLimits> {
  private readonly cell: MesaCell;
  private readonly fast: number;
  private readonly slow: number;

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
    this.fast = checked.fast;
    this.slow = checked.slow;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<MesaAlphaLimits>): MesaAlpha {
    return new MesaAlpha(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number): number {
    return alphaOf(this.cell.step(from, to, index, x), this.fast, this.slow);
  }
}
