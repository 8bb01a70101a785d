import {
  createVerdict,
  mean,
  normalCdf,
  ParameterError,
  standardDeviation,
  type Verdict,
  type VerdictStatus,
} from '@quantblocks/core';
import { riskReturnRatio } from '@quantblocks/metrics';
import { requireOpenUnit, requireReturns } from '../checks.ts';
import { LEAST_OBSERVATIONS } from '../least-observations.ts';
import { NO_SPREAD } from '../no-spread.ts';
import { short } from '../words.ts';
import { automaticBandwidth, type HacKernel, kernelVariance, lagProduct, memoryOf } from './hac.ts';
import { prewhiten } from './prewhiten.ts';

/** Options of {@link sharpeDifference}. */
export interface SharpeDifferenceOptions {
  /** `hac`: Ledoit and Wolf; `memmel`: Jobson and Korkie's test, as corrected, for independent normal returns. @defaultValue `'hac'` */
  method?: 'hac' | 'memmel';
  /** @defaultValue `'parzen'` */
  kernel?: HacKernel;
  /** Of the kernel, in bars, at least 0. @defaultValue Andrews' automatic one */
  bandwidth?: number;
  /** Whether a first-order vector autoregression is taken out before the kernel. @defaultValue `true` */
  prewhitening?: boolean;
  /** Two-sided level: the test passes up to this p value. @defaultValue `0.05` */
  alpha?: number;
}

/** Answer of {@link sharpeDifference}; `value` is the difference, first less second, per bar, and `pValue` is two-sided. */
export interface SharpeDifference extends Verdict {
  readonly standardError: number;
  /** Difference over standard error. */
  readonly z: number;
  /** NaN for `memmel`. */
  readonly bandwidth: number;
  /** Andrews' measure of memory, where it chose the bandwidth; else NaN. */
  readonly memory: number;
}

/**
 * Whether two series of returns of the same bars have different Sharpe ratios: the delta method on their first two moments, with a long-run
 * covariance that knows memory, clustered volatility and what the series have in common.
 *
 * Ratios divide by the population deviation for `hac`, by the sample deviation for `memmel`. A factor `n/(n-4)` corrects the variance for
 * the four estimated moments.
 *
 * @param a - Simple returns per bar of the first strategy.
 * @param b - Of the second, bar by bar.
 * @returns Passes if the ratios differ, whichever is larger: look at the sign. Fewer than 20 bars are `insufficient`.
 * @throws a {@link ParameterError} if a return is not finite, lengths differ or an option is out of range.
 * @remarks The `quadraticSpectral` kernel costs `n^2 / 2` steps, `parzen` one pass per bar of the bandwidth.
 * @see O. Ledoit, M. Wolf, "Robust performance hypothesis testing with the Sharpe ratio", Journal of Empirical Finance 15 (2008), 3.1;
 * C. Memmel, "Performance hypothesis testing with the Sharpe ratio", Finance Letters 1 (2003).
 *
 * @example
 * ```ts
 * import { sharpeDifference } from '@quantblocks/validation-guards';
 *
 * const noise = Array.from({ length: 100 }, (_, i) => 0.01 * Math.sin(i * i));
 * const better = noise.map((r, i) => 0.0005 + r + 0.002 * Math.cos(i * i * i));
 * const { status, value, z } = sharpeDifference(better, noise);
 * [status, value.toFixed(2), z.toFixed(1)]; // => ['pass', '0.06', '3.5']
 * ```
 */
export function sharpeDifference(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: SharpeDifferenceOptions = {},
): SharpeDifference {
  const { method = 'hac', alpha = 0.05 } = options;
  if (method !== 'hac' && method !== 'memmel') throw new ParameterError('method', 'hac or memmel', method);
  requireKernel(options);
  requireOpenUnit('alpha', alpha);
  const first = requireReturns('a', a);
  const second = requireReturns('b', b);
  const n = first.length;
  if (second.length !== n) throw new ParameterError('b', `${n} returns, as many as a`, second.length);
  const ratios = [riskReturnRatio(first), riskReturnRatio(second)];
  const isEnough = n >= LEAST_OBSERVATIONS;
  const estimate = !isEnough ? NOTHING : method === 'memmel' ? memmel(first, second) : robust(first, second, options);
  const { difference, standardError } = estimate;
  const isDefined = Number.isFinite(difference) && standardError > NO_ERROR;
  const status: VerdictStatus | undefined = !isEnough ? 'insufficient' : isDefined ? undefined : 'undefined';
  const z = status === undefined ? difference / standardError : Number.NaN;
  const pValue = 2 * normalCdf(-Math.abs(z));
  return {
    ...createVerdict({
      name: 'sharpeDifference',
      question: 'Do the two strategies have different Sharpe ratios?',
      status: status ?? (pValue <= alpha ? 'pass' : 'fail'),
      value: difference,
      pValue,
      n,
      assumptions: [
        'Both strategies were chosen before these returns were seen.',
        method === 'hac' ? 'Returns are stationary, with four finite moments.' : 'Returns are independent and normal.',
      ],
      explanation:
        status === 'insufficient'
          ? `There are ${n} bars; the test needs ${LEAST_OBSERVATIONS}.`
          : status === 'undefined'
            ? 'One series has no Sharpe ratio, or both are the same, so there is no error to compare with.'
            : `The Sharpe ratios per bar are ${short(ratios[0])} and ${short(ratios[1])}, ${short(Math.abs(z))} standard errors apart. If they were truly equal, chance would show as much with probability ${short(pValue)}; ${short(alpha)} is allowed.`,
    }),
    standardError,
    z,
    bandwidth: estimate.bandwidth,
    memory: estimate.memory,
  };
}

