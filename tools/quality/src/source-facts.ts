import { transform } from 'esbuild';

/** Every module that a source names: static and dynamic imports, re-exports, and `import.meta.resolve`. */
export function importsOf(text: string): string[] {
  // Examples in doc comments import packages too; they are no imports of this file.
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '');
  const named = code.matchAll(/^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gm);
  const bare = code.matchAll(/^\s*import\s*['"]([^'"]+)['"]/gm);
  const dynamic = code.matchAll(/\b(?:import|import\.meta\.resolve|require\.resolve)\(\s*['"]([^'"]+)['"]/g);
  return [...named, ...bare, ...dynamic].map((match) => match[1]);
}

/** `@scope/name/deep/path` -> `@scope/name`. */
export function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

const IMPURITIES: ReadonlyArray<readonly [what: string, pattern: RegExp]> = [
  ['the clock', /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b/],
  ['the console', /\bconsole\.\w/],
  ['the process', /(?<![-\w])process\.\w/],
  ['timers', /\bset(?:Timeout|Interval)\(/],
  ['the network', /\bfetch\(|\bnew (?:WebSocket|XMLHttpRequest|EventSource)\b/],
];

/** What a pure source must not touch but does; comments and types do not count. */
export async function impuritiesOf(text: string): Promise<string[]> {
  const code = await withoutComments(text);
  return IMPURITIES.filter(([, pattern]) => pattern.test(code)).map(([what]) => what);
}

/** Whether code calls the unseeded generator. */
export async function usesMathRandom(text: string): Promise<boolean> {
  return /\bMath\.random\b/.test(await withoutComments(text));
}

async function withoutComments(text: string): Promise<string> {
  const { code } = await transform(text, {
    loader: 'tsx',
    jsx: 'preserve',
    legalComments: 'none',
    target: 'esnext',
  }).catch(() =>
    // Generic arrow functions are ambiguous under tsx.
    transform(text, { loader: 'ts', legalComments: 'none', target: 'esnext' }),
  );
  return code;
}
