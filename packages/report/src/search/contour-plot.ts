import { ParameterError } from '@quantblocks/core';
import { html, type Markup } from '../html.ts';
import { type ContourCells, contourCells } from './contour-cells.ts';
import { markPath, type Point, thinned } from './mark-path.ts';
import { type ParameterAxis, parameterAxis } from './parameter-axis.ts';
import { emptyPlot, type Plot, standalonePlot } from './plot.ts';
import { bestMark, plotKey } from './plot-key.ts';
import { byImportance, createSearchModel, type SearchModel } from './search-model.ts';
import type { SearchParameter, SearchView } from './search-view.ts';
import { shadeLegend, shadesOf } from './shades.ts';
import { axisTicks } from './slice-plot.ts';
import { fittedText, round, textWidth } from './text-fit.ts';
import type { Area } from './value-axis.ts';
import { formatParameter, formatValue } from './value-format.ts';

/** Options of {@link contourPlot}. */
export interface ContourOptions {
  /** Name of the parameter along the horizontal axis. @defaultValue the most important one that varies */
  readonly x?: string;
  /** Name of the parameter along the vertical axis. @defaultValue the next most important one that varies */
  readonly y?: string;
}

const WIDTH = 360;
const HEIGHT = 316;
/** More dots would hide the colours. */
const MOST_DOTS = 500;

/**
 * The objective over two parameters as a coloured grid, with the trials as dots and the best marked.
 *
 * A parameter with few values has a cell for each, coloured by the median of its trials. Over two continuous parameters,
 * cells are coloured from the trials near them. Where no trial is near, the grid stays empty.
 *
 * @param view - The search.
 * @param options - Which parameters.
 * @returns An `<svg>` element with its own styles for light, dark and paper; no scripts.
 * @throws a {@link ParameterError} if the view cannot be drawn, or there is no parameter of a name given.
 *
 * @example
 * ```ts
 * import { contourPlot } from '@quantblocks/report';
 *
 * const parameters = ['fast', 'slow'].map((name) => ({ name, type: 'int' as const, low: 1, high: 20 }));
 * const params = { fast: 3, slow: 9 };
 * const trials = [{ number: 0, state: 'complete' as const, values: [1.5], params }];
 * const svg = contourPlot({ name: 'demo', direction: 'maximize', parameters, trials }, { x: 'slow', y: 'fast' });
 * svg.includes('best at slow 9, fast 3'); // => true
 * ```
 */
export function contourPlot(view: SearchView, options: ContourOptions = {}): string {
  const model = createSearchModel(view);
  const { x, y } = options;
  for (const [option, name] of Object.entries({ x, y })) {
    const names = view.parameters.map((parameter) => parameter.name);
    if (name !== undefined && !names.includes(name))
      throw new ParameterError(option, `one of ${names.join(', ')}`, name);
  }
  if (x !== undefined && x === y) throw new ParameterError('y', 'another parameter than x', y);
  const rest = varyingParameters(model).filter(({ name }) => name !== x && name !== y);
  const pick = (name: string | undefined): SearchParameter | undefined =>
    name === undefined ? rest.shift() : view.parameters.find((parameter) => parameter.name === name);
  return standalonePlot(drawContour(model, pick(x), pick(y)));
}

/** Parameters with more than one value among the feasible trials, the most important first. */
export function varyingParameters(model: SearchModel): SearchParameter[] {
  const valuesOf = (name: string): Set<unknown> => new Set(model.ranked.map(({ trial }) => trial.params[name]));
  return byImportance(model).filter(({ name }) => valuesOf(name).size > 1);
}