/** The root of what rounding leaves of a correlation of 1: strategies that differ by less are one at another leverage. */
const NO_ERROR = 1e-7;

interface Estimate {
  readonly difference: number;
  readonly standardError: number;
  readonly bandwidth: number;
  readonly memory: number;
}

const NOTHING: Estimate = {
  difference: Number.NaN,
  standardError: Number.NaN,
  bandwidth: Number.NaN,
  memory: Number.NaN,
};

function robust(first: Float64Array, second: Float64Array, options: SharpeDifferenceOptions): Estimate {
  const { kernel = 'parzen', prewhitening = true } = options;
  const moments = [first, second, first.map(square), second.map(square)].map(centred);
  const [a, b] = [ratioOf(first), ratioOf(second)];
  const gradient = [a.byMean, -b.byMean, a.bySquare, -b.bySquare];
  const { columns, recolour } = prewhitening
    ? prewhiten(moments)
    : { columns: moments, recolour: (weights: number[]) => weights };
  const weights = recolour(gradient);
  const n = columns[0].length;
  // The variance of a weighted sum needs no covariance matrix.
  const influence = new Float64Array(n);
  for (const [k, column] of columns.entries()) {
    for (let t = 0; t < n; t++) influence[t] += weights[k] * column[t];
  }
  const memory = options.bandwidth === undefined ? memoryOf(columns) : Number.NaN;
  const bandwidth = options.bandwidth ?? automaticBandwidth(kernel, memory, n);
  const variance = (kernelVariance(influence, kernel, bandwidth) * n) / (n - 4);
  return { difference: a.ratio - b.ratio, standardError: Math.sqrt(variance / first.length), bandwidth, memory };
}

/** The ratio over the population deviation, and its slopes in the mean and in the mean square. */
function ratioOf(returns: Float64Array): { ratio: number; byMean: number; bySquare: number } {
  const centre = mean(returns);
  const deviation = standardDeviation(returns, { ddof: 0 });
  const ratio = deviation > NO_SPREAD ? centre / deviation : Number.NaN;
  return { ratio, byMean: (1 + ratio * ratio) / deviation, bySquare: -ratio / (2 * deviation * deviation) };
}

function memmel(first: Float64Array, second: Float64Array): Estimate {
  const [a, b] = [riskReturnRatio(first), riskReturnRatio(second)];
  const [x, y] = [centred(first), centred(second)];
  let cross = 0;
  for (let t = 0; t < x.length; t++) cross += x[t] * y[t];
  const rho = cross / Math.sqrt(lagProduct(x, 0) * lagProduct(y, 0));
  const variance = 2 * (1 - rho) + (a * a + b * b - 2 * a * b * rho * rho) / 2;
  const standardError = Math.sqrt(Math.max(0, variance) / x.length);
  return { ...NOTHING, difference: a - b, standardError };
}

function centred(values: Float64Array): Float64Array {
  const centre = mean(values);
  return values.map((value) => value - centre);
}

function square(value: number): number {
  return value * value;
}

function requireKernel({ kernel = 'parzen', bandwidth = 0 }: SharpeDifferenceOptions): void {
  if (kernel !== 'parzen' && kernel !== 'quadraticSpectral') {
    throw new ParameterError('kernel', 'parzen or quadraticSpectral', kernel);
  }
  if (!(bandwidth >= 0 && bandwidth < Number.POSITIVE_INFINITY)) {
    throw new ParameterError('bandwidth', 'a finite number >= 0', bandwidth);
  }
}
