import { formatDay, formatDuration, formatNumber } from '../format.ts';
import { html, type Markup } from '../html.ts';
import type { ReportModel } from '../report-model.ts';
import { verdictSentence } from '../verdict-sentence.ts';
import { findWarnings, type ReportWarning } from '../warnings.ts';

/** Title, what was tested on what, and the theme switch. */
export function pageHeader({ title, bars, from }: ReportModel): Markup {
  const first = bars.time[from];
  const last = bars.time[bars.length - 1];
  const timeframe = formatDuration(bars.timeframeMs)
    .replace(/^1 /, '1-')
    .replace(/(\d) (\w)/, '$1-$2');
  return html`<header class="top">
<div><p class="kicker">Backtest report</p><h1>${title}</h1>
<p class="facts"><span>${bars.symbol}</span><span>${timeframe} bars</span><span>${formatDay(first)} – ${formatDay(last)}</span><span>${formatNumber(bars.length - from, 0)} bars</span></p></div>
<button type="button" class="theme" data-theme-toggle aria-pressed="false" aria-label="Dark theme"><svg viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="10" r="7.25" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M10 2.75a7.25 7.25 0 0 1 0 14.5z" fill="currentColor"/></svg></button>
</header>`;
}

/** The verdict in words and every reason to doubt it. */
export function verdictSection(model: ReportModel): Markup {
  const { headline, detail } = verdictSentence(model);
  const warnings = findWarnings(model);
  const isNamed = model.runs.length > 1;
  const notes = model.runs.flatMap((run) => run.notes.map((note) => ({ run: run.name, note })));
  return html`<section class="verdict" aria-label="Verdict">
<p class="headline">${headline}</p>
<p class="detail">${detail}</p>
${
  warnings.length > 0
    ? html`<h2 class="small">Read this first</h2><ul class="warnings">${byTitle(warnings).map(
        (same) =>
          html`<li class="${same[0].level}"><span class="badge">${same[0].level === 'serious' ? 'Serious' : 'Caution'}</span><div><strong>${same[0].title}</strong>${same.map(({ run, text }) => html`<p>${isNamed ? html`<span class="run">${run}</span> ` : null}${text}</p>`)}</div></li>`,
      )}</ul>`
    : html`<p class="muted">None of the report's automatic warnings applies. That is not proof of an edge.</p>`
}
${notes.length > 0 ? html`<ul class="notes">${notes.map(({ run, note }) => html`<li>${isNamed ? html`<strong>${run}:</strong> ` : null}${note}</li>`)}</ul>` : null}
</section>`;
}

/** The same warning about several runs is one entry; it stands where its gravest run puts it. */
function byTitle(warnings: readonly ReportWarning[]): ReportWarning[][] {
  const groups = new Map<string, ReportWarning[]>();
  for (const warning of warnings) groups.set(warning.title, [...(groups.get(warning.title) ?? []), warning]);
  return [...groups.values()];
}
