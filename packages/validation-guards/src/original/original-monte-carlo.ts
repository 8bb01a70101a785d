import { type KeyPart, ParameterError } from '@quantblocks/core';
import { requireDraws, requireReturns, rngOf } from '../checks.ts';
import { judge, missing, type OriginalGuard } from './original-guard.ts';
import {
  equityChanges,
  type OriginalLegs,
  originalSharpe,
  realisedEquity,
  requireCapital,
  requireLegs,
} from './original-legs.ts';

/** Options of {@link originalMonteCarlo}. */
export interface OriginalMonteCarloOptions {
  /** @defaultValue `10000` */
  initialCapital?: number;
  /** Bars in a year. @defaultValue `8766` (hours) */
  periodsPerYear?: number;
  /** Fees and slippage per fill. @defaultValue `7` */
  costBps?: number;
  /** @defaultValue `1000` */
  simulations?: number;
  /** @defaultValue `0` */
  seed?: KeyPart;
  /** Uniform numbers on [0, 1) to use instead of the seed's: one per leg that lasts, simulation after simulation. */
  draws?: ArrayLike<number>;
}

/** Answer of {@link originalMonteCarlo}. */
export interface OriginalMonteCarlo extends OriginalGuard {
  /** Of the realised equity, per year. */
  readonly sharpe: number;
  /** Of the random entries. */
  readonly sharpes: Float64Array;
  /** The same draws with shorts as shorts. */
  readonly trueSides: { readonly pValue: number; readonly sharpes: Float64Array };
}

/**
 * Guard 001 of the earlier system: every leg that lasts at least a bar is moved to a random entry and keeps its duration and quantity;
 * passes if the p value of the Sharpe ratio is below 0.05.
 *
 * Entries and exits are at the close, costs are taken on both, PnL is booked at the exit. Entries overlap, stops do not exist, and shorts
 * are simulated as longs: `trueSides` has the result without that last fault.
 *
 * @param legs - Closed legs.
 * @param close - Close of each bar.
 * @throws a {@link ParameterError} if a column is malformed, a close is not finite or an option is out of range.
 *
 * @example
 * ```ts
 * import { originalMonteCarlo } from '@quantblocks/validation-guards';
 *
 * const legs = { length: 1, entryBar: [0], exitBar: [1], side: [1], quantity: [1], netPnl: [10] };
 * const { value, pass } = originalMonteCarlo(legs, [100, 110, 100, 90], { draws: [0.9], simulations: 1 });
 * [value, pass]; // => [0.5, false]
 * ```
 */
export function originalMonteCarlo(
  legs: OriginalLegs,
  close: ArrayLike<number>,
  options: OriginalMonteCarloOptions = {},
): OriginalMonteCarlo {
  const { periodsPerYear = 8766, costBps = 7, seed = 0 } = options;
  const initialCapital = requireCapital(options.initialCapital ?? 10_000);
  if (!Number.isFinite(costBps)) throw new ParameterError('costBps', 'a finite number', costBps);
  const simulations = requireDraws('simulations', options.simulations ?? 1000);
  const prices = requireReturns('close', close);
  const n = prices.length;
  requireLegs(legs, n);
  const rows = [...Array(legs.length).keys()].filter((row) => legs.exitBar[row] > legs.entryBar[row]);
  const sharpes = new Float64Array(rows.length === 0 ? 0 : simulations);
  const trueSharpes = new Float64Array(sharpes.length);
  const sharpe = originalSharpe(equityChanges(realisedEquity(legs, n, initialCapital)), periodsPerYear);
  if (rows.length === 0) {
    const guard = missing('001', 'No leg lasts a bar or more, so there is nothing to move.');
    return { ...guard, sharpe, sharpes, trueSides: { pValue: Number.NaN, sharpes: trueSharpes } };
  }
  const { draws } = options;
  if (draws !== undefined && draws.length !== simulations * rows.length) {
    throw new ParameterError('draws', `${simulations * rows.length} numbers, one per leg and simulation`, draws.length);
  }
  const rng = rngOf(seed, 'original Monte Carlo');
  const next = draws === undefined ? rng.next : fromStore(draws);
  const booked = new Float64Array(n);
  const trueBooked = new Float64Array(n);
  const returns = new Float64Array(n - 1);
  for (let k = 0; k < simulations; k++) {
    booked.fill(0);
    trueBooked.fill(0);
    for (const row of rows) {
      const duration = legs.exitBar[row] - legs.entryBar[row];
      const entry = Math.floor(next() * (n - duration));
      const exit = entry + duration;
      const quantity = legs.quantity[row];
      const gross = (prices[exit] - prices[entry]) * quantity;
      const costs = (costBps / 10_000) * (prices[entry] + prices[exit]) * quantity;
      booked[exit] += gross - costs;
      trueBooked[exit] += gross * legs.side[row] - costs;
    }
    sharpes[k] = sharpeOf(booked, initialCapital, periodsPerYear, returns);
    trueSharpes[k] = sharpeOf(trueBooked, initialCapital, periodsPerYear, returns);
  }
  const pValue = exceedance(sharpes, sharpe);
  const trueSides = { pValue: exceedance(trueSharpes, sharpe), sharpes: trueSharpes };
  const explanation = `${Math.round(pValue * (simulations + 1)) - 1} of ${simulations} random entries reach the Sharpe ratio ${sharpe.toFixed(2)}; with shorts as shorts p is ${trueSides.pValue.toFixed(4)}.`;
  return { ...judge('001', { value: pValue, pValue, n: rows.length, explanation }), sharpe, sharpes, trueSides };
}

/** Sharpe ratio of an equity that starts at `initialCapital`; turns PnL per bar into equity on the way. */
function sharpeOf(booked: Float64Array, initialCapital: number, periodsPerYear: number, returns: Float64Array): number {
  let total = initialCapital;
  for (let i = 0; i < booked.length; i++) {
    total += booked[i];
    booked[i] = total;
  }
  return originalSharpe(equityChanges(booked, returns), periodsPerYear);
}

function exceedance(values: Float64Array, threshold: number): number {
  let count = 1;
  for (let k = 0; k < values.length; k++) if (values[k] >= threshold) count++;
  return count / (values.length + 1);
}

function fromStore(draws: ArrayLike<number>): () => number {
  let at = 0;
  return () => {
    const value = draws[at++];
    if (!(value >= 0 && value < 1)) throw new ParameterError('draws', 'numbers in [0, 1)', `${value} at ${at - 1}`);
    return value;
  };
}
