import { type PeriodReturn, periodReturns } from '@quantblocks/metrics';
import { formatNumber, formatSignedPercent } from '../format.ts';
import { html, type Markup } from '../html.ts';
import type { ReportModel, SeriesModel } from '../report-model.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Monthly heat map per run and a table of years. */
export function calendarSection(model: ReportModel): Markup {
  const { runs } = model;
  const months = runs.map((run) => returnsPer('month', run, model));
  // One colour scale for all runs, so that equal colours mean equal returns; the very best month must not bleach the rest.
  const sizes = months.flatMap((column) => column.map((month) => Math.abs(month.return))).sort((a, b) => a - b);
  const scale = sizes[Math.floor(0.95 * (sizes.length - 1))] || 0.01;
  return html`<section aria-labelledby="calendar"><h2 id="calendar">Month by month</h2>
<p class="muted">Percent. A bar belongs to the month in which it opens (UTC). Italics: the data do not cover the whole period.</p>
${runs.map((run, i) => heatMap(model, run, months[i], scale))}
${yearTable(model)}
</section>`;
}

function returnsPer(period: 'month' | 'year', series: SeriesModel, { bars, from }: ReportModel): PeriodReturn[] {
  return periodReturns(series.returns.subarray(from), bars.time.subarray(from), { period });
}

/** Whether the data reach from the first to the last moment of a month or year. */
function isWhole({ bars, from }: ReportModel, { year, month }: PeriodReturn, months: 1 | 12): boolean {
  const start = Date.UTC(year, months === 12 ? 0 : month - 1, 1);
  const end = Date.UTC(year, (months === 12 ? 0 : month - 1) + months, 1);
  return bars.time[from] <= start && bars.time[bars.length - 1] + bars.timeframeMs >= end;
}

function heatMap(model: ReportModel, run: SeriesModel, months: readonly PeriodReturn[], scale: number): Markup {
  const cell = (period: PeriodReturn | undefined): Markup => {
    if (period === undefined) return html`<td></td>`;
    const value = period.return;
    const strength = value === 0 ? 0 : Math.round(Math.min(1, Math.abs(value) / scale) * 48) + 6;
    const tone = value < 0 ? 'loss' : 'gain';
    return html`<td class="${tone}${isWhole(model, period, 1) ? '' : ' partial'}" style="--w:${strength}%">${percentCell(value)}</td>`;
  };
  const years = returnsPer('year', run, model);
  return html`<div class="scroll"><table class="heat"><caption class="${model.runs.length > 1 ? '' : 'hidden'}">Monthly returns of ${run.name}</caption>
<thead><tr><th scope="col"><span class="hidden">Year</span></th>${MONTHS.map((month) => html`<th scope="col">${month}</th>`)}<th scope="col">Year</th></tr></thead>
<tbody>${years.map(
    (year) =>
      html`<tr><th scope="row">${year.year}</th>${MONTHS.map((_, m) => cell(months.find((p) => p.year === year.year && p.month === m + 1)))}<td class="total${isWhole(model, year, 12) ? '' : ' partial'}">${percentCell(year.return)}</td></tr>`,
  )}</tbody></table></div>`;
}

function percentCell(value: number): string {
  const percent = value * 100;
  return formatNumber(percent, Math.abs(percent) < 99.95 ? 1 : 0);
}

function yearTable(model: ReportModel): Markup {
  const { runs, benchmark } = model;
  const columns = runs.map((run) => returnsPer('year', run, model));
  const other = benchmark ? returnsPer('year', benchmark, model) : [];
  const points = (gap: number): string => formatSignedPercent(gap).replace('%', '');
  const head = benchmark
    ? html`<th scope="col">${benchmark.name}</th><th scope="col">${runs.length > 1 ? runs[0].name : 'Difference'}${runs.length > 1 ? ` minus ${benchmark.name.toLowerCase()}` : ''}, points</th>`
    : null;
  return html`<div class="scroll"><table><caption>Yearly returns</caption>
<thead><tr><th scope="col">Year</th>${runs.map((run) => html`<th scope="col">${run.name}</th>`)}${head}</tr></thead>
<tbody>${columns[0].map((year, y) => {
    const part = isWhole(model, year, 12) ? '' : 'partial';
    const compared = benchmark
      ? html`<td class="muted">${formatSignedPercent(other[y].return)}</td><td>${points(year.return - other[y].return)}</td>`
      : null;
    return html`<tr class="${part}"><th scope="row">${year.year}${part ? ' (part)' : ''}</th>${columns.map((column) => html`<td>${formatSignedPercent(column[y].return)}</td>`)}${compared}</tr>`;
  })}</tbody></table></div>`;
}
