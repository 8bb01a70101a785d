import { expectClose } from '@quantblocks/test-kit';
import { expect } from 'vitest';
import { concurrentDrawdown } from '../../src/diversification/concurrent-drawdown.ts';
import { correlation } from '../../src/diversification/correlation.ts';
import { diversificationRatio } from '../../src/diversification/diversification-ratio.ts';
import { effectiveBets } from '../../src/diversification/effective-bets.ts';
import { columnsOf, describePortfolios, type PortfolioCase } from '../golden-portfolio.ts';

interface Diagnostics {
  concurrent_drawdown: {
    threshold: number;
    frac_bars_all: number;
    frac_bars_majority: number;
    max_simultaneous: number;
    pairwise_jaccard: (number | null)[][];
  };
  diversification_ratio_equal: number;
  effective_bets_entropy_corr: number;
  enb_participation: number;
}

describePortfolios(({ name, returns, expected }, covariance) => {
  const columns = columnsOf(returns);
  const diagnostics = expected as PortfolioCase['expected'] & Diagnostics;
  const stored = diagnostics.concurrent_drawdown;
  const found = concurrentDrawdown(columns, { threshold: stored.threshold, initialPeak: false });
  expectClose(found.allDown, stored.frac_bars_all, { label: `${name} allDown` });
  expectClose(found.majorityDown, stored.frac_bars_majority, { label: `${name} majorityDown` });
  expect(found.maxSimultaneous).toBe(stored.max_simultaneous);
  for (const [i, row] of stored.pairwise_jaccard.entries()) {
    expectClose(
      found.jaccard[i],
      row.map((value) => value ?? Number.NaN),
      { label: `${name} jaccard ${i}` },
    );
  }
  const equal = new Float64Array(covariance.n).fill(1 / covariance.n);
  const options = { rtol: 1e-10 };
  expectClose(diversificationRatio(equal, covariance), diagnostics.diversification_ratio_equal, options);
  const bets = effectiveBets(correlation(columns));
  expectClose(bets.entropy, diagnostics.effective_bets_entropy_corr, options);
  expectClose(bets.participation, diagnostics.enb_participation, options);
});
