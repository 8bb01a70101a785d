import { createRng, mean, standardDeviation } from '@quantblocks/core';
import {
  cagr,
  equityToReturns,
  maxDrawdown,
  quickStats,
  returnsToEquity,
  rollingSharpe,
  sharpeRatio,
  sortinoRatio,
  summarise,
  totalReturn,
} from '@quantblocks/metrics';
import { compare, requireEqual } from './harness.ts';

const BARS = 17_521;
const periodsPerYear = 8766;
const initialCapital = 10_000;
const rng = createRng(1, 'metrics');
const returns = Float64Array.from({ length: BARS }, () => 0.005 * rng.normal());
const benchmark = Float64Array.from({ length: BARS }, () => 0.005 * rng.normal());
const equity = returnsToEquity(returns, { initialCapital });

const oneByOne = (): number[] => {
  const r = equityToReturns(equity, { initialCapital });
  const options = { periodsPerYear };
  return [sharpeRatio(r, options), sortinoRatio(r, options), maxDrawdown(r), cagr(r, options), totalReturn(r)];
};
const quick = quickStats(equity, initialCapital, periodsPerYear);
const values = [quick.sharpe, quick.sortino, quick.maxDrawdown, quick.cagr, quick.totalReturn];
for (const [i, expected] of oneByOne().entries()) requireEqual(`quickStats ${i}`, values[i], expected);

compare(
  `five measures of ${BARS} bars of equity`,
  [
    { name: 'quickStats, one pass', run: () => quickStats(equity, initialCapital, periodsPerYear) },
    { name: 'one function each', run: oneByOne },
  ],
  { items: BARS },
);

compare(
  `every measure of ${BARS} bars`,
  [
    { name: 'summarise', run: () => summarise({ returns, periodsPerYear }) },
    { name: 'summarise with benchmark', run: () => summarise({ returns, benchmark, periodsPerYear }) },
  ],
  { unit: 'ms' },
);

const window = 720;
const plain = (): Float64Array =>
  returns.map((_, i) => {
    if (i < window - 1) return Number.NaN;
    const part = returns.subarray(i - window + 1, i + 1);
    return (mean(part) / standardDeviation(part)) * Math.sqrt(periodsPerYear);
  });
requireEqual('rollingSharpe', rollingSharpe(returns, { window, periodsPerYear })[BARS - 1], plain()[BARS - 1]);
compare(
  `Sharpe ratio of every ${window} bars`,
  [
    { name: 'rollingSharpe, O(n)', run: () => rollingSharpe(returns, { window, periodsPerYear }) },
    { name: 'each window anew', run: plain },
  ],
  { items: BARS, rounds: 5, repeats: 1 },
);
