import { html, type Markup } from '../html.ts';
import { linear } from './scale.ts';

/** One step of a waterfall; a `total` starts at zero, a change continues where the last step ended. */
export interface WaterfallStep {
  readonly label: string;
  readonly value: number;
  readonly total?: boolean;
}

const WIDTH = 360;
const ROW = 30;
const PLOT = { left: 112, right: 268 };

/** Steps from a gross to a net figure as horizontal bars. */
export function waterfall(steps: readonly WaterfallStep[], format: (value: number) => string, title: string): Markup {
  let level = 0;
  const spans = steps.map(({ value, total }) => {
    const from = total ? 0 : level;
    level = from + value;
    return [from, level] as const;
  });
  const ends = spans.flat();
  const x = linear([Math.min(0, ...ends), Math.max(0, ...ends)], [PLOT.left, PLOT.right]);
  const height = steps.length * ROW + 8;
  const spoken = steps.map((step) => `${step.label} ${format(step.value)}`).join(', ');
  return html`<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${`${title}: ${spoken}`}">
<line class="zero" x1="${x(0)}" x2="${x(0)}" y1="2" y2="${height - 2}"/>
${steps.map((step, i) => {
  const [from, to] = spans[i];
  const left = Math.min(x(from), x(to));
  const width = Math.max(1.5, Math.abs(x(to) - x(from)));
  const top = i * ROW + 4;
  const tone = step.value < 0 ? 'loss' : 'gain';
  return html`<text class="label${step.total ? ' strong' : ''}" x="0" y="${top + 16}">${step.label}</text><rect class="${tone}${step.total ? '' : ' step'}" x="${left}" y="${top + 3}" width="${width.toFixed(1)}" height="18" rx="2"/><text class="label num${step.total ? ' strong' : ''}" x="${WIDTH}" y="${top + 16}" text-anchor="end">${format(step.value)}</text>`;
})}
</svg>`;
}
