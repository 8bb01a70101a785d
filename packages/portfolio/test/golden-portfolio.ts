import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describeGolden, readJson } from '@quantblocks/test-kit';
import type { Covariance } from '../src/covariance/covariance.ts';
import { covarianceMatrix } from '../src/covariance/covariance.ts';

export interface HrpCase {
  linkage: [number, number, number, number][];
  order: number[];
  weights: number[];
}

export interface PortfolioCase {
  name: string;
  returns: number[][];
  mu: number[];
  cov: number[][];
  cap: number;
  expected: Record<
    | 'inv_vol'
    | 'min_var'
    | 'min_var_cap'
    | 'min_var_box'
    | 'mean_var_gamma5'
    | 'max_sharpe'
    | 'max_sharpe_cap'
    | 'erc'
    | 'risk_budget'
    | 'max_div'
    | 'max_div_cap',
    number[]
  > &
    Record<'max_sharpe_cap_value' | 'min_var_value', number> &
    Record<'hrp_single' | 'hrp_ward', Record<'corr_distance' | 'book_distance_of_distance', HrpCase>> &
    Record<'ledoit_wolf' | 'oas', { cov: number[][]; shrinkage: number }> & {
      erc_capped_rc_least_squares: { w: number[]; objective: number };
      min_cvar05_cap: { w: number[]; cvar: number };
    };
}

interface PortfolioFile {
  tol: Record<'qp' | 'erc' | 'hrp' | 'cvar_value' | 'erc_capped_objective', number>;
  cases: PortfolioCase[];
}

/** Runs a test on every stored portfolio case. */
export function describePortfolios(
  test: (example: PortfolioCase, covariance: Covariance, tol: PortfolioFile['tol']) => void,
): void {
  const file = 'portfolio.json';
  describeGolden('validation/sets', { accept: ({ path }) => existsSync(join(path, file)) }, ({ path }) => {
    const { tol, cases } = readJson<PortfolioFile>(join(path, file));
    for (const example of cases) test(example, covarianceMatrix(example.cov), tol);
  });
}

/** Rows of bars as one series per asset. */
export function columnsOf(rows: readonly number[][]): number[][] {
  return rows[0].map((_, asset) => rows.map((row) => row[asset]));
}
