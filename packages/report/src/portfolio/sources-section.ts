import { formatNumber } from '../format.ts';
import { html, type Markup } from '../html.ts';
import type { PortfolioView } from './portfolio-view.ts';

/** What the page was made from: bars with their hashes, and everything that decided the results. */
export function sourcesSection({ data, config }: PortfolioView): Markup {
  const rows = data.map(
    ({ asset, file, bars, from, to, hash }) =>
      html`<tr><th scope="row">${asset}${file === '' ? null : html`<small>${file}</small>`}</th><td>${formatNumber(bars, 0)}</td><td class="day">${from.slice(0, 10)}</td><td class="day">${to.slice(0, 10)}</td><td class="hash"><code>${hash}</code></td></tr>`,
  );
  return html`<section aria-labelledby="sources"><h2 id="sources">Data and configuration</h2>
<div class="scroll" tabindex="0" role="group" aria-label="Table that scrolls sideways"><table class="sources"><caption>Bars</caption><thead><tr><th scope="col">Asset</th><th scope="col">Bars</th><th scope="col">From</th><th scope="col">To</th><th scope="col">Hash</th></tr></thead><tbody>${rows}</tbody></table></div>
${config.length === 0 ? null : html`<h3>Configuration</h3><dl class="words">${config.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`}</section>`;
}