/** {@link contourPlot} of a model. */
export function drawContour(model: SearchModel, first?: SearchParameter, second?: SearchParameter): Plot {
  const { ranked, range, objective } = model;
  if (ranked.length === 0) return emptyPlot('No feasible trial to draw.');
  if (first === undefined || second === undefined) return emptyPlot('Fewer than two parameters vary.');
  if (range === null) return emptyPlot('No finite value to draw.');
  const [x, y] = [parameterAxis(first, 5), parameterAxis(second, 5)];
  const [low, high] = range;
  // A disaster shall not darken its neighbours: it counts as the worst value on the scale.
  const tame = ranked.map(({ trial, value }) => ({ trial, value: Math.min(high, Math.max(low, value)) }));
  const cells = contourCells(tame, x, y);
  const labels = Math.min(84, Math.max(24, ...y.ticks.map(({ label }) => textWidth(label))));
  const area: Area = { left: round(labels + 8), right: WIDTH - 10, top: 26, bottom: 238 };
  const place = (scored: (typeof ranked)[number]): Point => [
    area.left + x.at(scored.trial) * (area.right - area.left),
    area.bottom + y.at(scored.trial) * (area.top - area.bottom),
  ];
  const shades = shadesOf(Array.from(cells.values), model.sign);
  const [bestX, bestY] = place(ranked[0]);
  const { params } = ranked[0].trial;
  const at = `${x.name} ${formatParameter(params[x.name])}, ${y.name} ${formatParameter(params[y.name])}`;
  const dots = markPath(thinned(ranked, MOST_DOTS).map(place), 'dot');
  const key = plotKey(
    [
      ['over', ranked.length > MOST_DOTS ? `${MOST_DOTS} of ${formatValue(ranked.length)} trials` : 'trial'],
      ['best', 'best'],
    ],
    { left: area.left, right: WIDTH, top: HEIGHT - 20 },
  );
  const body = html`${fittedText(y.name, { x: 0, y: 12, room: WIDTH, className: 'axis' })}
<rect class="empty" x="${area.left}" y="${area.top}" width="${round(area.right - area.left)}" height="${area.bottom - area.top}"/>
${cellPaths(cells, area, shades.of)}
<path class="points under" d="${dots}"/><path class="points over" d="${dots}"/>
${Number.isNaN(bestX + bestY) ? null : bestMark(bestX, bestY, `best: ${model.format(ranked[0].value)}`)}
${verticalTicks(y, area)}${axisTicks(x, area)}
${fittedText(x.name, { x: (area.left + area.right) / 2, y: area.bottom + 32, room: area.right - area.left, anchor: 'middle', className: 'axis' })}
${shadeLegend(shades, model.format, area.left, HEIGHT - 26, WIDTH - area.left)}${key.markup}`;
  return {
    size: 'small',
    width: WIDTH,
    height: HEIGHT,
    label: `${objective} over ${x.name} and ${y.name}; best at ${at}`,
    body,
  };
}

/** One path per colour. Neighbouring cells overlap by a hair, or light would shine between them. */
function cellPaths(
  { columns, rows, values, kind }: ContourCells,
  area: Area,
  shade: (value: number) => number,
): Markup {
  const [width, height] = [(area.right - area.left) / columns, (area.bottom - area.top) / rows];
  // Counted cells stand apart: each is a fact of its own.
  const gap = kind === 'counted' ? 1 : -0.3;
  const paths = new Map<number, string>();
  values.forEach((value, cell) => {
    if (Number.isNaN(value)) return;
    const x = area.left + (cell % columns) * width + gap / 2;
    const y = area.bottom - (Math.floor(cell / columns) + 1) * height + gap / 2;
    const [w, h] = [round(width - gap), round(height - gap)];
    const path = `M${round(x)} ${round(y)}h${w}v${h}h${-w}z`;
    paths.set(shade(value), (paths.get(shade(value)) ?? '') + path);
  });
  return html`${[...paths].map(([number, path]) => html`<path class="q${number}" d="${path}"/>`)}`;
}

function verticalTicks({ ticks }: ParameterAxis, { left, top, bottom }: Area): Markup {
  const every = Math.max(1, Math.ceil((ticks.length * 14) / (bottom - top)));
  return html`${ticks.map(({ at, label }, i) => (i % every === 0 ? fittedText(label, { x: left - 6, y: bottom + at * (top - bottom) + 4, room: left - 6, anchor: 'end' }) : null))}`;
}
