import { formatNumber } from '../format.ts';
import { html, type Markup } from '../html.ts';

/** A table whose cells are shaded by correlation: blue together, orange against each other. */
export function correlationMap(names: readonly string[], values: ArrayLike<number>): Markup {
  const cell = (i: number, j: number): Markup => {
    const value = values[i * names.length + j];
    if (i === j) return html`<td class="self">1</td>`;
    const tone = value < 0 ? 'against' : 'alike';
    return html`<td class="${tone}" style="--w:${Math.round(Math.min(1, Math.abs(value) || 0) * 60)}%">${formatNumber(value)}</td>`;
  };
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Table that scrolls sideways"><table class="correlation"><caption>Correlation of daily returns out of sample</caption>
<thead><tr><th scope="col"><span class="hidden">Asset</span></th>${names.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${names.map((name, i) => html`<tr><th scope="row">${name}</th>${names.map((_, j) => cell(i, j))}</tr>`)}</tbody></table></div>`;
}
