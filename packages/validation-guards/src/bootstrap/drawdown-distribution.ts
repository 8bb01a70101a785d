import { createVerdict, type KeyPart, ParameterError, quantileSorted, type Rng, type Verdict } from '@quantblocks/core';
import { maxDrawdown } from '@quantblocks/metrics';
import { requireDraws, requireOpenUnit, requireReturns, rngOf } from '../checks.ts';
import { LEAST_OBSERVATIONS } from '../least-observations.ts';
import { count, percent, short } from '../words.ts';
import { planResamples, resampledSeries } from './resample-plan.ts';

const NAME = 'drawdownDistribution';
const RESAMPLES = 1999;

/** Options of {@link drawdownDistribution}. */
export interface DrawdownDistributionOptions {
  /**
   * `shuffle`: the same positions in another order, so every path ends at the same wealth; `stationary`: drawn again in blocks, so runs of
   * luck stay together and some positions come twice or never; `iid`: drawn again one by one.
   * @defaultValue `'shuffle'`
   */
  order?: 'shuffle' | 'stationary' | 'iid';
  /** Mean length of the blocks in positions, for `stationary`. @defaultValue {@link blockLength} of the returns */
  blockLength?: number;
  /** @defaultValue `1999` */
  resamples?: number;
  /** @defaultValue `0` */
  seed?: KeyPart;
  /** The drawdown that must not be reached, a fraction in [-1, 0). @defaultValue `-0.5` */
  limit?: number;
  /** The test passes up to this probability of reaching the limit. @defaultValue `0.05` */
  alpha?: number;
}

/** Answer of {@link drawdownDistribution}. Drawdowns are fractions in [-1, 0]; `value` is the probability of reaching the limit. */
export interface DrawdownDistribution extends Verdict {
  /** Maximum drawdown of every path in ascending order, the deepest first. */
  readonly drawdowns: Float64Array;
  /** In the order in which the positions came. */
  readonly actual: number;
  /** Share of paths, ties counted half, with a deeper drawdown than the actual one: near 1 the actual order was lucky. */
  readonly shareDeeper: number;
  readonly median: number;
  /** Drawdown that a path exceeds with probability `alpha`. */
  readonly deepTail: number;
  /** Share of paths that lose everything. */
  readonly probabilityOfRuin: number;
  readonly limit: number;
}

/**
 * How deep a drawdown the same positions could have brought in another order.
 *
 * A question about the PATH: what to expect of an account, and how lucky its history was. It says nothing about an edge, since another
 * order changes neither mean nor Sharpe ratio nor profit factor. Returns are compounded as fractions of the account, so no drawdown is
 * deeper than -1.
 *
 * @param positionReturns - Return of the account by each closed position, a fraction, in the order in which they closed.
 * @returns Passes if the share of paths that reach the limit is at most `alpha`. Fewer than 20 positions are `insufficient`.
 * @throws a {@link ParameterError} if a return is not finite or an option is out of range.
 * @remarks Only what a position brought at its end counts: a drawdown inside one is not seen. For other quantiles:
 * `quantileSorted(drawdowns, p)` of core.
 * @see T. Masters, "Testing and Tuning Market Trading Systems", Apress 2018, on bounds of future drawdowns.
 *
 * @example
 * ```ts
 * import { drawdownDistribution } from '@quantblocks/validation-guards';
 *
 * const winsThenLosses = [...new Array<number>(30).fill(0.02), ...new Array<number>(20).fill(-0.02)];
 * const { actual, median, shareDeeper, status } = drawdownDistribution(winsThenLosses, { limit: -0.4 });
 * [actual.toFixed(3), median.toFixed(2), shareDeeper, status]; // => ['-0.332', '-0.08', 0, 'pass']
 * ```
 */
export function drawdownDistribution(
  positionReturns: ArrayLike<number>,
  options: DrawdownDistributionOptions = {},
): DrawdownDistribution {
  const { limit = -0.5, alpha = 0.05 } = options;
  requireOpenUnit('alpha', alpha);
  if (!(limit >= -1 && limit < 0)) throw new ParameterError('limit', 'a fraction in [-1, 0)', limit);
  const values = requireReturns('positionReturns', positionReturns);
  const n = values.length;
  const next = pathsOf(values, options);
  const isEnough = n >= LEAST_OBSERVATIONS;
  const drawdowns = new Float64Array(isEnough ? (options.resamples ?? RESAMPLES) : 0);
  for (let b = 0; b < drawdowns.length; b++) drawdowns[b] = maxDrawdown(next());
  drawdowns.sort();
  const share = (holds: (drawdown: number) => boolean): number =>
    drawdowns.reduce((total, drawdown) => total + Number(holds(drawdown)), 0) / drawdowns.length;
  const actual = maxDrawdown(values);
  const shareDeeper = share((d) => d < actual) + share((d) => d === actual) / 2;
  const value = share((d) => d <= limit);
  const median = quantileSorted(drawdowns, 0.5);
  const deepTail = quantileSorted(drawdowns, alpha);
  return {
    ...createVerdict({
      name: NAME,
      question: `Would another order of the same positions have kept the account above a drawdown of ${percent(limit)}?`,
      status: isEnough ? (value <= alpha ? 'pass' : 'fail') : 'insufficient',
      value,
      n,
      assumptions: [
        'Positions follow each other: none is opened before the last one is closed.',
        'They would have returned the same in any order: this is about the path, not about an edge.',
        options.order === 'stationary'
          ? 'What binds positions together is shorter than a few blocks.'
          : 'Any order of the positions was as likely.',
      ],
      explanation: isEnough
        ? `Half of ${count(drawdowns.length, 'path')} fall by ${percent(-median)} or more, one in ${short(1 / alpha)} by ${percent(-deepTail)}; the actual order fell by ${percent(-actual)}, and ${percent(shareDeeper)} of the paths fall deeper. A drawdown of ${percent(-limit)} is reached with probability ${short(value)}; ${short(alpha)} is allowed.`
        : `There are ${count(n, 'position')}; the distribution needs ${LEAST_OBSERVATIONS}.`,
    }),
    drawdowns,
    actual,
    shareDeeper,
    median,
    deepTail,
    probabilityOfRuin: share((d) => d === -1),
    limit,
  };
}

/** Fills and returns one array again and again. */
function pathsOf(values: Float64Array, options: DrawdownDistributionOptions): () => Float64Array {
  const { order = 'shuffle', resamples = RESAMPLES, seed = 0 } = options;
  if (order === 'shuffle') {
    requireDraws('resamples', resamples);
    return shuffles(values, rngOf(seed, NAME));
  }
  if (order !== 'stationary' && order !== 'iid') throw new ParameterError('order', 'shuffle, stationary or iid', order);
  const { blockLength } = options;
  const length = blockLength === undefined ? {} : { blockLength };
  const plan = planResamples(NAME, values, { resampling: order, resamples, seed, ...length });
  return resampledSeries(values, plan);
}

/** Fisher and Yates; a shuffled path shuffled again is as good as a new one. */
function shuffles(values: Float64Array, rng: Rng): () => Float64Array {
  const path = values.slice();
  return () => {
    for (let i = path.length - 1; i > 0; i--) {
      const k = rng.int(i + 1);
      const kept = path[i];
      path[i] = path[k];
      path[k] = kept;
    }
    return path;
  };
}
