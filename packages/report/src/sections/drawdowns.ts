import { drawdownTable } from '@quantblocks/metrics';
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
  const episodes = drawdownTable(run.returns, { top: SHOWN });
  if (episodes.length === 0) return html`<p>Equity of ${run.name} never fell below its peak.</p>`;
  // The peak is the close before the first bar below it: the open of that bar.
  const day = (bar: number): string => formatDay(bars.time[bar] + bars.timeframeMs);
  const span = (length: number): string => formatDuration(length * bars.timeframeMs);
  return html`<div class="scroll"><table><caption class="${runs.length > 1 ? '' : 'hidden'}">${run.name}</caption>
<thead><tr><th scope="col">Depth</th><th scope="col">Peak</th><th scope="col">Trough</th><th scope="col">Recovered</th><th scope="col">Falling</th><th scope="col">Under water</th></tr></thead>
<tbody>${episodes.map(
    ({ depth, start, valley, recovery, declineDuration, duration }) =>
      html`<tr><td><strong>${formatPercent(depth)}</strong></td><td class="day">${formatDay(bars.time[start])}</td><td class="day">${day(valley)}</td><td class="day">${recovery < 0 ? 'not yet' : day(recovery)}</td><td class="day">${span(declineDuration)}</td><td class="day">${recovery < 0 ? `${span(duration)} so far` : span(recovery - start + 1)}</td></tr>`,
  )}</tbody></table></div>`;
}
