declare module 'quadprog' {
  export function solveQP(
    Dmat: number[][],
    dvec: number[],
    Amat: number[][],
    bvec?: number[],
    meq?: number,
  ): { solution: number[]; message: string };
}

declare module 'portfolio-allocation' {
  interface Options {
    optimizationMethod?: 'critical-line' | 'gsmo' | 'automatic';
    optimizationMethodParams?: { epsGsmo?: number; maxIterGsmo?: number };
    eps?: number;
    constraints?: { maxWeights?: number[] };
  }
  const library: {
    globalMinimumVarianceWeights(sigma: number[][], options?: Options): number[];
    maximumSharpeRatioWeights(mu: number[], sigma: number[][], rf: number, options?: Options): number[];
    equalRiskContributionWeights(sigma: number[][], options?: Options): number[];
    mostDiversifiedWeights(sigma: number[][], options?: Options): number[];
  };
  export = library;
}
