import { type KeyPart, mean, ParameterError, quantileSorted, standardDeviation } from '@quantblocks/core';
import { pnlByEntry } from '@quantblocks/metrics';
import { requireDraws, rngOf } from '../checks.ts';
import { judge, missing, type OriginalGuard } from './original-guard.ts';
import { legPnl, type OriginalLegs, requireCapital, requireLegs } from './original-legs.ts';

/** Options of {@link originalBootstrap}. */
export interface OriginalBootstrapOptions {
  /** @defaultValue `10000` */
  initialCapital?: number;
  /** @defaultValue `10000` */
  resamples?: number;
  /** @defaultValue `0` */
  seed?: KeyPart;
  /** Legs to draw instead of the seed's, one row of leg numbers per resample. */
  indices?: ArrayLike<number>;
}

/** What resamples say about one statistic. */
export interface OriginalResampledStatistic {
  readonly mean: number;
  /** ddof 0. */
  readonly standardDeviation: number;
  /** 2.5 % quantile. */
  readonly lower: number;
  /** 97.5 % quantile. */
  readonly upper: number;
}

/** Answer of {@link originalBootstrap}. */
export interface OriginalBootstrap extends OriginalGuard {
  /** `mean / std(ddof 0) * sqrt(n)` of leg PnL: a t statistic. */
  readonly sharpe: OriginalResampledStatistic;
  /** Sum of PnL over the initial capital, a fraction. */
  readonly totalReturn: OriginalResampledStatistic;
  /** Infinite quantiles are of resamples without a loss. */
  readonly profitFactor: OriginalResampledStatistic;
  /** The same statistic of signals, which are at least not parts of one another. */
  readonly bySignal: { readonly n: number; readonly sharpe: OriginalResampledStatistic };
}

/**
 * Guard 003 of the earlier system: independent resamples of leg PnL; passes if the 2.5 % quantile of their "Sharpe ratio" is above 1.
 *
 * What it calls a Sharpe ratio grows with the number of legs. `bySignal` counts legs of one entry once.
 *
 * @param legs - Closed legs.
 * @throws a {@link ParameterError} if a column is malformed, or an option or index is out of range.
 *
 * @example
 * ```ts
 * import { originalBootstrap } from '@quantblocks/validation-guards';
 *
 * const column = Array.from({ length: 60 }, (_, i) => i);
 * const legs = {
 *   length: 60,
 *   entryBar: column.map((i) => 10 * Math.floor(i / 3)),
 *   exitBar: column.map((i) => 10 * Math.floor(i / 3) + 5),
 *   side: column.map(() => 1),
 *   quantity: column.map(() => 1),
 *   netPnl: column.map((i) => (Math.floor(i / 3) % 10 < 7 ? 10 : -10)),
 * };
 * const { pass, bySignal } = originalBootstrap(legs);
 * [pass, bySignal.n, bySignal.sharpe.lower > 1]; // => [true, 20, false]
 * ```
 */
export function originalBootstrap(legs: OriginalLegs, options: OriginalBootstrapOptions = {}): OriginalBootstrap {
  const { seed = 0, indices } = options;
  const initialCapital = requireCapital(options.initialCapital ?? 10_000);
  const resamples = requireDraws('resamples', options.resamples ?? 10_000);
  requireLegs(legs);
  const pnl = legPnl(legs);
  const n = pnl.length;
  if (indices !== undefined) requireIndices(indices, resamples * n, n);
  const signals = pnlByEntry(
    Array.from({ length: n }, (_, row) => legs.entryBar[row]),
    pnl,
  );
  const { sharpe, totalReturn, profitFactor } = resample(pnl, initialCapital, resamples, seed, 'legs', indices);
  const bySignal = { n: signals.length, sharpe: resample(signals, initialCapital, resamples, seed, 'signals').sharpe };
  const guard =
    n === 0
      ? missing('003', 'There are no legs to resample.')
      : judge('003', {
          value: sharpe.lower,
          n,
          explanation: `The lower bound is ${sharpe.lower.toFixed(2)} over ${n} legs, and ${bySignal.sharpe.lower.toFixed(2)} over the ${signals.length} signals they belong to.`,
        });
  return { ...guard, sharpe, totalReturn, profitFactor, bySignal };
}

type Resampled = Pick<OriginalBootstrap, 'sharpe' | 'totalReturn' | 'profitFactor'>;

function resample(
  pnl: Float64Array,
  capital: number,
  resamples: number,
  seed: KeyPart,
  stream: string,
  indices?: ArrayLike<number>,
): Resampled {
  const n = pnl.length;
  const rng = rngOf(seed, 'original bootstrap', stream);
  const sharpe = new Float64Array(resamples);
  const total = new Float64Array(resamples);
  const profit = new Float64Array(resamples);
  const drawn = new Float64Array(n);
  for (let k = 0; k < resamples; k++) {
    let gain = 0;
    let loss = 0;
    for (let i = 0; i < n; i++) {
      const value = pnl[indices === undefined ? rng.int(n) : indices[k * n + i]];
      drawn[i] = value;
      if (value > 0) gain += value;
      else loss -= value;
    }
    const deviation = standardDeviation(drawn, { ddof: 0 });
    sharpe[k] = deviation > 0 ? (mean(drawn) / deviation) * Math.sqrt(n) : 0;
    total[k] = (gain - loss) / capital;
    profit[k] = loss > 0 ? gain / loss : Number.POSITIVE_INFINITY;
  }
  return { sharpe: summary(sharpe), totalReturn: summary(total), profitFactor: summary(profit) };
}

function summary(values: Float64Array): OriginalResampledStatistic {
  values.sort();
  return {
    mean: mean(values),
    standardDeviation: standardDeviation(values, { ddof: 0 }),
    lower: quantileSorted(values, 0.025),
    upper: quantileSorted(values, 0.975),
  };
}

function requireIndices(indices: ArrayLike<number>, length: number, n: number): void {
  if (indices.length !== length) throw new ParameterError('indices', `${length} leg numbers`, indices.length);
  for (let i = 0; i < length; i++) {
    if (!(Number.isInteger(indices[i]) && indices[i] >= 0 && indices[i] < n)) {
      throw new ParameterError('indices', `leg numbers below ${n}`, `${indices[i]} at ${i}`);
    }
  }
}
