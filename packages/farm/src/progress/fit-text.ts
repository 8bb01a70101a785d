/** Letters that terminals draw two columns wide: CJK, Hangul, full-width forms, emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f000}-\u{1faff}\u{20000}-\u{3fffd}]/u;
/** Marks that are drawn onto the letter before. */
const NO_WIDTH = /[\p{M}\u200b-\u200f\u2060\ufeff]/u;
/** An escape sequence, or anything else that would move the cursor. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /\u001b\[[0-9;?]*[@-~]|[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

function columnsOf(letter: string): number {
  if (NO_WIDTH.test(letter)) return 0;
  return WIDE.test(letter) ? 2 : 1;
}

/** Columns that a text takes in a terminal. */
export function textWidth(text: string): number {
  let width = 0;
  for (const letter of text) width += columnsOf(letter);
  return width;
}

/** Text of strangers on one line: errors carry line breaks, and colours that would never end. */
export function oneLine(text: string): string {
  return text.replace(CONTROL, ' ').trim();
}

/** Cuts a text to a width, and says with `…` that it did. */
export function fitText(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let used = 1;
  let cut = '';
  for (const letter of text) {
    used += columnsOf(letter);
    if (used > width) break;
    cut += letter;
  }
  return width < 1 ? '' : `${cut}…`;
}

/** {@link fitText}, filled up with spaces. */
export function padText(text: string, width: number): string {
  const fitted = fitText(text, width);
  return fitted + ' '.repeat(Math.max(0, width - textWidth(fitted)));
}
