import { createVerdict, type KeyPart, mean, type Rng, sum, type Verdict, type VerdictStatus } from '@quantblocks/core';
import { profitFactor, riskReturnRatio } from '@quantblocks/metrics';
import { requireDraws, requireOpenUnit, requireReturns, requireWhole, rngOf } from '../checks.ts';
import { count, percent, short } from '../words.ts';

/** Options of {@link concentration}. */
export interface ConcentrationOptions {
  /** How many of the best positions. @defaultValue `10` */
  top?: number;
  /** Level below which the share is called larger than chance. @defaultValue `0.05` */
  alpha?: number;
  /** Strategies without concentration to compare with, at least `1 / alpha - 1`. @defaultValue `999` */
  simulations?: number;
  /** @defaultValue `0` */
  seed?: KeyPart;
  /** Winners below which there is no verdict. @defaultValue three times `top` */
  minWinners?: number;
}

/** Answer of {@link concentration}; `value` is `topShareOfGains`, `n` all positions. */
export interface Concentration extends Verdict {
  /** Share of the gains of all winners that the best positions made. */
  readonly topShareOfGains: number;
  /** What it is on average for as many winners that are exponentially distributed. */
  readonly expectedShare: number;
  /** Gains of the best positions over the NET total: above 1 where losses are many. NaN unless the total is positive. */
  readonly topShareOfTotal: number;
  readonly winners: number;
  readonly total: number;
  /** Total without the best positions. */
  readonly totalWithoutTop: number;
  /** Profit factor without the best positions; NaN without a loss. */
  readonly profitFactorWithoutTop: number;
  /** Mean over standard deviation per position, without the best; NaN where it does not exist. */
  readonly sharpeWithoutTop: number;
  /** Gini coefficient of the gains of winners: 0 for equal ones, 0.5 for exponential ones. */
  readonly gini: number;
  /** Herfindahl-Hirschman index of the gains: sum of squared shares. */
  readonly hhi: number;
  /** `1 / hhi`: as many equal winners would be as concentrated. */
  readonly effectiveWinners: number;
}

/**
 * Whether the best few positions carry more of the profit than they do in any strategy with as many winners.
 *
 * Ten of thirty winners always make much of the profit, ten of nine hundred never: the share means nothing until it is compared with its
 * own null. That is the share of the largest `k` of `m` independent exponential gains, where it averages `k/m (1 + sum_{j=k+1..m} 1/j)`.
 * Shares are of the winners' gains, which are positive, not of the net total, which may be near zero or below.
 *
 * @param positionPnl - Net profit of each position in money or as a return, `positionPnl(result.positions)`; never legs.
 * @param options - How many are removed, and the level.
 * @returns `pass` if the share is not larger than its null at level `alpha`, `fail` if it is or if the total is not positive,
 * `insufficient` with too few winners.
 * @throws a {@link ParameterError} if a profit is not finite or an option is out of range.
 * @remarks Trend following earns in fatter tails than exponential ones and may fail: then `totalWithoutTop` says what is at stake.
 * @see A. Rényi, "On the theory of order statistics", Acta Mathematica Academiae Scientiarum Hungaricae 4 (1953), for the spacings.
 *
 * @example
 * ```ts
 * import { concentration } from '@quantblocks/validation-guards';
 *
 * const pnl = Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? 100 + i : -80));
 * const even = concentration(pnl);
 * even.status; // => 'pass'
 * even.topShareOfGains.toFixed(3); // => '0.145'
 * even.expectedShare.toFixed(3); // => '0.326'
 * concentration([...pnl, 30_000]).status; // => 'fail'
 * ```
 */
export function concentration(positionPnl: ArrayLike<number>, options: ConcentrationOptions = {}): Concentration {
  const { top = 10, alpha = 0.05, simulations = 999, seed = 0 } = options;
  requireWhole('top', top, 1);
  requireOpenUnit('alpha', alpha);
  requireDraws('simulations', simulations, alpha);
  const minWinners = requireWhole('minWinners', options.minWinners ?? 3 * top, top + 1);
  const ascending = requireReturns('positionPnl', positionPnl).slice().sort();
  const n = ascending.length;
  const gains = ascending.filter((pnl) => pnl > 0);
  const winners = gains.length;
  const gain = sum(gains);
  const total = sum(ascending);
  const best = Math.min(top, winners);
  const topGain = sum(gains.subarray(winners - best));
  const rest = ascending.subarray(0, n - best);
  const share = winners > 0 ? topGain / gain : Number.NaN;
  const weights = spacingWeights(winners, top);

  const isEnough = winners >= minWinners;
  const pValue = isEnough ? upperTail(share, weights, simulations, rngOf(seed, 'concentration')) : Number.NaN;
  let status: VerdictStatus = pValue > alpha ? 'pass' : 'fail';
  let explanation = `The best ${top} of ${count(winners, 'winner')} made ${percent(share)} of the gains; ${percent(mean(weights))} are usual for as many (p = ${short(pValue)}).`;
  if (!isEnough) {
    status = 'insufficient';
    explanation = `Only ${winners} of ${minWinners} winners are there.`;
  }
  if (n > 0 && !(total > 0)) {
    status = 'fail';
    explanation = `The positions together make ${short(total)}: there is no profit to be spread.`;
  }
  const totalWithoutTop = sum(rest);
  const hhi = gains.reduce((total, value) => total + (value / gain) ** 2, 0);
  return {
    ...createVerdict({
      name: 'concentration',
      question: `Do the best ${top} positions carry more of the profit than chance gives them?`,
      status,
      value: share,
      pValue,
      n,
      explanation,
      assumptions: ['Positions are independent; the gains of winners are at most exponentially spread.'],
      warnings: total > 0 && totalWithoutTop <= 0 ? [`Without the best ${best} it would have lost.`] : [],
    }),
    topShareOfGains: share,
    expectedShare: winners > 0 ? mean(weights) : Number.NaN,
    topShareOfTotal: total > 0 ? topGain / total : Number.NaN,
    winners,
    total,
    totalWithoutTop,
    profitFactorWithoutTop: profitFactor(rest),
    sharpeWithoutTop: riskReturnRatio(rest),
    gini: gini(gains, gain),
    hhi: winners > 0 ? hhi : Number.NaN,
    effectiveWinners: winners > 0 ? 1 / hhi : Number.NaN,
  };
}

/**
 * The `i`-th smallest of `m` exponentials is a sum of independent spacings, the `j`-th over `m - j` values; so the largest `k` together
 * hold `min(1, k / (m - j))` of what spacing `j` adds to the total, and no draw need be sorted.
 */
function spacingWeights(m: number, k: number): Float64Array {
  return Float64Array.from({ length: m }, (_, j) => Math.min(1, k / (m - j)));
}

function upperTail(share: number, weights: Float64Array, simulations: number, rng: Rng): number {
  let atLeast = 0;
  for (let simulation = 0; simulation < simulations; simulation++) {
    let inTop = 0;
    let all = 0;
    for (let j = 0; j < weights.length; j++) {
      const spacing = -Math.log1p(-rng.next());
      inTop += weights[j] * spacing;
      all += spacing;
    }
    if (inTop / all >= share) atLeast++;
  }
  return (1 + atLeast) / (simulations + 1);
}

function gini(ascending: Float64Array, total: number): number {
  const n = ascending.length;
  const ranked = ascending.reduce((ranks, value, i) => ranks + (2 * i + 1 - n) * value, 0);
  return ranked / (n * total);
}
