import { html, type Markup } from '../html.ts';
import type { PortfolioStatus } from './portfolio-view.ts';

const MARKS: Readonly<Record<PortfolioStatus, readonly [glyph: string, word: string]>> = {
  pass: ['\u2713', 'Pass'],
  fail: ['\u2715', 'Fail'],
  insufficient: ['?', 'Not known'],
  undefined: ['?', 'Undefined'],
};

/** A status as sign and word: neither needs its colour. */
export function statusMark(status: PortfolioStatus): Markup {
  const [glyph, word] = MARKS[status];
  return html`<span class="status ${status}"><span class="glyph" aria-hidden="true">${glyph}</span>${word}</span>`;
}

/** The word alone. */
export function statusWord(status: PortfolioStatus): string {
  return MARKS[status][1];
}
