import { html, type Markup } from '../html.ts';

/** Width of a character in units of the font size; generous, because the reader's font is not known. */
const CHARACTER = 0.6;
const FONT_SIZE = 12;

/** About how wide a text is in a plot, in its units. */
export function textWidth(text: string): number {
  return text.length * CHARACTER * FONT_SIZE;
}

/** Takes out the middle of what is too long: names of parameters often differ at their ends only. */
export function shorten(text: string, room: number): string {
  const characters = Math.max(2, Math.floor(room / (CHARACTER * FONT_SIZE)));
  if (text.length <= characters) return text;
  const head = Math.ceil((characters - 1) * 0.6);
  return `${text.slice(0, head)}\u2026${text.slice(text.length - (characters - 1 - head))}`;
}

/** Where a text of a plot stands and how much room it has. */
export interface TextPlace {
  readonly x: number;
  readonly y: number;
  readonly room: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly className?: string;
}

/** A text that fits; the whole of a shortened one is its tooltip. */
export function fittedText(text: string, { x, y, room, anchor = 'start', className = 'tick' }: TextPlace): Markup {
  const shown = shorten(text, room);
  const whole = shown === text ? null : html`<title>${text}</title>`;
  return html`<text class="${className}" x="${round(x)}" y="${round(y)}" text-anchor="${anchor}">${whole}${shown}</text>`;
}

/** Tenths are enough for the eye and keep the markup short. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
