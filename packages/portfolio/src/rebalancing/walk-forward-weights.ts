import { ParameterError } from '@quantblocks/core';
import { requireSeries, requireWhole } from '../checks.ts';

/**
 * Weights from past returns, one series per asset in time order: alone, or as the portfolio that a function of this package returns. They need not sum to 1: what they leave is cash without interest, what they
 * take beyond it is borrowed without interest.
 */
export type Weigh = (past: readonly Float64Array[]) => ArrayLike<number> | { readonly weights: ArrayLike<number> };

/** Options of {@link walkForwardWeights}. */
export interface WalkForwardWeightsOptions {
  /** Estimates the weights; may throw, such as for a singular covariance. */
  weigh: Weigh;
  /** Past bars that `weigh` is given, at least 1; the first weights are held in bar `window`. */
  window: number;
  /** Bars from one rebalance to the next, at least 1. */
  every: number;
  /** Gives `weigh` all past bars; `window` is then the least number of them. @defaultValue `false` */
  anchored?: boolean;
  /** Cost in basis points of what is bought and what is sold. @defaultValue `0` */
  costBps?: number;
  /**
   * What happens when `weigh` throws or returns no finite weight per asset: `stop` ends the series there; `hold` lets the weights drift on
   * (from cash, before the first); `cash` sells everything; a function gives other weights, and stops if it fails too. The failure is
   * reported in any case.
   * @defaultValue `'stop'`
   */
  onError?: 'stop' | 'hold' | 'cash' | Weigh;
}

/** One date of {@link WalkForwardWeights}. */
export interface Rebalance {
  /** First bar in which the weights are held; they were estimated on bars before it. */
  readonly bar: number;
  /** Set to after this date; NaN if the series stops here. */
  readonly weights: Float64Array;
  /** Bought and sold, as a fraction of the portfolio: twice the usual one-way figure for a portfolio without cash. */
  readonly turnover: number;
  /** Fraction of the portfolio. */
  readonly cost: number;
  /** Why `weigh` gave no weights, or `undefined` if it did. */
  readonly error: Error | undefined;
}

/** Answer of {@link walkForwardWeights}. Series are as long as the returns, and NaN where nothing is held yet or any more. */
export interface WalkForwardWeights {
  /** `stopped`: weights failed; `ruined`: the portfolio lost everything, and earns 0 from then on. */
  readonly status: 'complete' | 'stopped' | 'ruined' | 'insufficient';
  /** Weight of each asset at the start of each bar, after trading: drifting between rebalances. */
  readonly weights: readonly Float64Array[];
  /** Return of each bar before costs. */
  readonly gross: Float64Array;
  /** After the costs of trading at its start. */
  readonly net: Float64Array;
  /** Bought and sold at the start of each bar. */
  readonly turnover: Float64Array;
  readonly rebalances: readonly Rebalance[];
}

/**
 * What a portfolio rule earns when every weight is estimated on the past alone: rebalanced every few bars, drifting with the prices in
 * between, net of the costs of its turnover.
 *
 * `weigh` gets copies of the bars before the rebalance, so that it cannot see another. Weights drift as `w (1 + r) / (1 + sum w r)`; the net
 * return is `(1 - cost) (1 + gross) - 1`. The first purchase, from cash, counts as turnover.
 *
 * @param returns - One series per asset, of equal length: simple returns per bar.
 * @param options - Rule, schedule and costs.
 * @returns `insufficient` if there is no bar after the first window.
 * @throws a {@link ParameterError} if there is no series, lengths differ, a return is not finite or below -1, or an option is out of range.
 *
 * @example
 * ```ts
 * import { walkForwardWeights } from '@quantblocks/portfolio';
 *
 * const returns = [
 *   [0.1, 0, 0.5, 0],
 *   [0.1, 0, 0, 0],
 * ];
 * const { gross, net, weights, turnover } = walkForwardWeights(returns, { weigh: () => [0.5, 0.5], window: 2, every: 1, costBps: 10 });
 * [...gross]; // => [NaN, NaN, 0.25, 0]
 * net[2].toFixed(6); // => '0.248750'
 * turnover[3].toFixed(6); // => '0.200000'
 * weights[0][3]; // => 0.5
 * ```
 */
