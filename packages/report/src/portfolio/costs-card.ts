import { formatNumber, formatPercent, formatSignedPercent } from '../format.ts';
import { html, type Markup } from '../html.ts';
import { formatTicks } from '../search/value-format.ts';
import { linePlot } from './line-plot.ts';
import type { PortfolioCosts } from './portfolio-view.ts';

/** Total return over what trading costs, as a curve and in figures. */
export function costsCard({ curve, assumedBps, explanation }: PortfolioCosts): Markup {
  const x = curve.map(({ costBps }) => costBps);
  const y = curve.map(({ value }) => value);
  const bps = (cost: number): string => formatNumber(cost, Number.isInteger(cost) ? 0 : 1);
  const spoken = curve.map(({ costBps, value }) => `${bps(costBps)} bps ${formatSignedPercent(value)}`).join(', ');
  const plot = linePlot({
    label: `Total return over costs: ${spoken}`,
    lines: [
      { name: 'Total return', look: 'run0', x, y, shape: 'dots' },
      { name: 'Total return', look: 'run0', x, y },
    ],
    xTicks: spaced(x).map((cost) => ({ at: cost, label: bps(cost) })),
    format: (ticks) => formatTicks(ticks.map((tick) => 100 * tick)).map((text) => `${text}%`),
    level: 0,
    marks: [assumedBps],
  });
  return html`<figure class="card"><figcaption><strong>Costs</strong> <span class="muted">Total return out of sample over basis points per value traded, fee and slippage together; the vertical line marks the ${bps(assumedBps)} assumed. ${explanation}</span></figcaption>${plot}
<div class="scroll" tabindex="0" role="group" aria-label="Table that scrolls sideways"><table class="small"><thead><tr><th scope="col">bps</th>${curve.map(({ costBps }) => html`<th scope="col">${bps(costBps)}</th>`)}</tr></thead><tbody><tr><th scope="row">Return</th>${curve.map(({ value }) => html`<td>${formatPercent(value)}</td>`)}</tr></tbody></table></div></figure>`;
}

/** Labels that do not touch: at least a twelfth of the axis apart. */
function spaced(places: readonly number[]): number[] {
  const room = (places[places.length - 1] - places[0]) / 12;
  const kept: number[] = [];
  for (const place of places) if (kept.length === 0 || place - kept[kept.length - 1] >= room) kept.push(place);
  return kept;
}
