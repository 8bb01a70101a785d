import { count } from '../format.ts';
import { html, type Markup } from '../html.ts';
import { linear, niceTicks } from '../svg/scale.ts';
import { crowd, markPath, type Point } from './mark-path.ts';
import { emptyPlot, type Plot, standalonePlot } from './plot.ts';
import { bestMark, type KeyEntry, plotKey } from './plot-key.ts';
import { createSearchModel, goal, type ScoredTrial, type SearchModel } from './search-model.ts';
import type { SearchTrial, SearchView } from './search-view.ts';
import { fittedText, round } from './text-fit.ts';
import { type Area, valueAxis, valueGrid } from './value-axis.ts';

const WIDTH = 360;
const LANE = 11;

/**
 * Every trial in the order of the search, the best so far as a line, and the best with its value.
 *
 * Trials without a comparable value (pruned, failed, running) have lanes below the plot. Values far from the others do not
 * set the scale: they sit on the frame as triangles.
 *
 * @param view - The search.
 * @returns An `<svg>` element with its own styles for light, dark and paper; no scripts.
 * @throws a {@link ParameterError} if the view cannot be drawn.
 *
 * @example
 * ```ts
 * import { historyPlot } from '@quantblocks/report';
 *
 * const trials = [3, 1, 2].map((value, number) => ({ number, state: 'complete' as const, values: [value], params: {} }));
 * const svg = historyPlot({ name: 'demo', direction: 'minimize', parameters: [], trials });
 * svg.includes('Best value 1, in trial 1'); // => true
 * ```
 */
export function historyPlot(view: SearchView): string {
  return standalonePlot(drawHistory(createSearchModel(view)));
}

/** {@link historyPlot} of a model. */
export function drawHistory(model: SearchModel): Plot {
  const { trials, ranked, infeasible, improvements, sign, objective, range } = model;
  if (trials.length === 0) return emptyPlot('No trial was run.');
  const lanes = lanesOf(model);
  // Nothing is better than the best, so the room left on the good side is free for its label.
  const axis = valueAxis(range, sign > 0 ? [0.05, 0.16] : [0.16, 0.05]);
  const area: Area = {
    left: round(Math.max(axis.width, lanes.length > 0 ? 46 : 0) + 8),
    right: WIDTH - 8,
    top: 32,
    bottom: range === null && ranked.length === 0 ? 44 : 184,
  };
  const [first, last] = [trials[0].number, trials[trials.length - 1].number];
  const toX = linear([first - 0.5, last + 0.5], [area.left, area.right]);
  const toY = (value: number): number => round(area.bottom + axis.at(value) * (area.top - area.bottom));
  const pointsOf = (list: readonly ScoredTrial[], side: -1 | 0 | 1): Point[] =>
    list.filter(({ value }) => axis.side(value) === side).map(({ trial, value }) => [toX(trial.number), toY(value)]);
  const all = [...ranked, ...infeasible];
  const laneTop = area.bottom + 4;
  const axisY = laneTop + lanes.length * LANE + 14;
  const entries: KeyEntry[] = [];
  if (ranked.length > 0) entries.push(['trial', 'complete'], ['line', 'best so far'], ['best', 'best']);
  if (infeasible.length > 0) entries.push(['broken', 'breaks a constraint']);
  if (all.some(({ value }) => axis.side(value) !== 0)) entries.push(['beyond', 'beyond the scale']);
  const key = plotKey(entries, { left: area.left, right: WIDTH, top: axisY + 22 });
  const ticks = niceTicks(first, last, 6).filter(Number.isInteger);
  const body = html`${fittedText(`${objective} (${goal(model)})`, { x: 0, y: 12, room: WIDTH, className: 'axis' })}
${valueGrid(axis, area)}
<path class="points${crowd(trials)}" d="${markPath(pointsOf(ranked, 0), 'dot')}"/><path class="crosses" d="${markPath(pointsOf(infeasible, 0), 'cross')}"/>
<path class="beyond" d="${markPath(pointsOf(all, 1), 'above')}"/><path class="beyond" d="${markPath(pointsOf(all, -1), 'below')}"/>
${improvements.length > 0 ? html`<path class="line" d="${stepLine(improvements, toX, toY)}H${area.right}"/>` : null}
${lanes.map(({ label, className, trials: inLane }, i) => lane(label, className, inLane, toX, area, laneTop + i * LANE))}
<line class="frame" x1="${area.left}" x2="${area.right}" y1="${area.bottom}" y2="${area.bottom}"/>
${ticks.map((tick) => html`<text class="tick" x="${toX(tick)}" y="${axisY}" text-anchor="middle">${tick}</text>`)}
<text class="axis" x="${round((area.left + area.right) / 2)}" y="${axisY + 15}" text-anchor="middle">trial</text>
${bestLabel(model, toX, toY)}${key.markup}`;
  return {
    size: 'small',
    width: WIDTH,
    height: axisY + 26 + key.height,
    label: `History of ${count(trials.length, 'trial')}. ${historyMessage(model)}`,
    body,
  };
}

/** "Best Sharpe ratio 1.4, in trial 87", or why there is none. */
export function historyMessage({ objective, ranked, counts, format }: SearchModel): string {
  if (ranked.length > 0) return `Best ${objective} ${format(ranked[0].value)}, in trial ${ranked[0].trial.number}`;
  return counts.infeasible > 0 ? 'No trial keeps to the constraints' : 'No trial has a result';
}

interface Lane {
  readonly label: string;
  readonly className: string;
  readonly trials: readonly SearchTrial[];
}

function lanesOf({ trials, ranked, infeasible }: SearchModel): Lane[] {
  const scored = new Set([...ranked, ...infeasible].map(({ trial }) => trial));
  const lanes = [
    { label: 'pruned', className: 'ticks', trials: trials.filter(({ state }) => state === 'pruned') },
    {
      label: 'failed',
      className: 'ticks bad',
      trials: trials.filter((trial) => trial.state === 'failed' || (trial.state === 'complete' && !scored.has(trial))),
    },
    { label: 'running', className: 'ticks', trials: trials.filter(({ state }) => state === 'running') },
  ];
  return lanes.filter((one) => one.trials.length > 0);
}

function lane(
  label: string,
  className: string,
  trials: readonly SearchTrial[],
  toX: (number: number) => number,
  { left }: Area,
  top: number,
): Markup {
  const points = trials.map(({ number }): Point => [toX(number), top + 1]);
  return html`<text class="tick" x="${left - 6}" y="${top + 8}" text-anchor="end">${label}</text><path class="${className}" d="${markPath(points, 'tick')}"/>`;
}

function stepLine(
  improvements: readonly ScoredTrial[],
  toX: (number: number) => number,
  toY: (value: number) => number,
): string {
  return improvements
    .map(({ trial, value }, i) =>
      i === 0 ? `M${toX(trial.number)} ${toY(value)}` : `H${toX(trial.number)}V${toY(value)}`,
    )
    .join('');
}

function bestLabel(
  { ranked, sign, format }: SearchModel,
  toX: (number: number) => number,
  toY: (value: number) => number,
): Markup | null {
  if (ranked.length === 0) return null;
  const { trial, value } = ranked[0];
  const [x, y] = [toX(trial.number), toY(value)];
  const isRight = x > WIDTH / 2;
  return html`${bestMark(x, y, `trial ${trial.number}: ${format(value)}`)}<text class="strong" x="${x + (isRight ? 5 : -5)}" y="${round(y + (sign > 0 ? -9 : 18))}" text-anchor="${isRight ? 'end' : 'start'}">${format(value)}</text>`;
}
