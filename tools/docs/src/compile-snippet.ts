import { transform } from 'esbuild';
import type { Snippet } from './extract-snippets.ts';

const CLAIM = /^(.*?)\s*\/\/ =>\s*(.+?)\s*$/;

/**
 * Turns a snippet into a module in which every `expression; // => value` is an assertion, and packages are imported from their sources.
 *
 * Line `n` of the module is line `snippet.line + n - 1` of the documentation, so that diagnostics can be traced back.
 *
 * @param assertions - URL or path of the module that exports `same` and `throws`.
 * @param packageEntry - Maps what follows `@quantblocks/`, a name or a name with a subpath, to the path of its source.
 */
export async function compileSnippet(
  snippet: Snippet,
  assertions: string,
  packageEntry: (name: string) => string,
): Promise<string> {
  const lines = snippet.code.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const claim = CLAIM.exec(lines[i]);
    if (claim === null) continue;
    const at = `${snippet.file}:${snippet.line + i}`;
    const [, code, value] = claim;
    lines[i] = code.replace(/;$/, '');
    // A claim on a line of its own is about the statement that ends above it.
    if (code.trim() === '' && i > 0) lines[i - 1] = lines[i - 1].replace(/;$/, '');
    const start = await statementStart(lines, i);
    if (start === undefined) throw new Error(`${at}: there is no expression before "// => ${value}"`);
    const error = /^throws (\w+)$/.exec(value)?.[1];
    if (error === undefined && !(await isExpression(value))) throw new Error(`${at}: "${value}" is not an expression`);
    const [indent, target, opening] = split(lines[start]);
    if (error !== undefined) {
      lines[start] = `${indent}await $throws(async () => ${target}(${opening}`;
      lines[i] += `), ${JSON.stringify(error)}, ${JSON.stringify(at)});`;
    } else if (opening.startsWith('console.log(') && lines[i].endsWith(')')) {
      lines[start] = `${indent}$same([${opening.slice('console.log('.length)}`;
      lines[i] = (start === i ? lines[start] : lines[i]).replace(/\)$/, `], [${value}], ${JSON.stringify(at)});`);
    } else {
      lines[start] = `${indent}${target}$same((${opening}`;
      lines[i] += `), (${value}), ${JSON.stringify(at)});`;
    }
  }
  const body = lines
    .join('\n')
    .replace(
      /(from |import\()'@quantblocks\/([a-z0-9/-]+)'/g,
      (_, keyword, name) => keyword + JSON.stringify(packageEntry(name)),
    );
  return `import { same as $same, throws as $throws } from ${JSON.stringify(assertions)}; ${body}\nexport {};\n`;
}

/** Splits `const x = f(` into what must stay in front of an assertion and what it wraps. */
function split(line: string): [indent: string, target: string, opening: string] {
  const [, indent, target = '', opening] =
    /^(\s*)((?:const|let) \w+(?:: [^=]+)? = )?(.*)$/.exec(line) ?? ([] as string[]);
  return [indent, target, opening];
}

// The statement that ends on line `end` starts at the nearest line that begins a statement and makes a complete expression.
async function statementStart(lines: readonly string[], end: number): Promise<number | undefined> {
  for (let start = end; start >= 0; start--) {
    const before = start === 0 ? '' : lines[start - 1].trim();
    const begins = before === '' || /[;{}]$/.test(before) || before.startsWith('//') || / \/\/ /.test(before);
    if (!begins) continue;
    const [, , opening] = split(lines[start]);
    if (await isExpression([opening, ...lines.slice(start + 1, end + 1)].join('\n'))) return start;
  }
  return undefined;
}

async function isExpression(code: string): Promise<boolean> {
  try {
    await transform(`async () => (${code}\n)`, { loader: 'ts', logLevel: 'silent' });
    return true;
  } catch {
    return false;
  }
}
