import { html, type Markup } from '../html.ts';
import { bestTrialsTable } from './best-trials-table.ts';
import { drawContour, varyingParameters } from './contour-plot.ts';
import { drawHistory } from './history-plot.ts';
import { drawImportances } from './importance-plot.ts';
import { drawParallelCoordinates } from './parallel-coordinates-plot.ts';
import { drawPareto } from './pareto-plot.ts';
import { inlinePlot, type Plot } from './plot.ts';
import type { SearchModel } from './search-model.ts';
import { searchWords } from './search-words.ts';
import { drawSlices } from './slice-plot.ts';

/**
 * A search in words, a table of its best trials, and its plots.
 *
 * @param id - Of the heading, unique on the page.
 */
export function searchSection(model: SearchModel, heading: string, id: string): Markup {
  const { headline, detail } = searchWords(model);
  return html`<section class="search" aria-labelledby="${id}"><h2 id="${id}">${heading}</h2>
<p class="headline">${headline}</p>
${detail === '' ? null : html`<p class="detail">${detail}</p>`}
${bestTrialsTable(model)}
${model.trials.length > 0 ? html`<div class="cards">${smallCards(model)}</div>` : null}
${model.ranked.length > 1 && model.view.parameters.length > 0 ? largeCards(model) : null}
</section>`;
}

function smallCards(model: SearchModel): Markup[] {
  const { view, importances, ranked } = model;
  const cards = [card('History', 'Every trial in the order of the search.', drawHistory(model))];
  if (importances.length > 0) {
    const text = 'How much each parameter decides about a good value.';
    cards.push(card('Importance', text, drawImportances(model)));
  }
  if (view.second && ranked.length > 0) {
    cards.push(
      card('Both objectives', 'The front: trials that no other beats in both.', drawPareto(model, view.second)),
    );
  }
  const [first, second, third] = model.range === null ? [] : varyingParameters(model);
  const contour = (y: typeof first): Markup =>
    card(
      `${first.name} and ${y.name}`,
      'Colour: trials in a cell, or near it. Empty: none.',
      drawContour(model, first, y),
    );
  if (second !== undefined) cards.push(contour(second));
  if (third !== undefined && cards.length % 2 === 1) cards.push(contour(third));
  return cards;
}

function largeCards(model: SearchModel): Markup {
  const parallel = drawParallelCoordinates(model);
  return html`<figure class="card wide"><figcaption><strong>All parameters together</strong> <span class="muted">Each line is a feasible trial, coloured by ${model.objective}; the best tenth in strong lines.</span></figcaption>
<div class="scroll" tabindex="0" role="group" aria-label="Plot that scrolls sideways"><div style="min-width:${Math.round(parallel.width * 0.95)}px">${inlinePlot(parallel)}</div></div></figure>
<figure class="card wide"><figcaption><strong>One parameter at a time</strong> <span class="muted">Feasible trials over each parameter; the best tenth stands out. ${model.view.parameters.some(({ choices }) => choices) ? 'Dashes: medians of choices.' : ''}</span></figcaption>
<div class="slices">${drawSlices(model).map(inlinePlot)}</div></figure>`;
}

function card(title: string, text: string, plot: Plot): Markup {
  return html`<figure class="card"><figcaption><strong>${title}</strong> <span class="muted">${text}</span></figcaption>${inlinePlot(plot)}</figure>`;
}
