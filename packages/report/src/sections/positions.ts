import { quantile } from '@quantblocks/core';
import { rMultiples } from '@quantblocks/metrics';
import { positionReturns } from '../figures.ts';
import { formatDuration, formatNumber, formatPercent } from '../format.ts';
import { html, type Markup } from '../html.ts';
import type { ReportModel, RunModel } from '../report-model.ts';
import { histogram } from '../svg/histogram.ts';
import { scatter } from '../svg/scatter.ts';
import { runSelect } from './charts.ts';

/** How positions ended, how far they went first, and how long they took. */
export function resultsSection(model: ReportModel): Markup {
  const isNamed = model.runs.length > 1;
  return html`<section aria-labelledby="results"><h2 id="results">What positions did</h2>
<p class="muted">Results after costs. Excursions before costs, from prices known to lie between entry and exit. Round dots are winners, squares losers; what lies beyond the scale sits on the frame.</p>
${model.runs.map((run) => html`${isNamed ? html`<h3>${run.name}</h3>` : null}<div class="cards">${cards(run, model)}</div>`)}
</section>`;
}

function cards(run: RunModel, { bars }: ReportModel): Markup[] {
  const r = rMultiples(run.result.positions);
  // R means something only where (nearly) every position had a stop.
  const inR = r.length > 0 && r.filter((value) => !Number.isNaN(value)).length > 0.9 * r.length;
  const kept = inR ? r.map((_, i) => i).filter((i) => !Number.isNaN(r[i])) : r.map((_, i) => i);
  const pick = (values: Float64Array): Float64Array => Float64Array.from(kept, (i) => values[i]);
  const results = pick(inR ? r : positionReturns(run.result));
  const unit = inR ? 'R' : '% of the value entered';
  const format = inR ? (v: number) => short(v) : (v: number) => `${short(v * 100)}%`;
  const mae = pick(inR ? run.excursions.maeR : run.excursions.mae);
  const mfe = pick(inR ? run.excursions.mfeR : run.excursions.mfe);
  const { exitBar, entryBar } = run.result.positions;
  const hours = Float64Array.from(r, (_, i) => (exitBar[i] - entryBar[i]) * bars.timeframeMs);
  const day = 864e5;
  const typical = hours.length > 0 ? quantile(hours, 0.5) : Number.NaN;
  const scale = typical >= 2 * day ? day : 36e5;
  const scaleName = scale === day ? 'days' : 'hours';
  const middle = results.length > 0 ? quantile(results, 0.5) : Number.NaN;
  return [
    card(
      'Results',
      `Half of the positions ended below ${format(middle)}${inR ? ' R' : ''}.`,
      histogram(results, {
        title: `Results of ${run.name}`,
        description: `Median ${format(middle)}`,
        axis: `net result, ${unit}`,
        format,
      }),
    ),
    card(
      'Worst moment',
      'How deep under water positions went (MAE) before they ended as they did.',
      scatter(mae, results, {
        title: `Maximum adverse excursion of ${run.name}`,
        description: 'Against the net result',
        xAxis: `MAE, ${inR ? 'R' : '% of entry price'}`,
        yAxis: `result, ${inR ? 'R' : '%'}`,
        format,
      }),
    ),
    card(
      'Best moment',
      'How far ahead positions were (MFE): points far right and low gave profit back.',
      scatter(mfe, results, {
        title: `Maximum favourable excursion of ${run.name}`,
        description: 'Against the net result',
        xAxis: `MFE, ${inR ? 'R' : '% of entry price'}`,
        yAxis: `result, ${inR ? 'R' : '%'}`,
        format,
      }),
    ),
    card(
      'Holding time',
      `Half of the positions were held for less than ${formatDuration(Math.max(typical, bars.timeframeMs))}.`,
      histogram(
        hours.map((ms) => ms / scale),
        {
          title: `Holding time of ${run.name}`,
          description: `Median ${formatDuration(typical)}`,
          axis: scaleName,
          format: short,
          signed: false,
        },
      ),
    ),
  ];
}

function short(value: number): string {
  return formatNumber(value, 2).replace(/\.?0+$/, '');
}

function card(title: string, text: string, picture: Markup): Markup {
  return html`<figure class="card"><figcaption><strong>${title}</strong> <span class="muted">${text}</span></figcaption>${picture}</figure>`;
}

const COLUMNS: readonly (readonly [key: string, label: string, hint: string])[] = [
  ['number', '#', 'Position number'],
  ['side', 'Side', 'Side'],
  ['entryTime', 'Entry (UTC)', 'Entry time'],
  ['entryPrice', 'at', 'Entry price'],
  ['exitTime', 'Exit (UTC)', 'Exit time'],
  ['exitPrice', 'at', 'Exit price, average over legs'],
  ['held', 'Held', 'Holding time'],
  ['reason', 'Last exit', 'Reason of the last exit'],
  ['netPnl', 'Net', 'Net result'],
  ['r', 'R', 'Net result in multiples of the initial risk'],
  ['mae', 'MAE', 'Maximum adverse excursion'],
  ['mfe', 'MFE', 'Maximum favourable excursion'],
];

/** The list of positions; the script fills it. */
export function positionsSection(model: ReportModel): Markup {
  const ambiguous = model.runs.some((run) => run.trades.ambiguousPositions > 0);
  const open = model.runs.filter((run) => run.result.open !== null);
  return html`<section aria-labelledby="positions" data-positions><h2 id="positions">Positions</h2>
<div class="controls">${model.runs.length > 1 ? html`<label>Run ${runSelect(model)}</label>` : null}
<button type="button" data-csv>Download CSV</button>
<span class="pager"><button type="button" data-previous aria-label="Previous page">‹</button><span data-page aria-live="polite"></span><button type="button" data-next aria-label="Next page">›</button></span></div>
<div class="scroll"><table class="positions"><thead><tr>${COLUMNS.map(([key, label, hint]) => html`<th scope="col" data-key="${key}"><button type="button" title="${hint}" aria-label="Sort by ${hint.toLowerCase()}">${label}</button></th>`)}</tr></thead><tbody></tbody></table></div>
<p class="muted">A number shows the position on the chart. A position closed in several legs is one row.${ambiguous ? ' † One bar reached both stop and target; the intrabar rule decided.' : ''}${open.length > 0 ? ` Still open and not listed: ${open.map((run) => `one of ${run.name}`).join(', ')}.` : ''}</p>
</section>`;
}

/** Share of positions as text, for tables: `12 (3.4%)`. */
export function shareOf(n: number, total: number): string {
  return total > 0 ? `${formatNumber(n, 0)} (${formatPercent(n / total)})` : formatNumber(n, 0);
}
