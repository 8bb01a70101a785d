import { html, type Markup } from '../html.ts';
import { linear, niceTicks } from './scale.ts';

/** Options of {@link histogram}. */
export interface HistogramOptions {
  readonly title: string;
  readonly description: string;
  readonly axis: string;
  readonly format: (value: number) => string;
  /** Bars on either side of zero are coloured as loss and gain. @defaultValue `true` */
  readonly signed?: boolean;
}

const WIDTH = 360;
const HEIGHT = 210;
const PLOT = { left: 34, right: 352, top: 10, bottom: 168 };

/** Bin edges of equal width with zero on an edge; the outermost bins also hold what lies beyond the 1st and 99th percentile. */
export function binValues(values: ArrayLike<number>): { edges: number[]; counts: number[] } {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  if (n === 0) return { edges: [], counts: [] };
  const low = Math.min(0, sorted[Math.floor(0.01 * (n - 1))]);
  const high = Math.max(0, sorted[Math.ceil(0.99 * (n - 1))]);
  const ticks = niceTicks(low, high, Math.min(26, Math.max(6, Math.ceil(2 * Math.cbrt(n)))));
  const width = ticks.length > 1 ? ticks[1] - ticks[0] : Math.abs(high - low) || 1;
  const first = Math.floor(low / width + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / width - 1e-9));
  const edges = Array.from({ length: last - first + 1 }, (_, i) => (first + i) * width);
  const counts = new Array<number>(last - first).fill(0);
  for (const value of sorted) {
    counts[Math.min(counts.length - 1, Math.max(0, Math.floor(value / width + 1e-9) - first))]++;
  }
  return { edges, counts };
}

/** Histogram as inline SVG. */
export function histogram(values: ArrayLike<number>, options: HistogramOptions): Markup {
  const { title, description, axis, format, signed = true } = options;
  const { edges, counts } = binValues(values);
  if (edges.length === 0) return html`<p class="none">No positions.</p>`;
  const most = Math.max(...counts);
  const x = linear([edges[0], edges[edges.length - 1]], [PLOT.left, PLOT.right]);
  const y = linear([0, most], [PLOT.bottom, PLOT.top]);
  const bars = counts.map((n, i) => {
    if (n === 0) return null;
    const tone = signed ? (edges[i] < -1e-12 ? 'loss' : 'gain') : 'plain';
    const left = x(edges[i]) + 0.5;
    const width = Math.max(1, x(edges[i + 1]) - x(edges[i]) - 1);
    return html`<rect class="${tone}" x="${left}" y="${y(n)}" width="${width.toFixed(1)}" height="${(PLOT.bottom - y(n)).toFixed(1)}"><title>${format(edges[i])} to ${format(edges[i + 1])}: ${n}</title></rect>`;
  });
  const xTicks = niceTicks(edges[0], edges[edges.length - 1], 5);
  const yTicks = niceTicks(0, most, 4).filter(Number.isInteger);
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${`${title}. ${description}`}">
${yTicks.map((t) => html`<line class="grid" x1="${PLOT.left}" x2="${PLOT.right}" y1="${y(t)}" y2="${y(t)}"/><text class="tick" x="${PLOT.left - 6}" y="${y(t) + 4}" text-anchor="end">${t}</text>`)}
${bars}
${signed ? html`<line class="zero" x1="${x(0)}" x2="${x(0)}" y1="${PLOT.top}" y2="${PLOT.bottom}"/>` : null}
${xTicks.map((t) => html`<text class="tick" x="${x(t)}" y="${PLOT.bottom + 16}" text-anchor="middle">${format(t)}</text>`)}
<text class="axis" x="${(PLOT.left + PLOT.right) / 2}" y="${HEIGHT - 8}" text-anchor="middle">${axis}</text>
</svg>`;
}
