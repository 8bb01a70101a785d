import { formatDuration, formatNumber, formatPercent } from '../format.ts';
import { html, type Markup } from '../html.ts';
import type { ReportModel } from '../report-model.ts';

const SPANS: readonly (readonly [label: string, spoken: string, days: number])[] = [
  ['1M', 'last month', 30.44],
  ['3M', 'last three months', 91.31],
  ['6M', 'last six months', 182.63],
  ['1Y', 'last year', 365.25],
  ['All', 'whole period', 0],
];

/** Equity, underwater, price and rolling Sharpe ratio: one window over time. */
export function chartsSection(model: ReportModel): Markup {
  const { bars, runs, benchmark, sharpeWindow, maxPoints } = model;
  const names = runs.map((run) => run.name).join(', ') + (benchmark ? ` and ${benchmark.name}` : '');
  const group = Math.ceil(bars.length / maxPoints);
  const first = runs[0];
  const figures: [string, string, string, string][] = [
    [
      'equity',
      'Equity',
      `Value at each close${benchmark ? `, against ${benchmark.name.toLowerCase()} with the same capital` : ''}.`,
      `Equity of ${names}. ${first.name} ends ${formatPercent(first.figures.totalReturn)} from its start.`,
    ],
    [
      'drawdown',
      'Underwater',
      'How far each stands below its highest value so far.',
      `Drawdown of ${names}. Deepest of ${first.name}: ${formatPercent(first.figures.maxDrawdown)}.`,
    ],
    [
      'price',
      `${bars.symbol}, entries and exits`,
      'Close up, candles and exits appear. Triangles point the way of the trade; lines join entry and exit, solid for a profit, dashed for a loss.',
      `Price of ${bars.symbol} with ${first.figures.positions} positions of ${first.name}. The same trades are listed in the positions table.`,
    ],
    [
      'sharpe',
      'Rolling Sharpe ratio',
      `Last ${formatDuration(sharpeWindow * bars.timeframeMs)} (${formatNumber(sharpeWindow, 0)} bars), annualised. Empty while nothing is traded.`,
      `Rolling Sharpe ratio of ${names}.`,
    ],
  ];
  return html`<section class="charts" aria-labelledby="charts"><h2 id="charts">Over time</h2>
<div class="controls" role="group" aria-label="Chart controls">
<div class="segments">${SPANS.map(([label, spoken, days]) => html`<button type="button" data-span="${days}" aria-pressed="false" aria-label="Show the ${spoken}">${label}</button>`)}</div>
<button type="button" data-log aria-pressed="false">Log scale</button>
${runs.length > 1 ? html`<label>Trades of ${runSelect(model)}</label>` : null}
<span class="shown" data-shown aria-live="polite"></span>
</div>
<p class="hint muted"><span class="fine">Drag to zoom, double-click to reset; or focus a chart and use the arrow keys, + and −.</span><span class="coarse">Swipe to move, pinch to zoom.</span>${group > 1 ? ` Each point stands for ${group} bars, with their highs, lows and deepest drawdown.` : ''}</p>
${figures.map(
  ([
    id,
    title,
    text,
    spoken,
  ]) => html`<figure class="chart"><figcaption><strong>${title}</strong> <span class="muted">${text}</span></figcaption>
<div class="plot" data-chart="${id}" tabindex="0" role="img" aria-label="${spoken}"></div>${id === 'price' ? markKey() : null}</figure>`,
)}
<noscript><p>The charts over time and the positions table need JavaScript; everything else is on this page.</p></noscript>
</section>`;
}

/** Chooses whose trades are shown; every such control on the page follows the others. */
export function runSelect({ runs }: ReportModel): Markup {
  return html`<select data-run>${runs.map((run, i) => html`<option value="${i}">${run.name}</option>`)}</select>`;
}

function markKey(): Markup {
  const glyph = (shape: Markup, text: string): Markup =>
    html`<span><svg viewBox="0 0 14 14" aria-hidden="true">${shape}</svg>${text}</span>`;
  return html`<p class="key">${glyph(html`<path d="M7 2l5 9H2z" class="fill-run0"/>`, 'long entry')}${glyph(html`<path d="M7 12L2 3h10z" class="fill-run1"/>`, 'short entry')}${glyph(html`<circle cx="7" cy="7" r="4.5" class="gain"/>`, 'target')}${glyph(html`<path d="M3 3l8 8M11 3l-8 8" class="cross"/>`, 'stop, trail or liquidation')}${glyph(html`<rect x="3" y="3" width="8" height="8" class="box"/>`, 'signal, time or end')}</p>`;
}
