import { quantileSorted } from '@quantblocks/core';
import { html, type Markup } from '../html.ts';
import { linear, niceTicks } from './scale.ts';

/** Options of {@link scatter}. */
export interface ScatterOptions {
  readonly title: string;
  readonly description: string;
  readonly xAxis: string;
  readonly yAxis: string;
  readonly format: (value: number) => string;
}

const WIDTH = 360;
const HEIGHT = 230;
const PLOT = { left: 46, right: 350, top: 24, bottom: 186 };

/**
 * Scatter of `y` over `x` as inline SVG; `y > 0` are round dots, the others squares.
 *
 * Each class is one path, so thousands of points stay small. Outliers beyond the 99.5th percentile sit on the frame.
 */
export function scatter(x: ArrayLike<number>, y: ArrayLike<number>, options: ScatterOptions): Markup {
  const { title, description, xAxis, yAxis, format } = options;
  if (x.length === 0) return html`<p class="none">No positions.</p>`;
  const xDomain = domain(x);
  const yDomain = domain(y);
  const toX = linear(xDomain, [PLOT.left, PLOT.right]);
  const toY = linear(yDomain, [PLOT.bottom, PLOT.top]);
  const paths = { gain: '', loss: '' };
  for (let i = 0; i < x.length; i++) {
    const px = Math.min(PLOT.right, Math.max(PLOT.left, toX(x[i])));
    const py = Math.min(PLOT.bottom, Math.max(PLOT.top, toY(y[i])));
    if (Number.isFinite(px) && Number.isFinite(py)) paths[y[i] > 0 ? 'gain' : 'loss'] += `M${px} ${py}h0`;
  }
  const yTicks = niceTicks(yDomain[0], yDomain[1], 5);
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${`${title}. ${description}`}">
${yTicks.map((t) => html`<line class="grid" x1="${PLOT.left}" x2="${PLOT.right}" y1="${toY(t)}" y2="${toY(t)}"/><text class="tick" x="${PLOT.left - 6}" y="${toY(t) + 4}" text-anchor="end">${format(t)}</text>`)}
<line class="zero" x1="${PLOT.left}" x2="${PLOT.right}" y1="${toY(0)}" y2="${toY(0)}"/>
<path class="dots loss" d="${paths.loss}"/><path class="dots gain" d="${paths.gain}"/>
${niceTicks(xDomain[0], xDomain[1], 5).map((t) => html`<text class="tick" x="${toX(t)}" y="${PLOT.bottom + 16}" text-anchor="middle">${format(t)}</text>`)}
<text class="axis" x="${(PLOT.left + PLOT.right) / 2}" y="${HEIGHT - 8}" text-anchor="middle">${xAxis}</text>
<text class="axis" x="${PLOT.left - 30}" y="11">${yAxis}</text>
</svg>`;
}

function domain(values: ArrayLike<number>): [number, number] {
  const sorted = Float64Array.from(values)
    .filter((v) => Number.isFinite(v))
    .sort();
  if (sorted.length === 0) return [0, 1];
  const low = Math.min(0, quantileSorted(sorted, 0.005));
  const high = Math.max(0, quantileSorted(sorted, 0.995));
  const pad = (high - low) * 0.04;
  return low === high ? [low, low + 1] : [low < 0 ? low - pad : low, high > 0 ? high + pad : high];
}
