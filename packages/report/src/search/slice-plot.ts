import { quantile } from '@quantblocks/core';
import { html, type Markup } from '../html.ts';
import { crowd, markPath, type Point } from './mark-path.ts';
import { type ParameterAxis, parameterAxis } from './parameter-axis.ts';
import { emptyPlot, type Plot, standalonePlot } from './plot.ts';
import { bestMark } from './plot-key.ts';
import { byImportance, createSearchModel, goal, type ScoredTrial, type SearchModel } from './search-model.ts';
import type { SearchView } from './search-view.ts';
import { fittedText, round, textWidth } from './text-fit.ts';
import { type Area, type ValueAxis, valueAxis, valueGrid } from './value-axis.ts';
import { formatParameter } from './value-format.ts';

const WIDTH = 240;
const HEIGHT = 176;
const COLUMNS = 3;
/** Right of an area, where half of the last label may stand. */
const MARGIN = 10;

/**
 * The objective over each parameter, one small plot per parameter: feasible trials, the best tenth, and the best.
 *
 * Each plot says where the best tenth lies. Choices are strips of dots with a line at their median.
 *
 * @param view - The search.
 * @returns An `<svg>` element with its own styles for light, dark and paper; no scripts.
 * @throws a {@link ParameterError} if the view cannot be drawn.
 *
 * @example
 * ```ts
 * import { slicePlot } from '@quantblocks/report';
 *
 * const parameters = [{ name: 'side', type: 'categorical' as const, choices: ['long', 'short'] }];
 * const trials = ['long', 'short'].map((side, i) => ({ number: i, state: 'complete' as const, values: [i], params: { side } }));
 * const svg = slicePlot({ name: 'demo', direction: 'maximize', parameters, trials });
 * svg.includes('best tenth: short'); // => true
 * ```
 */
export function slicePlot(view: SearchView): string {
  const slices = drawSlices(createSearchModel(view));
  if (slices.length === 0) return standalonePlot(emptyPlot('No feasible trial to draw.'));
  const columns = Math.min(COLUMNS, slices.length);
  const body = slices.map(
    ({ body }, i) =>
      html`<g transform="translate(${(i % columns) * WIDTH} ${Math.floor(i / columns) * HEIGHT})">${body}</g>`,
  );
  return standalonePlot({
    size: 'large',
    width: columns * WIDTH,
    height: Math.ceil(slices.length / columns) * HEIGHT,
    label: slices.map(({ label }) => label).join('. '),
    body,
  });
}

/** One plot per parameter, the most important first where that is known. */
export function drawSlices(model: SearchModel): Plot[] {
  if (model.ranked.length === 0) return [];
  const value = valueAxis(model.range, model.sign > 0 ? [0.05, 0.08] : [0.08, 0.05], 4);
  return byImportance(model).map((parameter) => drawSlice(model, parameterAxis(parameter, 4), value));
}

