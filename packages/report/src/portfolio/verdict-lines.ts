import { formatNumber } from '../format.ts';
import { html, type Markup } from '../html.ts';
import type { PortfolioLine, PortfolioVerdict } from './portfolio-view.ts';
import { statusMark } from './status-mark.ts';

const ROLES: readonly (readonly [role: PortfolioLine['role'], heading: string, text: string])[] = [
  ['evidence', 'Evidence', 'Tests of "there is no edge", corrected for each other. They decide.'],
  ['condition', 'Conditions', 'Without them the evidence is worth nothing. They decide.'],
  ['advice', 'Advice', 'What to expect and what to improve. It decides nothing.'],
];

/** Every question asked about an asset with its answer, its reason, and what would change it; those that decide nothing are folded away. */
export function verdictLines({ lines, warnings }: PortfolioVerdict): Markup {
  const groups = ROLES.flatMap(([role, heading, text]) => {
    const own = lines.filter((line) => line.role === role);
    if (own.length === 0) return [];
    const list = html`<ul class="lines">${own.map(lineItem)}</ul>`;
    return role === 'advice'
      ? [
          html`<details class="advice"><summary>${heading}: ${tally(own)}</summary><p class="muted">${text}</p>${list}</details>`,
        ]
      : [html`<h3>${heading} <small>${text}</small></h3>${list}`];
  });
  const notes = warnings.map((warning) => html`<li>${warning}</li>`);
  return html`${groups}${notes.length > 0 ? html`<ul class="notes">${notes}</ul>` : null}`;
}

/** `4 passed, 5 failed, 1 not known`. */
function tally(lines: readonly PortfolioLine[]): string {
  const number = (isOne: (line: PortfolioLine) => boolean): number => lines.filter(isOne).length;
  const parts: readonly (readonly [number, string])[] = [
    [number(({ status }) => status === 'pass'), 'passed'],
    [number(({ status }) => status === 'fail'), 'failed'],
    [number(({ status }) => status !== 'pass' && status !== 'fail'), 'not known'],
  ];
  return parts.flatMap(([n, word]) => (n === 0 ? [] : [`${n} ${word}`])).join(', ');
}

function lineItem({ name, status, question, pValue, explanation, warnings, wouldChange }: PortfolioLine): Markup {
  const p = Number.isNaN(pValue) ? null : html`<span class="p">p ${formatNumber(pValue, 3)}</span>`;
  return html`<li>${statusMark(status)}<div><p class="question"><strong>${question}</strong> <span class="muted">${name}</span>${p}</p><p>${explanation}</p>${warnings.map((warning) => html`<p class="muted">${warning}</p>`)}${wouldChange === '' ? null : html`<p class="change"><span>What would change it:</span> ${wouldChange}</p>`}</div></li>`;
}
