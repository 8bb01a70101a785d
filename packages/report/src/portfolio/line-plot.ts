import { html, type Markup } from '../html.ts';
import { formatTicks } from '../search/value-format.ts';
import { niceTicks } from '../svg/scale.ts';
import { thinLine } from './thin-line.ts';

/** A line of {@link linePlot}; `x` ascends. */
export interface PlotLine {
  readonly name: string;
  /** `run0` is the subject, `bench` what it is compared with. */
  readonly look: 'run0' | 'bench';
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly shape?: 'line' | 'steps' | 'dots';
}

/** A place on an axis. */
export interface PlotTick {
  readonly at: number;
  readonly label: string;
}

/** What {@link linePlot} draws. */
export interface LinePlotOptions {
  /** The message in words. */
  readonly label: string;
  readonly lines: readonly PlotLine[];
  readonly xTicks: readonly PlotTick[];
  /** Labels of the ticks of the vertical axis. @defaultValue numbers with the digits that tell them apart */
  readonly format?: (ticks: readonly number[]) => string[];
  /** Where a horizontal line says: neither gain nor loss. */
  readonly level?: number;
  /** Vertical lines. */
  readonly marks?: readonly number[];
  /** Ticks of whole numbers only. @defaultValue `false` */
  readonly isCount?: boolean;
  /** A class of its own. */
  readonly className?: string;
}

const WIDTH = 1000;
const HEIGHT = 1000;

/**
 * Lines that take the width they are given: the drawing is stretched, strokes and letters are not.
 *
 * Needs no script, and prints. Long lines are thinned, keeping every high and low.
 */
export function linePlot({
  label,
  lines,
  xTicks,
  format = formatTicks,
  level,
  marks = [],
  isCount,
  className = '',
}: LinePlotOptions): Markup {
  const [left, right] = extent(lines.map(({ x }) => x));
  const values = [...lines.map(({ y }) => y), ...(level === undefined ? [] : [[level]])];
  const [low, high] = isCount ? [0, Math.max(1, extent(values)[1])] : padded(extent(values));
  const toX = (x: number): number => Math.round(((x - left) / (right - left || 1)) * WIDTH);
  const toY = (y: number): number => Math.round((1 - (y - low) / (high - low)) * HEIGHT);
  const yTicks = niceTicks(low, high, 4).filter(
    (tick) => tick >= low && tick <= high && (!isCount || Number.isInteger(tick)),
  );
  const labels = format(yTicks);
  const inside = xTicks.filter(({ at }) => at >= left && at <= right);
  return html`<div class="lineplot ${className}" role="img" aria-label="${label}"><div class="plot-y">${yTicks.map((tick, i) => html`<span style="top:${toY(tick) / 10}%">${labels[i]}</span>`)}</div>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true"><path class="grid" d="${yTicks.map((tick) => `M0 ${toY(tick)}H${WIDTH}`).join('')}"/><path class="fold" d="${marks
    .filter((x) => x >= left && x <= right)
    .map((x) => `M${toX(x)} 0V${HEIGHT}`)
    .join(
      '',
    )}"/>${level === undefined ? null : html`<path class="zero" d="M0 ${toY(level)}H${WIDTH}"/>`}${[...lines].reverse().map((line) => html`<path class="${line.look}${line.shape === 'dots' ? ' dots' : ''}" d="${pathOf(line, toX, toY)}"/>`)}</svg>
<div class="plot-x">${inside.map(({ at, label: text }) => tickLabel(toX(at) / 10, text))}</div></div>`;
}

/** Labels at the ends stay inside. */
function tickLabel(percent: number, text: string): Markup {
  const side = percent > 91 ? 'end' : percent < 9 ? 'start' : 'middle';
  return html`<span class="${side}" style="left:${percent}%">${text}</span>`;
}

function pathOf({ x, y, shape }: PlotLine, toX: (x: number) => number, toY: (y: number) => number): string {
  const points = thinLine(x, y).map(([a, b]) => [toX(a), toY(b)] as const);
  if (shape === 'dots') return points.map(([a, b]) => `M${a} ${b}h0`).join('');
  return points.map(([a, b], i) => (i === 0 ? `M${a} ${b}` : shape === 'steps' ? `H${a}V${b}` : `L${a} ${b}`)).join('');
}

function extent(lists: readonly ArrayLike<number>[]): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const list of lists)
    for (let i = 0; i < list.length; i++) {
      if (!Number.isFinite(list[i])) continue;
      if (list[i] < low) low = list[i];
      if (list[i] > high) high = list[i];
    }
  return low <= high ? [low, high] : [0, 1];
}

function padded([low, high]: readonly [number, number]): [number, number] {
  const pad = (high - low) * 0.06 || Math.abs(high) * 0.05 || 1;
  return [low - pad, high + pad];
}
