import type { EquityFigures } from '../figures.ts';
import {
  formatMoney,
  formatNumber,
  formatPercent,
  formatSigned,
  formatSignedMoney,
  formatSignedPercent,
} from '../format.ts';
import { html, type Markup } from '../html.ts';
import type { ReportModel, RunModel } from '../report-model.ts';

interface Row {
  readonly label: string;
  readonly hint: string;
  readonly equity?: (figures: EquityFigures) => string;
  readonly run?: (run: RunModel) => string;
}

const ROWS: readonly Row[] = [
  { label: 'Total return', hint: 'after all costs', equity: (f) => formatSignedPercent(f.totalReturn) },
  { label: 'Growth per year', hint: 'compound, years of 365.25 days', equity: (f) => formatSignedPercent(f.cagr) },
  { label: 'Final equity', hint: 'open position at market', equity: (f) => formatMoney(f.finalEquity) },
  {
    label: 'Maximum drawdown',
    hint: 'at closes, from the highest equity so far',
    equity: (f) => formatPercent(f.maxDrawdown),
  },
  { label: 'Volatility', hint: 'per year', equity: (f) => formatPercent(f.volatility) },
  { label: 'Sharpe ratio', hint: 'per year, no risk-free rate', equity: (f) => formatNumber(f.sharpe) },
  { label: 'Sortino ratio', hint: 'downside over all bars', equity: (f) => formatNumber(f.sortino) },
  { label: 'Calmar ratio', hint: 'growth per year over drawdown', equity: (f) => formatNumber(f.calmar) },
  {
    label: 'Time in the market',
    hint: 'bars with a position at the close',
    run: ({ trades }) => formatPercent(trades.exposure, 0),
  },
  {
    label: 'Positions',
    hint: 'closed; however many legs',
    run: ({ trades: t }) => `${formatNumber(t.positions, 0)} (${t.longs} long, ${t.positions - t.longs} short)`,
  },
  { label: 'Winners', hint: 'share of positions, net', run: ({ trades }) => formatPercent(trades.winRate) },
  {
    label: 'Profit factor',
    hint: 'money won over money lost, net',
    run: ({ trades }) => formatNumber(trades.profitFactor),
  },
  { label: 'Payoff', hint: 'average winner over average loser', run: ({ trades }) => formatNumber(trades.payoff) },
  { label: 'Average result', hint: 'per position, net', run: ({ trades }) => formatSignedMoney(trades.averagePnl) },
  { label: 'Average in R', hint: 'multiples of the initial risk', run: ({ trades }) => formatSigned(trades.averageR) },
  {
    label: 't of the average',
    hint: 'below 2 cannot be told from luck',
    run: ({ trades }) => formatNumber(trades.tStatistic),
  },
];

/** Figures of every run and the benchmark side by side. */
export function keyFigures({ runs, benchmark }: ReportModel): Markup {
  const extra = [...new Set(runs.flatMap((run) => Object.keys(run.summary)))];
  const text = (value: string | number | undefined): string =>
    typeof value === 'number' ? formatNumber(value, 4).replace(/\.?0+$/, '') : (value ?? '\u2013');
  return html`<section aria-labelledby="figures"><h2 id="figures">Key figures</h2><div class="scroll"><table class="figures">
<thead><tr><th scope="col"><span class="hidden">Figure</span></th>${runs.map((run, i) => html`<th scope="col"><i class="swatch run${i}"></i>${run.name}</th>`)}${benchmark ? html`<th scope="col"><i class="swatch bench"></i>${benchmark.name}</th>` : null}</tr></thead>
<tbody>${ROWS.map(
    ({ label, hint, equity, run: of }) =>
      html`<tr><th scope="row">${label}<small>${hint}</small></th>${runs.map((run) => html`<td>${of ? of(run) : equity?.(run.figures)}</td>`)}${benchmark ? html`<td class="muted">${equity ? equity(benchmark.figures) : ''}</td>` : null}</tr>`,
  )}${extra.map((name) => html`<tr><th scope="row">${name}</th>${runs.map((run) => html`<td>${text(run.summary[name])}</td>`)}${benchmark ? html`<td></td>` : null}</tr>`)}</tbody>
</table></div></section>`;
}
