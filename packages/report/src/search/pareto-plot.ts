import { ParameterError } from '@quantblocks/core';
import { html } from '../html.ts';
import { markPath, type Point } from './mark-path.ts';
import { emptyPlot, type Plot, standalonePlot } from './plot.ts';
import { type KeyEntry, plotKey } from './plot-key.ts';
import { createSearchModel, goal, type ScoredTrial, type SearchModel } from './search-model.ts';
import type { SearchView } from './search-view.ts';
import { fittedText, round } from './text-fit.ts';
import { type Area, valueAxis, valueGrid } from './value-axis.ts';
import { robustRange } from './value-range.ts';

const WIDTH = 360;

/**
 * Feasible trials of a search with two objectives, and the front: those that no other beats in both.
 *
 * @param view - The search, with `second`.
 * @returns An `<svg>` element with its own styles for light, dark and paper; no scripts.
 * @throws a {@link ParameterError} if there is no second objective, or the view cannot be drawn.
 *
 * @example
 * ```ts
 * import { paretoPlot } from '@quantblocks/report';
 *
 * const values = [[1, 9], [2, 5], [3, 6]];
 * const trials = values.map((pair, number) => ({ number, state: 'complete' as const, values: pair, params: {} }));
 * const second = { direction: 'minimize' as const, objective: 'drawdown' };
 * const svg = paretoPlot({ name: 'demo', direction: 'minimize', second, parameters: [], trials });
 * svg.includes('2 of 3 trials are on the front'); // => true
 * ```
 */
export function paretoPlot(view: SearchView): string {
  const model = createSearchModel(view);
  if (view.second === undefined) throw new ParameterError('second', 'a second objective', view.second);
  return standalonePlot(drawPareto(model, view.second));
}

/** {@link paretoPlot} of a model. */
export function drawPareto(model: SearchModel, second: NonNullable<SearchView['second']>): Plot {
  const { objective, sign, range } = model;
  const pairs = model.ranked.filter((scored) => Number.isFinite(secondOf(scored)));
  if (pairs.length === 0) return emptyPlot('No feasible trial to draw.');
  const secondSign = second.direction === 'maximize' ? 1 : -1;
  const front = paretoFront(model);
  const y = valueAxis(robustRange(pairs.map(secondOf), secondSign), [0.06, 0.06]);
  const x = valueAxis(range, [0.06, 0.06], 4);
  const area: Area = { left: round(y.width + 8), right: WIDTH - 8, top: 24, bottom: 200 };
  const toX = (value: number): number => round(area.left + x.at(value) * (area.right - area.left));
  const toY = (value: number): number => round(area.bottom + y.at(value) * (area.top - area.bottom));
  const place = (scored: ScoredTrial): Point => [toX(scored.value), toY(secondOf(scored))];
  const onFront = new Set(front);
  // What a point of the front beats reaches from it as a corner, so the front is a staircase.
  const stairs = front.map(place).map(([px, py], i) => (i === 0 ? `M${px} ${py}` : `H${px}V${py}`));
  const entries: KeyEntry[] = [
    ['trial', 'complete'],
    ['top', 'on the front'],
  ];
  const key = plotKey(entries, { left: area.left, right: WIDTH, top: area.bottom + 44 });
  const body = html`${fittedText(`${second.objective} (${goal({ sign: secondSign })})`, { x: 0, y: 12, room: WIDTH, className: 'axis' })}
${valueGrid(y, area)}<line class="frame" x1="${area.left}" x2="${area.right}" y1="${area.bottom}" y2="${area.bottom}"/>
<path class="points" d="${markPath(pairs.filter((pair) => !onFront.has(pair)).map(place), 'dot')}"/>
<path class="line" d="${stairs.join('')}"/><path class="points top" d="${markPath(front.map(place), 'dot')}"/>
${x.ticks.map(({ at, label }) => html`<text class="tick" x="${round(area.left + at * (area.right - area.left))}" y="${area.bottom + 16}" text-anchor="middle">${label}</text>`)}
${fittedText(`${objective} (${goal({ sign })})`, { x: (area.left + area.right) / 2, y: area.bottom + 34, room: area.right - area.left, anchor: 'middle', className: 'axis' })}${key.markup}`;
  const label = `${second.objective} over ${objective}; ${front.length} of ${pairs.length} trials are on the front`;
  return { size: 'small', width: WIDTH, height: area.bottom + 46 + key.height, label, body };
}

/** Feasible trials that no other is as good as in both objectives and better in one, the best of the first objective first. */
export function paretoFront({ ranked, view, sign }: SearchModel): ScoredTrial[] {
  const secondSign = view.second?.direction === 'maximize' ? 1 : -1;
  const pairs = ranked.filter((scored) => Number.isFinite(secondOf(scored)));
  pairs.sort((a, b) =>
    a.value === b.value ? secondSign * (secondOf(b) - secondOf(a)) : a.value > b.value ? -sign : sign,
  );
  const front: ScoredTrial[] = [];
  for (const pair of pairs) {
    const before = front.at(-1);
    if (before === undefined || secondSign * secondOf(pair) > secondSign * secondOf(before)) front.push(pair);
  }
  return front;
}

function secondOf({ trial }: ScoredTrial): number {
  return trial.values?.[1] ?? Number.NaN;
}
