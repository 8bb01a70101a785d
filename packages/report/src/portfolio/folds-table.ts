import { formatDay, formatNumber, formatPercent, formatSignedPercent } from '../format.ts';
import { html, type Markup } from '../html.ts';
import { formatParameter } from '../search/value-format.ts';
import type { PortfolioFold } from './portfolio-view.ts';

type Row = readonly [label: string, print: (fold: PortfolioFold) => string];

const RESULTS: readonly Row[] = [
  ['Sharpe in sample', ({ inSampleSharpe }) => formatNumber(inSampleSharpe)],
  ['Sharpe out of sample', ({ sharpe }) => formatNumber(sharpe)],
  ['Return', ({ totalReturn }) => formatSignedPercent(totalReturn)],
  ['Buy and hold', ({ buyAndHold }) => formatSignedPercent(buyAndHold)],
  ['Positions', ({ positions }) => formatNumber(positions, 0)],
  ['Exposure', ({ exposure }) => formatPercent(exposure, 0)],
];

/** One column per fold: the test, what it gave, and every parameter on which folds differ, with how many of them agree. */
export function foldsTable(folds: readonly PortfolioFold[], caption: string): Markup {
  const names = [...new Set(folds.flatMap(({ params }) => Object.keys(params ?? {})))];
  const isSame = (name: string): boolean =>
    folds.every(({ params }) => params !== null && params[name] === folds[0].params?.[name]);
  const varying = names.filter((name) => !isSame(name));
  const fixed = names.filter(isSame);
  const head = folds.map(
    ({ from, to }, i) => html`<th scope="col">Test ${i + 1}<small>${formatDay(from)}<br>${formatDay(to)}</small></th>`,
  );
  const results = RESULTS.map(
    ([label, print]) =>
      html`<tr><th scope="row">${label}</th>${folds.map((fold) => html`<td>${print(fold)}</td>`)}<td></td></tr>`,
  );
  const choices = [
    choiceRow(
      'Variant',
      folds.map(({ params, variant }) => (params === null ? null : variant || 'as it is')),
    ),
    ...varying.map((name) =>
      choiceRow(
        name,
        folds.map(({ params }) => params?.[name] ?? null),
      ),
    ),
  ];
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Table that scrolls sideways"><table class="folds"><caption>${caption}</caption><thead><tr><th scope="col"><span class="hidden">Figure</span></th>${head}<th scope="col">Alike<small>of ${folds.length}</small></th></tr></thead><tbody>${results}</tbody><tbody class="choices">${choices}</tbody></table></div>
${fixed.length > 0 ? html`<details><summary>${fixed.length === 1 ? '1 parameter is' : `${fixed.length} parameters are`} the same in all folds</summary><p class="fixed">${fixed.map((name, i) => html`${i > 0 ? ', ' : ''}${name} <strong>${print(folds[0].params?.[name])}</strong>`)}</p></details>` : null}`;
}

/** Values that most folds chose are strong; the last column says how many those are. */
function choiceRow(name: string, values: readonly (string | number | boolean | null)[]): Markup {
  const counts = new Map<unknown, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  const cells = values.map((value) => {
    const isCommon = value !== null && most > 1 && counts.get(value) === most;
    return html`<td>${isCommon ? html`<strong>${print(value)}</strong>` : print(value)}</td>`;
  });
  return html`<tr><th scope="row">${breakable(name)}</th>${cells}<td>${most}</td></tr>`;
}

function print(value: string | number | boolean | null | undefined): string {
  return formatParameter(value ?? undefined);
}

/** A long name may break after its dots. */
function breakable(name: string): Markup {
  return html`${name.split('.').map((part, i) => (i === 0 ? part : html`.<wbr>${part}`))}`;
}