export function walkForwardWeights(
  returns: readonly ArrayLike<number>[],
  options: WalkForwardWeightsOptions,
): WalkForwardWeights {
  const { weigh, window, every, anchored = false, costBps = 0, onError = 'stop' } = options;
  if (typeof weigh !== 'function') throw new ParameterError('weigh', 'a function', weigh);
  requireWhole('window', window, 1);
  requireWhole('every', every, 1);
  if (!(costBps >= 0 && costBps < 10_000)) throw new ParameterError('costBps', 'a number in [0, 10000)', costBps);
  if (typeof onError !== 'function' && !['stop', 'hold', 'cash'].includes(onError)) {
    throw new ParameterError('onError', 'stop, hold, cash or a function', onError);
  }
  const series = requireSeries('returns', returns);
  for (const values of series) {
    const bad = values.findIndex((value) => value < -1);
    if (bad >= 0) throw new ParameterError('returns', 'numbers >= -1', `${values[bad]} at ${bad}`);
  }
  const assets = series.length;
  const bars = series[0].length;
  const account = new Account(assets, costBps / 10_000);
  const empty = (): Float64Array => new Float64Array(bars).fill(Number.NaN);
  const weights = series.map(empty);
  const gross = empty();
  const net = empty();
  const turnover = empty();
  const rebalances: Rebalance[] = [];
  const result = { weights, gross, net, turnover, rebalances };

  for (let bar = window; bar < bars; bar++) {
    turnover[bar] = 0;
    let cost = 0;
    if ((bar - window) % every === 0 && !account.isRuined) {
      const past = (): Float64Array[] => series.map((values) => values.slice(anchored ? 0 : bar - window, bar));
      const { target, error } = decide(weigh, onError, past, account.weights);
      if (target === undefined) {
        turnover[bar] = Number.NaN;
        const none = new Float64Array(assets).fill(Number.NaN);
        rebalances.push({ bar, weights: none, turnover: Number.NaN, cost: Number.NaN, error });
        return { status: 'stopped', ...result };
      }
      turnover[bar] = account.turnoverTo(target);
      cost = account.trade(target, turnover[bar]);
      rebalances.push({ bar, weights: target, turnover: turnover[bar], cost, error });
    }
    for (let asset = 0; asset < assets; asset++) weights[asset][bar] = account.weights[asset];
    gross[bar] = account.earn(series, bar);
    net[bar] = (1 - cost) * (1 + gross[bar]) - 1;
  }
  return { status: bars <= window ? 'insufficient' : account.isRuined ? 'ruined' : 'complete', ...result };
}

/** What is held from bar to bar. */
class Account {
  readonly weights: Float64Array;
  isRuined = false;
  readonly #rate: number;

  constructor(assets: number, rate: number) {
    this.weights = new Float64Array(assets);
    this.#rate = rate;
  }

  turnoverTo(target: Float64Array): number {
    let turnover = 0;
    for (let asset = 0; asset < target.length; asset++) turnover += Math.abs(target[asset] - this.weights[asset]);
    return turnover;
  }

  /** Moves to the target and returns the cost, a fraction of what is there. */
  trade(target: Float64Array, turnover: number): number {
    this.weights.set(target);
    const cost = Math.min(1, this.#rate * turnover);
    if (cost === 1) this.#ruin();
    return cost;
  }

  /** Return of one bar, at least -1, after which the weights have drifted. */
  earn(series: readonly Float64Array[], bar: number): number {
    const { weights } = this;
    let total = 0;
    for (let asset = 0; asset < weights.length; asset++) total += weights[asset] * series[asset][bar];
    if (!(1 + total > 0)) {
      // Borrowed or short positions may lose more than there is.
      this.#ruin();
      return -1;
    }
    for (let asset = 0; asset < weights.length; asset++) weights[asset] *= (1 + series[asset][bar]) / (1 + total);
    return total;
  }

  #ruin(): void {
    this.isRuined = true;
    this.weights.fill(0);
  }
}

interface Decision {
  readonly target: Float64Array | undefined;
  readonly error: Error | undefined;
}

function decide(
  weigh: Weigh,
  onError: 'stop' | 'hold' | 'cash' | Weigh,
  past: () => Float64Array[],
  held: Float64Array,
): Decision {
  const first = attempt(weigh, past(), held.length);
  if (first.error === undefined) return first;
  const { error } = first;
  if (onError === 'hold') return { target: held.slice(), error };
  if (onError === 'cash') return { target: new Float64Array(held.length), error };
  if (onError === 'stop') return { target: undefined, error };
  const second = attempt(onError, past(), held.length);
  if (second.error === undefined) return { target: second.target, error };
  return {
    target: undefined,
    error: new AggregateError([error, second.error], `${error.message}; then ${second.error.message}`),
  };
}

function attempt(weigh: Weigh, past: readonly Float64Array[], assets: number): Decision {
  try {
    const portfolio = weigh(past);
    const answer = 'weights' in portfolio ? portfolio.weights : portfolio;
    if (answer?.length !== assets)
      throw new ParameterError('weigh', `${assets} weights, one per asset`, answer?.length);
    const target = Float64Array.from(answer);
    const bad = target.findIndex((weight) => !Number.isFinite(weight));
    if (bad >= 0) throw new ParameterError('weigh', 'finite weights', `${target[bad]} at ${bad}`);
    return { target, error: undefined };
  } catch (error) {
    return { target: undefined, error: error instanceof Error ? error : new Error(String(error)) };
  }
}
