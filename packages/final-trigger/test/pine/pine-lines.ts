/** One line of a Pine script without its comment, and the lines indented under it. */
export interface PineLine {
  readonly tokens: readonly string[];
  readonly body: PineLine[];
}

const TOKEN =
  /\s+|\/\/.*|("[^"\n]*"|'[^'\n]*'|\d+(?:\.\d+)?(?:e[+-]?\d+)?|[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*|:=|=>|==|!=|<=|>=|[-+*/<>=?:()[\],])|(.)/g;

/** Tokens of a line; names keep their dots. Throws on a character that is none. */
export function pineTokens(line: string): string[] {
  return [...line.matchAll(TOKEN)].flatMap(([, token, unknown]) => {
    if (unknown !== undefined) throw new Error(`no token: ${unknown} in ${line}`);
    return token === undefined ? [] : [token];
  });
}

/** Lines as a tree. Throws on an indentation that is no multiple of four, or that opens more than one block at once. */
export function pineLines(script: string): PineLine[] {
  const root: PineLine = { tokens: [], body: [] };
  const open = [root];
  for (const text of script.split('\n')) {
    const tokens = pineTokens(text);
    if (tokens.length === 0) continue;
    const depth = (text.length - text.trimStart().length) / 4;
    if (!Number.isInteger(depth) || depth >= open.length) throw new Error(`indentation: ${text}`);
    open.length = depth + 1;
    const line = { tokens, body: [] };
    open[depth].body.push(line);
    open.push(line);
  }
  return root.body;
}
