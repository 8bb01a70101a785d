import { type PerformanceSummary, SUMMARY_FIELDS } from '@quantblocks/metrics';
import {
  formatMoney,
  formatNumber,
  formatPercent,
  formatSigned,
  formatSignedMoney,
  formatSignedPercent,
} from '../format.ts';
import { html, type Markup } from '../html.ts';
import type { ReportModel, RunModel, SeriesModel } from '../report-model.ts';

interface Row {
  readonly label: string;
  readonly hint: string;
  /** A figure of any equity series. */
  readonly series?: (series: SeriesModel) => string;
  /** A figure that only a run has. */
  readonly run?: (run: RunModel) => string;
}

const ROWS: readonly Row[] = [
  { label: 'Total return', hint: 'after costs', series: ({ figures: f }) => formatSignedPercent(f.totalReturn) },
  { label: 'Growth per year', hint: 'compound', series: ({ figures: f }) => formatSignedPercent(f.cagr) },
  { label: 'Final equity', hint: 'at the last close', series: (s) => formatMoney(s.finalEquity) },
  { label: 'Maximum drawdown', hint: 'at closes', series: ({ figures: f }) => formatPercent(f.maxDrawdown) },
  { label: 'Volatility', hint: 'per year', series: ({ figures: f }) => formatPercent(f.volatility) },
  { label: 'Sharpe ratio', hint: 'per year, no risk-free rate', series: ({ figures: f }) => formatNumber(f.sharpe) },
  { label: 'Sortino ratio', hint: 'downside over all bars', series: ({ figures: f }) => formatNumber(f.sortino) },
  { label: 'Calmar ratio', hint: 'growth per year over drawdown', series: ({ figures: f }) => formatNumber(f.calmar) },
  { label: 'Time in the market', hint: 'share of bars', run: ({ trades }) => formatPercent(trades.exposure, 0) },
  { label: 'Positions', hint: 'closed, however many legs', run: ({ figures: f }) => formatNumber(f.positions, 0) },
  { label: 'Long, short', hint: 'positions', run: ({ figures: f }) => `${f.longPositions}, ${f.shortPositions}` },
  { label: 'Winners', hint: 'share of positions, net', run: ({ figures: f }) => formatPercent(f.positionWinRate) },
  { label: 'Profit factor', hint: 'won over lost, net', run: ({ figures: f }) => formatNumber(f.positionProfitFactor) },
  { label: 'Payoff', hint: 'average win over loss', run: ({ figures: f }) => formatNumber(f.positionPayoffRatio) },
  { label: 'Average result', hint: 'per position, net', run: ({ figures: f }) => formatSignedMoney(f.expectancy) },
  { label: 'Average in R', hint: 'multiples of initial risk', run: ({ figures: f }) => formatSigned(f.expectancyR) },
  { label: 't of the average', hint: 'below 2: may be luck', run: ({ trades }) => formatNumber(trades.tStatistic) },
];

/** Figures of every run and the benchmark side by side. */
export function keyFigures(model: ReportModel): Markup {
  const { runs, benchmark } = model;
  const rows = ROWS.map(
    ({ label, hint, series, run: of }) =>
      html`<tr><th scope="row">${label} <small>${hint}</small></th>${runs.map((run) => html`<td>${of ? of(run) : series?.(run)}</td>`)}${benchmark ? html`<td class="muted">${series?.(benchmark)}</td>` : null}</tr>`,
  );
  return html`<section aria-labelledby="figures"><h2 id="figures">Key figures</h2>
<div class="scroll"><table class="figures">${head(model)}<tbody>${rows}</tbody></table></div>
<details><summary>All measures</summary><div class="scroll"><table class="figures all">${head(model)}<tbody>${allMeasures(model)}</tbody></table></div></details>
</section>`;
}

function head({ runs, benchmark }: ReportModel): Markup {
  return html`<thead><tr><th scope="col"><span class="hidden">Figure</span></th>${runs.map((run, i) => html`<th scope="col"><i class="swatch run${i}"></i>${run.name}</th>`)}${benchmark ? html`<th scope="col"><i class="swatch bench"></i>${benchmark.name}</th>` : null}</tr></thead>`;
}

function allMeasures({ runs, benchmark }: ReportModel): Markup[] {
  const columns: PerformanceSummary[] = [...runs, ...(benchmark ? [benchmark] : [])].map((series) => series.figures);
  const isKnown = (value: number | boolean): boolean => !Number.isNaN(value);
  return (Object.keys(SUMMARY_FIELDS) as (keyof PerformanceSummary)[])
    .filter((field) => columns.some((column) => isKnown(column[field])))
    .map((field) => {
      const { label, unit } = SUMMARY_FIELDS[field];
      return html`<tr><th scope="row">${label}</th>${columns.map((column) => html`<td>${print(column[field], unit)}</td>`)}</tr>`;
    });
}

function print(value: number | boolean, unit: string): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (unit === 'fraction') return formatPercent(value, Math.abs(value) < 0.01 ? 3 : 2);
  if (unit === 'money') return formatMoney(value);
  return formatNumber(value, Number.isInteger(value) ? 0 : 3);
}
