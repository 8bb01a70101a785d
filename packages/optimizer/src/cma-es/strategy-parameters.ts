/** Offspring of one generation unless more are asked for: `4 + floor(3 ln d)`. */
export function defaultPopulationSize(dimensions: number): number {
  return 4 + Math.floor(3 * Math.log(dimensions));
}

/**
 * Weights and learning rates of CMA-ES, which follow from the dimension and the population size alone.
 *
 * @see N. Hansen, "The CMA Evolution Strategy: A Tutorial", arXiv 1604.00772 (2016), appendix A, table 1.
 */
export class StrategyParameters {
  /** Parents: how many of the offspring have a positive weight. */
  declare readonly mu: number;
  /** By rank, the best first. The first `mu` sum to 1; the others are not positive, and 0 without the active update. */
  declare readonly weights: Float64Array;
  declare readonly muEff: number;
  /** Learning rates of the rank-one and the rank-mu update. */
  declare readonly c1: number;
  declare readonly cMu: number;
  /** Learning rates of the evolution paths of the covariance and of the step size, and the damping of the latter. */
  declare readonly cC: number;
  declare readonly cSigma: number;
  declare readonly dSigma: number;
  /** Expected length of a standard normal vector. */
  declare readonly chiN: number;

  constructor(n: number, populationSize: number, isActive: boolean) {
    const mu = Math.floor(populationSize / 2);
    const weights = Float64Array.from(
      { length: populationSize },
      (_, i) => Math.log((populationSize + 1) / 2) - Math.log(i + 1),
    );
    const muEff = effectiveCount(weights.subarray(0, mu));
    const muEffMinus = effectiveCount(weights.subarray(mu));

    const c1 = 2 / ((n + 1.3) ** 2 + muEff);
    // The 1e-8 keeps a trace of the old matrix however large the population is.
    const cMu = Math.min(1 - c1 - 1e-8, (2 * (muEff - 2 + 1 / muEff)) / ((n + 2) ** 2 + muEff));
    const cSigma = (muEff + 2) / (n + muEff + 5);
    const dSigma = 1 + 2 * Math.max(0, Math.sqrt((muEff - 1) / (n + 1)) - 1) + cSigma;
    const cC = (4 + muEff / n) / (n + 4 + (2 * muEff) / n);
    const chiN = Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n));

    const positive = weights.reduce((sum, weight) => sum + Math.max(0, weight), 0);
    const negative = weights.reduce((sum, weight) => sum - Math.min(0, weight), 0);
    const negativeMass = isActive
      ? Math.min(1 + c1 / cMu, 1 + (2 * muEffMinus) / (muEff + 2), (1 - c1 - cMu) / (n * cMu))
      : 0;
    for (let i = 0; i < weights.length; i++) weights[i] *= weights[i] >= 0 ? 1 / positive : negativeMass / negative;
    Object.assign(this, { mu, weights, muEff, c1, cMu, cC, cSigma, dSigma, chiN });
  }
}

function effectiveCount(weights: Float64Array): number {
  let sum = 0;
  let squares = 0;
  for (const weight of weights) {
    sum += weight;
    squares += weight * weight;
  }
  return (sum * sum) / squares;
}
