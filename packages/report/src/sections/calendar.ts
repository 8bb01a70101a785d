import { monthlyReturns, type PeriodReturn, yearlyReturns } from '../calendar-returns.ts';
import { formatNumber, formatSignedPercent } from '../format.ts';
import { html, type Markup } from '../html.ts';
import type { ReportModel, SeriesModel } from '../report-model.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Monthly heat map per run and a table of years. */
export function calendarSection(model: ReportModel): Markup {
  const { runs, bars } = model;
  const returns = (
    of: (t: Float64Array, e: Float64Array, c: number) => PeriodReturn[],
    s: SeriesModel,
  ): PeriodReturn[] =>
    of(
      bars.time.subarray(model.from),
      s.equity.subarray(model.from),
      model.from > 0 ? s.equity[model.from - 1] : s.initialCapital,
    );
  const months = runs.map((run) => returns(monthlyReturns, run));
  // One colour scale for all runs, so that equal colours mean equal returns; the very best month must not bleach the rest.
  const sizes = months
    .flat()
    .map((m) => Math.abs(m.value))
    .sort((a, b) => a - b);
  const scale = sizes[Math.floor(0.95 * (sizes.length - 1))] || 0.01;
  return html`<section aria-labelledby="calendar"><h2 id="calendar">Month by month</h2>
<p class="muted">Percent. A bar belongs to the month in which it opens (UTC); months the data do not cover whole are in italics.</p>
${runs.map((run, i) => heatMap(run.name, months[i], returns(yearlyReturns, run), scale, runs.length > 1))}
${yearTable(model, returns)}
</section>`;
}

function heatMap(
  name: string,
  months: readonly PeriodReturn[],
  years: readonly PeriodReturn[],
  scale: number,
  isNamed: boolean,
): Markup {
  const cell = (period: PeriodReturn | undefined): Markup => {
    if (period === undefined) return html`<td></td>`;
    const strength = Math.round(Math.min(1, Math.abs(period.value) / scale) * 52) + (period.value === 0 ? 0 : 6);
    const tone = period.value < 0 ? 'loss' : 'gain';
    return html`<td class="${tone}${period.complete ? '' : ' partial'}" style="--w:${strength}%">${percentCell(period.value)}</td>`;
  };
  return html`<div class="scroll"><table class="heat"><caption class="${isNamed ? '' : 'hidden'}">Monthly returns of ${name}</caption>
<thead><tr><th scope="col"><span class="hidden">Year</span></th>${MONTHS.map((month) => html`<th scope="col">${month}</th>`)}<th scope="col">Year</th></tr></thead>
<tbody>${years.map(
    (year) =>
      html`<tr><th scope="row">${year.year}</th>${MONTHS.map((_, m) => cell(months.find((p) => p.year === year.year && p.month === m + 1)))}<td class="total${year.complete ? '' : ' partial'}">${percentCell(year.value)}</td></tr>`,
  )}</tbody></table></div>`;
}

function percentCell(value: number): string {
  const percent = value * 100;
  return formatNumber(percent, Math.abs(percent) < 99.95 ? 1 : 0);
}

function yearTable(
  { runs, benchmark }: ReportModel,
  returns: (of: typeof yearlyReturns, series: SeriesModel) => PeriodReturn[],
): Markup {
  const columns = runs.map((run) => returns(yearlyReturns, run));
  const other = benchmark ? returns(yearlyReturns, benchmark) : [];
  return html`<div class="scroll"><table><caption>Yearly returns</caption>
<thead><tr><th scope="col">Year</th>${runs.map((run) => html`<th scope="col">${run.name}</th>`)}${benchmark ? html`<th scope="col">${benchmark.name}</th><th scope="col">${runs[0].name} minus ${benchmark.name.toLowerCase()}, points</th>` : null}</tr></thead>
<tbody>${columns[0].map(
    (year, y) =>
      html`<tr${year.complete ? null : html` class="partial"`}><th scope="row">${year.year}${year.complete ? '' : ' (part)'}</th>${columns.map((column) => html`<td>${formatSignedPercent(column[y].value)}</td>`)}${benchmark ? html`<td class="muted">${formatSignedPercent(other[y].value)}</td><td>${formatSignedPercent(year.value - other[y].value).replace('%', '')}</td>` : null}</tr>`,
  )}</tbody></table></div>`;
}