function drawSlice(model: SearchModel, axis: ParameterAxis, value: ValueAxis): Plot {
  const { ranked, top, objective } = model;
  const area: Area = { left: round(value.width + 8), right: WIDTH - MARGIN, top: 40, bottom: HEIGHT - 26 };
  const span = area.right - area.left;
  const isStrip = axis.parameter.choices !== undefined;
  const place = ({ trial, value: y }: ScoredTrial): Point => {
    // Spread by trial number, so that a strip shows how many lie where; the golden ratio leaves no pattern.
    const spread = isStrip ? (((trial.number * 0.618034) % 1) - 0.5) * Math.min(0.6 / axis.cells, 0.12) : 0;
    return [area.left + (axis.at(trial) + spread) * span, area.bottom + value.at(y) * (area.top - area.bottom)];
  };
  const others = (side: -1 | 0 | 1): ScoredTrial[] => ranked.slice(top).filter((one) => value.side(one.value) === side);
  const [x, y] = place(ranked[0]);
  const where = bestTenth(ranked.slice(0, top), axis);
  const body = html`${fittedText(axis.name, { x: 0, y: 12, room: WIDTH - 6, className: 'strong' })}
${fittedText(`best tenth: ${where}`, { x: 0, y: 28, room: WIDTH - 6 })}
${valueGrid(value, area)}<line class="frame" x1="${area.left}" x2="${area.right}" y1="${area.bottom}" y2="${area.bottom}"/>
<path class="points${crowd(ranked)}" d="${markPath(others(0).map(place), 'dot')}"/>
<path class="beyond" d="${markPath(others(1).map(place), 'above')}"/><path class="beyond" d="${markPath(others(-1).map(place), 'below')}"/><path class="points top" d="${markPath(ranked.slice(0, top).map(place), 'dot')}"/>
${isStrip ? medians(model, axis, value, area) : null}
${Number.isNaN(x) ? null : bestMark(x, y, `best: ${formatParameter(ranked[0].trial.params[axis.name])}`)}
${axisTicks(axis, area)}`;
  return {
    size: 'large',
    width: WIDTH,
    height: HEIGHT,
    label: `${objective} (${goal(model)}) over ${axis.name}; best tenth: ${where}`,
    body,
  };
}

/** Labels of a parameter below an area; of choices as many as fit. */
export function axisTicks({ ticks, parameter }: ParameterAxis, { left, right, bottom }: Area): Markup {
  const gap = (right - left) / Math.max(1, ticks.length);
  const widest = Math.max(0, ...ticks.map(({ label }) => textWidth(label)));
  // A choice says something as soon as four characters of it are there.
  const every = Math.max(1, Math.ceil(Math.min(widest + 4, 34) / gap));
  const room = parameter.choices === undefined ? WIDTH : Math.max(gap * every - 2, 24);
  return html`${ticks.map(({ at, label }, i) => {
    if (i % every !== 0) return null;
    const half = Math.min(textWidth(label), room) / 2;
    return fittedText(label, {
      x: Math.min(left + at * (right - left), right + MARGIN - half),
      y: bottom + 16,
      room,
      anchor: 'middle',
    });
  })}`;
}

/** Where the best trials lie, in words: a range, or the most frequent choice. */
function bestTenth(best: readonly ScoredTrial[], { name, parameter }: ParameterAxis): string {
  const values = best.map(({ trial }) => trial.params[name]).filter((value) => value !== undefined);
  if (values.length === 0) return 'without it';
  if (parameter.type === 'categorical') return mostFrequent(values.map(formatParameter), best.length);
  const { choices } = parameter;
  const places = values.map((value) => (choices === undefined ? Number(value) : choices.indexOf(value)));
  const [low, high] = [Math.min(...places), Math.max(...places)].map((place) =>
    formatParameter(choices === undefined ? place : choices[place]),
  );
  const part = values.length < best.length ? ` (${values.length} of ${best.length})` : '';
  return `${low === high ? low : `${low} to ${high}`}${part}`;
}

function mostFrequent(values: readonly string[], total: number): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [value, n] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most));
  return n === total ? value : `${value} (${n} of ${total})`;
}

function medians({ ranked, format }: SearchModel, axis: ParameterAxis, value: ValueAxis, area: Area): Markup {
  return html`${axis.ticks.map(({ at }) => {
    const values = ranked.filter(({ trial }) => axis.at(trial) === at).map((scored) => scored.value);
    const middle = values.length > 1 ? quantile(values, 0.5) : Number.NaN;
    if (Number.isNaN(middle)) return null;
    const y = round(area.bottom + value.at(middle) * (area.top - area.bottom));
    const x = area.left + at * (area.right - area.left);
    const half = Math.min((0.36 * (area.right - area.left)) / axis.cells, 18);
    return html`<path class="median" d="M${round(x - half)} ${y}h${round(2 * half)}"><title>median ${format(middle)}</title></path>`;
  })}`;
}
