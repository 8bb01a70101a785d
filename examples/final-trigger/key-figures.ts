import { type Bars, periodsPerYear } from '@quantblocks/core';
import { buyAndHoldReturns, equityToReturns, summarise } from '@quantblocks/metrics';
import type { ReportRun, TableRow } from '@quantblocks/report';

/** The figures to look at first, of every run and of buying and holding the same bars. */
export function keyFigures(bars: Bars, runs: readonly ReportRun[]): TableRow[] {
  // Warm-up bars only feed indicators; counting their flat equity would flatter drawdown and volatility.
  const from = Math.min(...runs.map(({ result }) => result.config.tradeFrom), bars.length - 1);
  const year = { periodsPerYear: periodsPerYear(bars) };
  const summaries = runs.map(({ result }) =>
    summarise({
      ...year,
      returns: equityToReturns(result.equity, { initialCapital: result.initialCapital }).subarray(from),
      initialCapital: result.initialCapital,
      positions: result.positions,
    }),
  );
  const hold = summarise({
    ...year,
    returns: buyAndHoldReturns({ open: bars.open.subarray(from), close: bars.close.subarray(from) }),
  });
  const row = (label: string, field: keyof typeof hold, format: TableRow['format'], signed = false): TableRow => ({
    label,
    values: [...summaries, hold].map((summary) => Number(summary[field])),
    ...(format === undefined ? {} : { format }),
    signed,
  });
  const counts = (
    label: string,
    count: (run: ReportRun) => number,
    format: TableRow['format'] = 'count',
  ): TableRow => ({
    label,
    values: [...runs.map(count), Number.NaN],
    format,
  });
  const exposed = bars.length - from;
  return [
    row('Total return', 'totalReturn', 'percent', true),
    row('CAGR', 'cagr', 'percent', true),
    row('Sharpe ratio', 'sharpe', 'ratio'),
    row('Sortino ratio', 'sortino', 'ratio'),
    row('Maximum drawdown', 'maxDrawdown', 'percent'),
    counts('Positions', ({ result }) => result.positions.length),
    row('Win rate', 'positionWinRate', 'percent'),
    row('Profit factor', 'positionProfitFactor', 'ratio'),
    { label: 'Exposure', values: [...runs.map(({ result }) => result.exposureBars / exposed), 1], format: 'percent' },
    counts('Costs paid', ({ result }) => result.fees + result.slippage - result.funding, 'money'),
    counts('Ambiguous bars', ({ result }) => result.ambiguousBars),
    counts('Open at the end', ({ result }) => (result.open === null ? 0 : 1)),
  ];
}
