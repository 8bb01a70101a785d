/**
 * The same JSON over several lines, every token as it was: numbers such as `-0` would not survive being parsed and written again.
 * Lists of plain values stay on one line.
 */
export function indentJson(text: string): string {
  let result = '';
  let depth = 0;
  const lineBreak = (): string => `\n${'  '.repeat(depth)}`;
  // Strings; lists and objects without others inside; single marks; everything else.
  const tokens = text.matchAll(/"(?:[^"\\]|\\.)*"|\[(?:"(?:[^"\\]|\\.)*"|[^[\]{}"])*\]|\{\}|[{}[\],:]|[^{}[\],:"]+/g);
  for (const [token] of tokens) {
    if (token === '{' || token === '[') {
      depth++;
      result += token + lineBreak();
    } else if (token === '}' || token === ']') {
      depth--;
      result += lineBreak() + token;
    } else if (token === ',') result += token + lineBreak();
    else if (token === ':') result += ': ';
    else result += token;
  }
  return result;
}
