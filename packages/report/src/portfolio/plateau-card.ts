import { html, type Markup } from '../html.ts';
import { drawContour, varyingParameters } from '../search/contour-plot.ts';
import { inlinePlot } from '../search/plot.ts';
import { createSearchModel } from '../search/search-model.ts';
import type { SearchView } from '../search/search-view.ts';

/** What neighbours of the choice were worth: a map of the two parameters that matter most. */
export function plateauCard(search: SearchView): Markup {
  const model = createSearchModel(search);
  const [first, second] = varyingParameters(model);
  return html`<figure class="card"><figcaption><strong>Plateau or peak: ${search.name}</strong> <span class="muted">Every feasible trial of the last search, coloured by ${model.objective}. A choice among equals is worth more than one among strangers.</span></figcaption>${inlinePlot(drawContour(model, first, second))}</figure>`;
}
