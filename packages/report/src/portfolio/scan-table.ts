import { formatNumber, formatPercent, formatSignedPercent } from '../format.ts';
import { html, type Markup } from '../html.ts';
import type { PortfolioAsset, PortfolioView } from './portfolio-view.ts';
import { statusMark, statusWord } from './status-mark.ts';

interface Column {
  readonly head: string;
  readonly hint?: string;
  readonly value: (asset: PortfolioAsset) => number | string;
  readonly print: (asset: PortfolioAsset) => Markup | string;
}

const of = (read: (figures: NonNullable<PortfolioAsset['figures']>) => number) => (asset: PortfolioAsset) =>
  asset.figures === null ? Number.NaN : read(asset.figures);

function numeric(
  head: string,
  hint: string,
  value: (asset: PortfolioAsset) => number,
  format: (value: number) => string,
): Column {
  return { head, hint, value, print: (asset) => format(value(asset)) };
}

const whole = (value: number): string => formatNumber(value, 0);
const share = (value: number): string => formatPercent(value, 0);

const COLUMNS: readonly Column[] = [
  { head: 'Verdict', value: ({ status }) => statusWord(status), print: ({ status }) => statusMark(status) },
  { head: 'Phase', hint: 'last one', value: ({ phase }) => phase, print: ({ phase }) => phase },
  numeric('Trials', 'all phases', ({ trials }) => trials, whole),
  numeric('Sharpe', 'in sample', ({ inSampleSharpe }) => inSampleSharpe, formatNumber),
  numeric(
    'Sharpe',
    'out of sample',
    of(({ sharpe }) => sharpe),
    formatNumber,
  ),
  numeric('p', 'out of sample', outOfSampleP, (p) => formatNumber(p, 3)),
  numeric('Deflated', 'probability', ({ deflated }) => deflated, share),
  numeric(
    'Return',
    'out of sample',
    of(({ totalReturn }) => totalReturn),
    formatSignedPercent,
  ),
  numeric(
    'Held',
    'the market',
    of(({ buyAndHold }) => buyAndHold),
    formatSignedPercent,
  ),
  numeric(
    'Drawdown',
    'deepest',
    of(({ maxDrawdown }) => maxDrawdown),
    formatPercent,
  ),
  numeric(
    'Profit factor',
    '',
    of(({ profitFactor }) => profitFactor),
    formatNumber,
  ),
  numeric(
    'Positions',
    '',
    of(({ positions }) => positions),
    whole,
  ),
  numeric(
    'Exposure',
    'of bars',
    of(({ exposure }) => exposure),
    share,
  ),
  numeric('Won', 'of tests', wonTests, share),
];

const EARLIER: Column = {
  head: 'Earlier guards',
  value: ({ earlier }) => (earlier === undefined ? '' : earlier.pass ? 'pass' : 'fail'),
  print: ({ earlier }) => (earlier === undefined ? '\u2013' : statusMark(earlier.pass ? 'pass' : 'fail')),
};

/** All assets side by side; a script makes the columns sortable. */
export function scanTable({ assets }: PortfolioView): Markup {
  const columns = assets.some(({ earlier }) => earlier !== undefined) ? [...COLUMNS, EARLIER] : COLUMNS;
  const head = columns.map(
    ({ head: text, hint }) => html`<th scope="col" data-sort>${text}${hint ? html`<small>${hint}</small>` : null}</th>`,
  );
  const rows = assets.map(
    (asset, i) =>
      html`<tr><th scope="row" data-value="${asset.name}"><a href="#asset-${i + 1}">${asset.name}</a></th>${columns.map((column) => html`<td data-value="${sortValue(column.value(asset))}">${column.print(asset)}</td>`)}</tr>`,
  );
  return html`<section aria-labelledby="scan"><h2 id="scan">All assets</h2>
<p class="muted">After costs, on bars on which nothing was chosen, unless it says in sample. Sharpe ratios are per year.</p>
<div class="scroll" tabindex="0" role="group" aria-label="Table that scrolls sideways"><table class="scan" data-sortable><thead><tr><th scope="col" data-sort>Asset</th>${head}</tr></thead><tbody>${rows}</tbody></table></div></section>`;
}

function sortValue(value: number | string): string {
  return typeof value === 'number' && Number.isNaN(value) ? '' : String(value);
}

function outOfSampleP({ verdict }: PortfolioAsset): number {
  return verdict?.lines.find(({ name }) => name === 'outOfSample')?.pValue ?? Number.NaN;
}

function wonTests({ folds }: PortfolioAsset): number {
  return folds.filter(({ totalReturn }) => totalReturn > 0).length / folds.length;
}
