import { createVerdict, type Verdict } from '@quantblocks/core';
import { requireOpenUnit, requireSeries } from '../checks.ts';
import { jaccardMatrix } from './jaccard.ts';

/** Options of {@link concurrentDrawdown}. */
export interface ConcurrentDrawdownOptions {
  /** An asset is down while its drawdown is deeper than this fraction. @defaultValue `0.1` */
  threshold?: number;
  /** The verdict fails if the portfolio's drawdown is deeper than this fraction. @defaultValue `0.15` */
  limit?: number;
  /** The initial capital is the first high. Without it a loss in the first bar is none. @defaultValue `true` */
  initialPeak?: boolean;
}

/** Answer of {@link concurrentDrawdown}: a verdict on the portfolio, and who is down with whom. `value` is its deepest drawdown, not positive. */
export interface ConcurrentDrawdown extends Verdict {
  /** Share of bars in which all assets are down; NaN for no bars. */
  readonly allDown: number;
  /** Share of bars in which more than half of them are. */
  readonly majorityDown: number;
  /** Most assets down in one bar. */
  readonly maxSimultaneous: number;
  /** Of the bars in which one of two is down, the share in which both are, `jaccard[i][j]`; NaN where neither ever is. */
  readonly jaccard: readonly Float64Array[];
  /** Assets down in each bar. */
  readonly down: Int32Array;
}

/**
 * Whether assets lose together: how often they are below their highs in the same bars, and how deep a portfolio that starts with equal
 * amounts and never trades falls.
 *
 * @param returns - One series per asset, of equal length: simple returns per bar. An asset that loses everything stays at zero.
 * @param options - Depths as positive fractions.
 * @returns `insufficient` for fewer than two assets or no bars.
 * @throws a {@link ParameterError} if there is no series, lengths differ, a return is not finite or a depth is not in (0, 1).
 *
 * @example
 * ```ts
 * import { concurrentDrawdown } from '@quantblocks/portfolio';
 *
 * const { status, value, allDown, maxSimultaneous } = concurrentDrawdown([
 *   [-0.2, 0, 0.5, 0],
 *   [0, -0.2, 0, 0.5],
 * ]);
 * [status, value.toFixed(6), allDown, maxSimultaneous]; // => ['fail', '-0.200000', 0.25, 2]
 * ```
 */
export function concurrentDrawdown(
  returns: readonly ArrayLike<number>[],
  options: ConcurrentDrawdownOptions = {},
): ConcurrentDrawdown {
  const { threshold = 0.1, limit = 0.15, initialPeak = true } = options;
  requireOpenUnit('threshold', threshold);
  requireOpenUnit('limit', limit);
  const series = requireSeries('returns', returns);
  const assets = series.length;
  const bars = series[0].length;
  const equities = series.map(equityOf);
  const states = equities.map((equity) =>
    Uint8Array.from(drawdownOf(equity, initialPeak), (depth) => (depth < -threshold ? 1 : 0)),
  );
  const portfolio = new Float64Array(bars);
  const down = new Int32Array(bars);
  let allDown = 0;
  let majorityDown = 0;
  let maxSimultaneous = 0;
  for (let bar = 0; bar < bars; bar++) {
    for (let asset = 0; asset < assets; asset++) {
      portfolio[bar] += equities[asset][bar] / assets;
      down[bar] += states[asset][bar];
    }
    if (down[bar] === assets) allDown++;
    if (down[bar] > assets / 2) majorityDown++;
    if (down[bar] > maxSimultaneous) maxSimultaneous = down[bar];
  }
  const value = drawdownOf(portfolio, initialPeak).reduce((deepest, depth) => Math.min(deepest, depth), 0);
  const isEnough = assets >= 2 && bars > 0;
  const verdict = createVerdict({
    name: 'concurrentDrawdown',
    question: `Does the portfolio stay within a drawdown of ${percent(limit)}?`,
    status: !isEnough ? 'insufficient' : value < -limit ? 'fail' : 'pass',
    value: isEnough ? value : Number.NaN,
    n: bars,
    assumptions: ['Equal amounts at the start, no trading afterwards.'],
    explanation: isEnough
      ? `The portfolio of ${assets} falls by ${percent(-value)} at most; ${maxSimultaneous} are down by more than ${percent(threshold)} at once, a majority in ${percent(majorityDown / bars)} of the bars.`
      : `Two assets and one bar are needed, not ${assets} and ${bars}.`,
  });
  return {
    ...verdict,
    allDown: allDown / bars,
    majorityDown: majorityDown / bars,
    maxSimultaneous,
    jaccard: jaccardMatrix(states),
    down,
  };
}

function equityOf(returns: Float64Array): Float64Array {
  let wealth = 1;
  return returns.map((value) => {
    wealth = Math.max(0, wealth * (1 + value));
    return wealth;
  });
}

function drawdownOf(equity: Float64Array, initialPeak: boolean): Float64Array {
  let peak = initialPeak ? 1 : 0;
  return equity.map((wealth) => {
    if (wealth > peak) peak = wealth;
    return peak > 0 ? wealth / peak - 1 : -1;
  });
}

function percent(fraction: number): string {
  return `${Number((100 * fraction).toFixed(1))} %`;
}
