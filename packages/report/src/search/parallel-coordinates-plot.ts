import { html, type Markup } from '../html.ts';
import { thinned } from './mark-path.ts';
import { type ParameterAxis, parameterAxis, type Tick } from './parameter-axis.ts';
import { emptyPlot, type Plot, standalonePlot } from './plot.ts';
import { bestMark, plotKey } from './plot-key.ts';
import { createSearchModel, type ScoredTrial, type SearchModel } from './search-model.ts';
import type { SearchView } from './search-view.ts';
import { SHADES, shadeLegend, shadesOf } from './shades.ts';
import { fittedText } from './text-fit.ts';
import { valueAxis } from './value-axis.ts';
import { formatParameter, formatValue } from './value-format.ts';

/** More lines than these would be one colour. */
const MOST_WEAK = 400;
const MOST_STRONG = 60;
const SMALLEST_WIDTH = 940;
const GAP = 96;
/** Names alternate between two heights, so that each has the room of two gaps. */
const NAMES = [13, 31] as const;
const TOP = 48;
const BOTTOM = 288;
/** Where lines go that do not have a parameter. */
const NONE = 308;

/**
 * Each feasible trial as a line over one axis per parameter and one for the objective, coloured by the objective; the best tenth
 * in strong lines, the best of all marked.
 *
 * Where a parameter does not exist the line passes below its axis. Of very many trials an even share is drawn.
 *
 * @param view - The search.
 * @returns An `<svg>` element with its own styles for light, dark and paper; no scripts. Wider with more parameters.
 * @throws a {@link ParameterError} if the view cannot be drawn.
 *
 * @example
 * ```ts
 * import { parallelCoordinatesPlot } from '@quantblocks/report';
 *
 * const parameters = [{ name: 'period', type: 'int' as const, low: 2, high: 50, log: true }];
 * const trials = [3, 40].map((period, number) => ({ number, state: 'complete' as const, values: [period], params: { period } }));
 * const svg = parallelCoordinatesPlot({ name: 'demo', direction: 'maximize', parameters, trials });
 * svg.includes('The best has period 40'); // => true
 * ```
 */
export function parallelCoordinatesPlot(view: SearchView): string {
  return standalonePlot(drawParallelCoordinates(createSearchModel(view)));
}

/** {@link parallelCoordinatesPlot} of a model. */
export function drawParallelCoordinates(model: SearchModel): Plot {
  const { view, ranked, objective, top } = model;
  if (ranked.length === 0) return emptyPlot('No feasible trial to draw.');
  if (view.parameters.length === 0) return emptyPlot('No parameters.');
  const axes = view.parameters.map((parameter) => parameterAxis(parameter, 5));
  const value = valueAxis(model.range, [0.04, 0.04]);
  const left = Math.max(30, Math.ceil(value.width) + 10);
  const gap = Math.max(GAP, Math.floor((SMALLEST_WIDTH - left - GAP) / axes.length));
  const width = left + gap * axes.length + GAP;
  const hasNone = axes.map((axis) => ranked.some(({ trial }) => Number.isNaN(axis.at(trial))));
  const yOf = (at: number): number => (Number.isNaN(at) ? NONE : Math.round(BOTTOM + at * (TOP - BOTTOM)));
  const heights = ({ trial, value: y }: ScoredTrial): number[] => [
    yOf(value.at(y)),
    ...axes.map((a) => yOf(a.at(trial))),
  ];
  const shades = shadesOf(
    ranked.map((scored) => scored.value),
    model.sign,
  );
  const others = thinned(ranked.slice(top), MOST_WEAK);
  const strong = thinned(ranked.slice(0, top), MOST_STRONG);
  const drawn = others.length + strong.length;
  const lines = (list: readonly ScoredTrial[], className: string): Markup[] =>
    Array.from({ length: SHADES }, (_, shade) => {
      const of = list.filter((scored) => shades.of(scored.value) === shade);
      const path = of.map((scored) => linePath(heights(scored), left, gap)).join('');
      return path === '' ? html`` : html`<path class="course ${className} c${shade}" d="${path}"/>`;
    });
  const best = heights(ranked[0]);
  const key = plotKey(
    [['best', drawn < ranked.length ? `best of ${formatValue(ranked.length)}; ${drawn} drawn` : 'best']],
    {
      left: left + 300,
      right: width,
      top: NONE + 17,
    },
  );
  const body = html`${lines(others, 'weak')}${lines(strong, 'strong')}
<path class="course first" d="${linePath(best, left, gap)}"/>
${fittedText(objective, { x: 0, y: NAMES[0], room: left + gap - 8, className: 'strong' })}
${axisWithTicks(value.ticks, left, left, 'end')}
${axes.map((axis, i) => parameterFrame(axis, left + gap * (i + 1), NAMES[(i + 1) % 2], gap, hasNone[i]))}
${best.map((y, i) => bestMark(left + gap * i, y, i === 0 ? model.format(ranked[0].value) : axes[i - 1].name))}
${shadeLegend(shades, model.format, left - 6, NONE + 29, 300)}${key.markup}`;
  return { size: 'large', width, height: NONE + 40, label: message(model, axes, drawn), body };
}

function linePath(heights: readonly number[], left: number, gap: number): string {
  let path = `M${left} ${heights[0]}l`;
  for (let i = 1; i < heights.length; i++) {
    const down = heights[i] - heights[i - 1];
    path += `${i > 1 ? ' ' : ''}${gap}${down < 0 ? '' : ' '}${down}`;
  }
  return path;
}

function parameterFrame(axis: ParameterAxis, x: number, nameY: number, gap: number, hasNone: boolean): Markup {
  const name = { x, y: nameY, room: 2 * gap - 10, anchor: 'middle', className: 'label' } as const;
  const none = hasNone ? html`<text class="tick halo" x="${x + 6}" y="${NONE + 4}">none</text>` : null;
  return html`${fittedText(axis.name, name)}${axisWithTicks(axis.ticks, x, gap - 14, 'start')}${none}`;
}

function axisWithTicks(ticks: readonly Tick[], x: number, room: number, anchor: 'start' | 'end'): Markup {
  const every = Math.ceil((ticks.length * 14) / (BOTTOM - TOP));
  const labels = ticks
    .filter((_, i) => i % every === 0)
    .map(({ at, label }) => {
      const y = BOTTOM + at * (TOP - BOTTOM) + 4;
      return fittedText(label, { x: x + (anchor === 'end' ? -6 : 6), y, room, anchor, className: 'tick halo' });
    });
  return html`<line class="frame" x1="${x}" x2="${x}" y1="${TOP}" y2="${BOTTOM}"/>${labels}`;
}

function message({ ranked, view }: SearchModel, axes: readonly ParameterAxis[], drawn: number): string {
  const count = drawn < ranked.length ? `${drawn} of ${ranked.length}` : String(ranked.length);
  const best = axes
    .map(({ name }) => [name, ranked[0].trial.params[name]] as const)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${formatParameter(value)}`);
  return `Parameters of ${count} trials of ${view.name}. The best has ${best.join(', ')}`;
}
