import { drawdownEpisodes } from '../drawdowns.ts';
import { formatDay, formatDuration, formatPercent } from '../format.ts';
import { html, type Markup } from '../html.ts';
import type { ReportModel, RunModel } from '../report-model.ts';

const SHOWN = 5;

/** The deepest falls of each run. */
export function drawdownsSection(model: ReportModel): Markup {
  return html`<section aria-labelledby="drawdowns"><h2 id="drawdowns">Deepest drawdowns</h2>
${model.runs.map((run) => table(run, model))}</section>`;
}

function table(run: RunModel, { bars, runs }: ReportModel): Markup {
  const episodes = drawdownEpisodes(run.equity, run.initialCapital).slice(0, SHOWN);
  if (episodes.length === 0) return html`<p>Equity of ${run.name} never fell below its peak.</p>`;
  const at = (bar: number): number => (bar < 0 ? bars.time[0] : bars.time[bar]);
  const end = bars.time[bars.length - 1];
  return html`<div class="scroll"><table><caption class="${runs.length > 1 ? '' : 'hidden'}">${run.name}</caption>
<thead><tr><th scope="col">Depth</th><th scope="col">Peak</th><th scope="col">Trough</th><th scope="col">Recovered</th><th scope="col">Falling</th><th scope="col">Under water</th></tr></thead>
<tbody>${episodes.map(
    ({ depth, peak, trough, recovery }) =>
      html`<tr><td><strong>${formatPercent(depth)}</strong></td><td>${formatDay(at(peak))}</td><td>${formatDay(at(trough))}</td><td>${recovery < 0 ? 'not yet' : formatDay(at(recovery))}</td><td>${formatDuration(at(trough) - at(peak))}</td><td>${formatDuration((recovery < 0 ? end : at(recovery)) - at(peak))}${recovery < 0 ? ' so far' : ''}</td></tr>`,
  )}</tbody></table></div>`;
}
