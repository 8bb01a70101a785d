import { html, type Markup } from '../html.ts';
import { MARKS } from './mark-path.ts';
import { round, textWidth } from './text-fit.ts';

type Glyph = 'trial' | 'top' | 'over' | 'broken' | 'beyond' | 'best' | 'line';

/** Marks that keys explain, drawn around their own middle. */
const GLYPHS: Readonly<Record<Glyph, readonly [path: string, className: string]>> = {
  trial: ['M0 0h0', 'points'],
  top: ['M0 0h0', 'points top'],
  over: ['M0 0h0', 'points over'],
  broken: [`M0 0${MARKS.cross}`, 'crosses'],
  beyond: [`M0 2${MARKS.above}`, 'beyond'],
  best: ['M0-5l5 5-5 5-5-5z', 'best'],
  line: ['M-7 0h14', 'line'],
};

/** One mark and its meaning. */
export type KeyEntry = readonly [glyph: Glyph, text: string];

const ROW = 16;

/** What marks mean, in as many rows as they need. */
export function plotKey(
  entries: readonly KeyEntry[],
  place: { readonly left: number; readonly right: number; readonly top: number },
): { readonly markup: Markup; readonly height: number } {
  let [x, row] = [place.left, 0];
  const placed = entries.map(([glyph, text]) => {
    const width = 18 + textWidth(text) * 0.9 + 10;
    if (x > place.left && x + width > place.right) [x, row] = [place.left, row + 1];
    const [path, className] = GLYPHS[glyph];
    const y = place.top + row * ROW + 8;
    const entry = html`<path class="${className}" transform="translate(${round(x + 7)} ${y})" d="${path}"/><text class="tick" x="${round(x + 18)}" y="${y + 4}">${text}</text>`;
    x += width;
    return entry;
  });
  return { markup: html`${placed}`, height: (row + 1) * ROW };
}

/** The mark of the best trial, the same in every plot. */
export function bestMark(x: number, y: number, title: string): Markup {
  return html`<path class="best" transform="translate(${round(x)} ${round(y)})" d="${GLYPHS.best[0]}"><title>${title}</title></path>`;
}
