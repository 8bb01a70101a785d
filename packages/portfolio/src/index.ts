export {
  type ChooseClustersOptions,
  type ClusterCandidate,
  type ClusterChoice,
  chooseClusters,
} from './clusters/choose-clusters.ts';
export {
  type AssetParameters,
  type ClusteredParameters,
  type ClusterParametersOptions,
  clusterParameters,
  type ParameterCluster,
  type ParameterValues,
} from './clusters/cluster-parameters.ts';
export {
  type ClusterOutcome,
  type ClusterReason,
  type ClusterVerdict,
  type ClusterVerdictOptions,
  clusterVerdict,
} from './clusters/cluster-verdict.ts';
export { type KMeans, type KMeansOptions, kMeans } from './clusters/k-means.ts';
export type { ParameterGrid } from './clusters/parameter-grid.ts';
export {
  type LossFraction,
  type ParameterLoss,
  type ParameterPerformance,
  parameterLoss,
} from './clusters/parameter-loss.ts';
export { type Silhouette, silhouette } from './clusters/silhouette.ts';
export type { SingleClusterShape } from './clusters/single-cluster.ts';
export { type Covariance, covarianceMatrix, type ShrunkCovariance } from './covariance/covariance.ts';
export { type EwmaCovarianceOptions, ewmaCovariance } from './covariance/ewma-covariance.ts';
export { ledoitWolf } from './covariance/ledoit-wolf.ts';
export { oas } from './covariance/oas.ts';
export { sampleCovariance } from './covariance/sample-covariance.ts';
export {
  type ConcurrentDrawdown,
  type ConcurrentDrawdownOptions,
  concurrentDrawdown,
} from './diversification/concurrent-drawdown.ts';
export {
  type CorrelatedPair,
  type Correlation,
  type CorrelationOptions,
  correlation,
} from './diversification/correlation.ts';
export { diversificationRatio } from './diversification/diversification-ratio.ts';
export { type EffectiveBets, effectiveBets } from './diversification/effective-bets.ts';
export { type PositionOverlap, positionOverlap } from './diversification/position-overlap.ts';
export { InfeasibleError, NoPositiveReturnError, SingularCovarianceError } from './errors.ts';
export type { WeightBounds } from './inputs.ts';
export {
  type Rebalance,
  type WalkForwardWeights,
  type WalkForwardWeightsOptions,
  type Weigh,
  walkForwardWeights,
} from './rebalancing/walk-forward-weights.ts';
export { equalRiskContribution } from './weights/equal-risk-contribution.ts';
export { equalWeights } from './weights/equal-weights.ts';
export {
  type HierarchicalRiskParityOptions,
  type HierarchicalWeights,
  hierarchicalRiskParity,
} from './weights/hierarchical-risk-parity.ts';
export { inverseVolatility } from './weights/inverse-volatility.ts';
export type { LinkageMethod } from './weights/linkage.ts';
export { maximumDiversification } from './weights/maximum-diversification.ts';
export { maximumSharpe } from './weights/maximum-sharpe.ts';
export { type MeanVarianceOptions, meanVariance } from './weights/mean-variance.ts';
export { type CvarWeights, type MinimumCvarOptions, minimumCvar } from './weights/minimum-cvar.ts';
export { minimumVariance } from './weights/minimum-variance.ts';
export type { PortfolioWeights } from './weights/portfolio-weights.ts';
export { riskBudget } from './weights/risk-budget.ts';
