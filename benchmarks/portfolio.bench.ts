import { readFileSync } from 'node:fs';
import { createRng } from '@quantblocks/core';
import {
  equalRiskContribution,
  hierarchicalRiskParity,
  kMeans,
  maximumDiversification,
  maximumSharpe,
  minimumCvar,
  minimumVariance,
  silhouette,
} from '@quantblocks/portfolio';
import { kmeans } from 'ml-kmeans';
import peer from 'portfolio-allocation';
import { compare, requireEqual } from './harness.ts';
import { marketOf } from './portfolio/market.ts';
import { plainHierarchicalRiskParity } from './portfolio/plain-risk-parity.ts';
import { plainSilhouette } from './portfolio/plain-silhouette.ts';
import { quadprogMinimumVariance } from './portfolio/quadprog-weights.ts';

const BARS = 1000;
/** Direct methods differ by rounding, iterations by what their tolerance leaves; whoever is further off answers another question. */
const EQUAL = 1e-6;

const nameOf = (library: string): string => {
  const manifest = readFileSync(new URL(`node_modules/${library}/package.json`, import.meta.url), 'utf8');
  return `${library} ${JSON.parse(manifest).version}`;
};
const allocation = nameOf('portfolio-allocation');
// Its second method, at a tolerance that gives eight digits of the weights.
const gsmo = { optimizationMethod: 'gsmo', optimizationMethodParams: { epsGsmo: 1e-12, maxIterGsmo: -1 } } as const;

interface Rival {
  readonly name: string;
  readonly run: () => ArrayLike<number>;
}

/** Times ways to the same weights. A rival that errs stays in the table, with the size of its error. */
function contest(title: string, ours: () => { readonly weights: Float64Array }, rivals: readonly Rival[]): void {
  const { weights } = ours();
  const judged = rivals.map(({ name, run }) => {
    const other = run();
    const error = weights.reduce((most, weight, i) => Math.max(most, Math.abs(weight - other[i])), 0);
    return { name: error <= EQUAL ? name : `${name}: WRONG, weights off by ${error.toExponential(0)}`, run };
  });
  compare(title, [{ name: 'quantblocks', run: ours }, ...judged], {
    unit: 'us',
    rounds: weights.length > 100 ? 5 : 15,
  });
}

for (const assets of [10, 50, 200]) {
  const { covariance, expected, rows } = marketOf(assets, BARS);
  const mu = Array.from(expected);
  const cap = 4 / assets;
  const constraints = { maxWeights: new Array<number>(assets).fill(cap) };

  contest(`minimum variance of ${assets} assets`, () => minimumVariance(covariance), [
    { name: nameOf('quadprog'), run: () => quadprogMinimumVariance(rows) },
    { name: `${allocation}, defaults`, run: () => peer.globalMinimumVarianceWeights(rows) },
    { name: `${allocation}, gsmo`, run: () => peer.globalMinimumVarianceWeights(rows, gsmo) },
  ]);
  contest(`minimum variance of ${assets} assets, at most ${cap} each`, () => minimumVariance(covariance, { cap }), [
    { name: nameOf('quadprog'), run: () => quadprogMinimumVariance(rows, cap) },
    { name: `${allocation}, defaults`, run: () => peer.globalMinimumVarianceWeights(rows, { constraints }) },
    { name: `${allocation}, gsmo`, run: () => peer.globalMinimumVarianceWeights(rows, { ...gsmo, constraints }) },
  ]);
  contest(`equal risk contributions of ${assets} assets`, () => equalRiskContribution(covariance), [
    { name: `${allocation}, defaults`, run: () => peer.equalRiskContributionWeights(rows) },
  ]);
  contest(`maximum Sharpe ratio of ${assets} assets`, () => maximumSharpe(covariance, expected), [
    { name: `${allocation}, defaults`, run: () => peer.maximumSharpeRatioWeights(mu, rows, 0) },
  ]);
  contest(`maximum diversification of ${assets} assets`, () => maximumDiversification(covariance), [
    { name: `${allocation}, defaults`, run: () => peer.mostDiversifiedWeights(rows) },
  ]);
  contest(`hierarchical risk parity of ${assets} assets`, () => hierarchicalRiskParity(covariance), [
    { name: 'as published, nested arrays', run: () => plainHierarchicalRiskParity(rows) },
  ]);
}

// No JavaScript peer: the answer carries its own proof, a lower bound that no portfolio is below.
const { returns } = marketOf(50, BARS);
for (const assets of [10, 50]) {
  const some = returns.slice(0, assets);
  const { kkt } = minimumCvar(some);
  if (!(kkt <= 1e-10)) throw new Error(`minimumCvar leaves a gap of ${kkt}`);
  compare(
    `minimum CVaR (5 %) of ${assets} assets, ${BARS} bars, proven to ${kkt.toExponential(0)}`,
    [{ name: 'quantblocks', run: () => minimumCvar(some) }],
    { unit: 'ms', rounds: 5 },
  );
}

const rng = createRng(2, 'points');
const k = 4;
const points = Array.from({ length: 300 }, (_, i) => Array.from({ length: 8 }, () => (i % k) * 0.8 + rng.normal()));
const start = points.slice(0, k);
const { labels } = kMeans(points, { k, start });
const theirs = kmeans(points, k, { initialization: start, tolerance: 0, maxIterations: 300 });
labels.forEach((label, i) => {
  requireEqual(`label ${i}`, label, theirs.clusters[i]);
});
compare(
  `k-means of ${points.length} points in 8 dimensions, ${k} clusters from one start`,
  [
    { name: 'quantblocks', run: () => kMeans(points, { k, start }) },
    { name: nameOf('ml-kmeans'), run: () => kmeans(points, k, { initialization: start, tolerance: 0 }) },
  ],
  { unit: 'us' },
);
requireEqual('silhouette', silhouette(points, labels).mean, plainSilhouette(points, labels, k), 1e-12);
compare(
  `silhouettes of ${points.length} points in 8 dimensions`,
  [
    { name: 'quantblocks', run: () => silhouette(points, labels) },
    { name: 'each distance anew', run: () => plainSilhouette(points, labels, k) },
  ],
  { unit: 'us' },
);
