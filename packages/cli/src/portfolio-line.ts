import type { PortfolioResult } from '@quantblocks/pipeline';
import { figure, paintStatus, percent } from './table.ts';

/** What became of the portfolio, in a line. */
export function portfolioLine(
  portfolio: Omit<PortfolioResult, 'weights'> & { readonly weights: ArrayLike<number> },
): string {
  const { status, reason, assets, weights, sharpe, totalReturn, maxDrawdown } = portfolio;
  if (status === 'insufficient') return `portfolio: none, ${reason}`;
  const shares = assets.map((asset, i) => `${asset} ${percent(weights[i])}`).join(', ');
  const figures = `Sharpe ${figure(sharpe)}, return ${percent(totalReturn)}, drawdown ${percent(maxDrawdown)}`;
  return `portfolio: ${paintStatus(status)} ${shares}; ${figures}${reason === '' ? '' : `; ${reason}`}`;
}
