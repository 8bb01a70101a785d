import { themeScript } from '../client-script.ts';
import { formatNumber } from '../format.ts';
import { html, type Markup, raw } from '../html.ts';
import { pageHead } from '../page-head.ts';
import { plotStyles } from '../search/plot-styles.ts';
import { styles } from '../styles.ts';
import { assetSection } from './asset-section.ts';
import { checkPortfolioView } from './check-portfolio-view.ts';
import { findingsOf, headlineOf } from './findings.ts';
import { portfolioPage } from './page-script.ts';
import { portfolioStyles } from './portfolio-styles.ts';
import type { PortfolioView } from './portfolio-view.ts';
import { scanTable } from './scan-table.ts';
import { sourcesSection } from './sources-section.ts';
import { togetherSection } from './together-section.ts';

/**
 * One HTML file about a run over many assets: what was tried and what is left of it, a table of all assets, each asset with every question its
 * verdict asked, and the portfolio of those that passed.
 *
 * It begins with what speaks against the result. Needs no network, no server and no other file; without scripts only sorting is missing.
 *
 * @param view - The run as plain data.
 * @returns The document. Equal input gives equal bytes.
 * @throws a {@link ParameterError} if there is no asset, names repeat, or series of one picture have different lengths.
 * @remarks About 30 kB per asset.
 *
 * @example
 * ```ts
 * import { renderPortfolio } from '@quantblocks/report';
 *
 * const asset = { name: 'BTC', status: 'fail' as const, reason: 'not so: sharpe > 1', phase: 'screen', trials: 400, inSampleSharpe: 2.1 };
 * const untested = { deflated: NaN, figures: null, verdict: null, curve: null, folds: [], costs: null };
 * const page = renderPortfolio({
 *   title: 'One asset',
 *   strategy: 'demo',
 *   assets: [{ ...asset, ...untested }],
 *   together: null,
 *   data: [],
 *   config: [['seed', '1']],
 * });
 * page.includes('BTC did not pass.'); // => true
 * /https?:/.test(page); // => false
 * ```
 */
export function renderPortfolio(view: PortfolioView): string {
  checkPortfolioView(view);
  const { title, assets, together } = view;
  return html`${pageHead({ title, css: styles + plotStyles + portfolioStyles, script: themeScript })}
<body>
<main>
${header(view)}
<section class="verdict" aria-label="Findings"><p class="headline">${headlineOf(view)}</p>
<ul class="findings">${findingsOf(view).map(({ figure, text }) => html`<li><strong>${figure}</strong> <span>${text}</span></li>`)}</ul></section>
${scanTable(view)}
${together === null ? null : togetherSection(together)}
${assets.map((asset, i) => assetSection(asset, i + 1))}
${sourcesSection(view)}
<footer><p>What passed was not refuted; that is all a test can say. Nothing here is a promise about returns to come.</p></footer>
</main>
<script>(${raw(String(portfolioPage))})();</script>
</body>
</html>
`.markup;
}

function header({ title, strategy, assets, data }: PortfolioView): Markup {
  const from = data.map((one) => one.from.slice(0, 10)).sort()[0];
  const to = data
    .map((one) => one.to.slice(0, 10))
    .sort()
    .at(-1);
  const bars = data.reduce((sum, one) => sum + one.bars, 0);
  return html`<header class="top"><div><p class="kicker">Portfolio report</p><h1>${title}</h1>
<p class="facts"><span>${strategy}</span><span>${assets.length === 1 ? '1 asset' : `${assets.length} assets`}</span>${data.length > 0 ? html`<span>${from} – ${to}</span><span>${formatNumber(bars, 0)} bars</span>` : null}</p></div>
<button type="button" class="theme" data-theme-toggle aria-pressed="false" aria-label="Dark theme"><svg viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="10" r="7.25" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M10 2.75a7.25 7.25 0 0 1 0 14.5z" fill="currentColor"/></svg></button>
</header>`;
}
