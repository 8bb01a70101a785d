import { ParameterError } from '@quantblocks/core';
import { html, type Markup } from '../html.ts';
import { pageHead } from '../page-head.ts';
import { styles } from '../styles.ts';
import { plotStyles } from './plot-styles.ts';
import { createSearchModel, type SearchModel } from './search-model.ts';
import { searchPageStyles } from './search-page-styles.ts';
import { searchSection } from './search-section.ts';
import type { SearchView } from './search-view.ts';
import { bestBeforeLastThird } from './search-words.ts';
import { formatValue } from './value-format.ts';

/** Options of {@link renderSearch}. */
export interface RenderSearchOptions {
  /** @defaultValue the name of the search, or how many there are */
  readonly title?: string;
}

/**
 * One HTML file that tells what one or several searches found: in words, as a table of the best trials, and as plots.
 *
 * @param views - A search, or several in the order in which they shall be read.
 * @param options - Title of the page.
 * @returns The document, without scripts. Equal input gives equal bytes.
 * @throws a {@link ParameterError} if there is no view, or one cannot be drawn.
 * @remarks About 0.1 MB for 400 trials of 9 parameters, below 1 MB for 5,000 trials of 20.
 *
 * @example
 * ```ts
 * import { renderSearch } from '@quantblocks/report';
 *
 * const parameters = [{ name: 'period', type: 'int' as const, low: 2, high: 50 }];
 * const trials = [9, 30, 14].map((period, number) => {
 *   return { number, state: 'complete' as const, values: [1 / period], params: { period } };
 * });
 * const page = renderSearch({ name: 'Moving average', direction: 'maximize', objective: 'Sharpe ratio', parameters, trials });
 * page.includes('Best Sharpe ratio 0.1111, in trial 0.'); // => true
 * page.includes('<script'); // => false
 * ```
 */
export function renderSearch(views: SearchView | readonly SearchView[], options: RenderSearchOptions = {}): string {
  const models = [views].flat().map((view) => createSearchModel(view as SearchView));
  if (models.length === 0) throw new ParameterError('views', 'at least one search', views);
  const isOne = models.length === 1;
  const { title = isOne ? models[0].view.name : `${models.length} searches` } = options;
  const sections = models.map((model, i) =>
    searchSection(model, isOne ? 'What was found' : model.view.name, `search-${i + 1}`),
  );
  return html`${pageHead({ title, css: styles + plotStyles + searchPageStyles })}
<body>
<main>
<header><p class="kicker">Search report</p><h1>${title}</h1></header>
${isOne ? null : overview(models)}
${sections}
<footer><p>The best of many trials is in part a lucky one: expect less of it on new data.</p></footer>
</main>
</body>
</html>
`.markup;
}

function overview(models: readonly SearchModel[]): Markup {
  return html`<section aria-labelledby="overview"><h2 id="overview">Overview</h2><div class="scroll"><table>
<thead><tr><th scope="col">Search</th><th scope="col">Trials</th><th scope="col">Feasible</th><th scope="col">Best</th><th scope="col">in trial</th><th scope="col">before the last third</th></tr></thead>
<tbody>${models.map((model, i) => {
    const { view, ranked, trials, objective, format } = model;
    const best = ranked.length > 0 ? html`<strong>${format(ranked[0].value)}</strong>` : '\u2013';
    return html`<tr><th scope="row"><a href="#search-${i + 1}">${view.name}</a><small>${objective}, ${view.direction === 'maximize' ? 'highest' : 'lowest'}</small></th><td>${formatValue(trials.length)}</td><td>${formatValue(ranked.length)}</td><td>${best}</td><td>${ranked.length > 0 ? ranked[0].trial.number : '\u2013'}</td><td>${format(bestBeforeLastThird(model) ?? Number.NaN)}</td></tr>`;
  })}</tbody></table></div></section>`;
}
