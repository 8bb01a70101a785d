/** A reason as a sentence of its own: a large first letter where it begins with a word, and a full stop. */
export function asSentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
