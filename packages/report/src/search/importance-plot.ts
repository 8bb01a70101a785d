import { formatPercent } from '../format.ts';
import { html } from '../html.ts';
import { emptyPlot, type Plot, standalonePlot } from './plot.ts';
import { createSearchModel, type SearchModel } from './search-model.ts';
import type { SearchImportance, SearchView } from './search-view.ts';
import { fittedText, round, textWidth } from './text-fit.ts';

const WIDTH = 360;
const ROW = 22;
const MOST_ROWS = 12;

/**
 * Importances of the parameters as bars with their shares, the largest first; beyond twelve, the smallest as one.
 *
 * @param view - The search, with `importances`.
 * @returns An `<svg>` element with its own styles for light, dark and paper; no scripts.
 * @throws a {@link ParameterError} if the view cannot be drawn.
 *
 * @example
 * ```ts
 * import { importancePlot } from '@quantblocks/report';
 *
 * const importances = [{ name: 'stop', share: 0.25 }, { name: 'target', share: 0.75 }];
 * const svg = importancePlot({ name: 'demo', direction: 'maximize', parameters: [], trials: [], importances });
 * svg.includes('target 75%, stop 25%'); // => true
 * ```
 */
export function importancePlot(view: SearchView): string {
  return standalonePlot(drawImportances(createSearchModel(view)));
}

/** {@link importancePlot} of a model. */
export function drawImportances({ importances }: SearchModel): Plot {
  if (importances.length === 0) return emptyPlot('No importances.');
  const rows = importances.length > MOST_ROWS ? merged(importances) : importances;
  const largest = Math.max(...rows.map(({ share }) => share)) || 1;
  const names = Math.min(150, Math.max(40, ...rows.map(({ name }) => textWidth(name))));
  const span = WIDTH - names - 10 - 42;
  const body = rows.map(({ name, share }, i) => {
    const y = i * ROW + 4;
    const width = round((share / largest) * span);
    return html`${fittedText(name, { x: names, y: y + 12, room: names, anchor: 'end', className: 'label' })}<rect class="bar" x="${names + 10}" y="${y + 1}" width="${Math.max(1, width)}" height="14" rx="2"/><text class="label" x="${names + 16 + width}" y="${y + 12}">${percent(share)}</text>`;
  });
  const spoken = rows.map(({ name, share }) => `${name} ${percent(share)}`).join(', ');
  return { size: 'small', width: WIDTH, height: rows.length * ROW + 8, label: `Importance: ${spoken}`, body };
}

function merged(importances: readonly SearchImportance[]): SearchImportance[] {
  const rest = importances.slice(MOST_ROWS - 1);
  const share = rest.reduce((sum, { share }) => sum + share, 0);
  return [...importances.slice(0, MOST_ROWS - 1), { name: `${rest.length} others`, share }];
}

function percent(share: number): string {
  return formatPercent(share, share < 0.0995 && share > 0 ? 1 : 0);
}
