import { describe, expect, it } from 'vitest';
import { compileSnippet } from '../src/compile-snippet.ts';
import { markdownSnippets, sourceSnippets } from '../src/extract-snippets.ts';
import { same, throws } from '../src/snippet-assertions.ts';

const compile = async (code: string): Promise<string> => {
  const text = await compileSnippet(
    { file: 'a.md', line: 10, code, run: true },
    'assertions.ts',
    (name) => `/${name}.ts`,
  );
  return text.slice(text.indexOf('; ') + 2).replace('\nexport {};\n', '');
};

describe('compileSnippet', () => {
  it('turns a claim into an assertion that names its line', async () => {
    expect(await compile('const x = 1;\nx + 1; // => 2')).toBe('const x = 1;\n$same((x + 1), (2), "a.md:11");');
  });
  it('keeps a declaration and asserts its value', async () => {
    expect(await compile('const x = f(); // => [1, NaN]')).toBe('const x = $same((f()), ([1, NaN]), "a.md:10");');
  });
  it('finds the start of a statement of several lines', async () => {
    expect(await compile('f({\n  a: [\n    1,\n  ],\n}); // => 2')).toBe(
      '$same((f({\n  a: [\n    1,\n  ],\n})), (2), "a.md:14");',
    );
  });
  it('takes a claim below a statement that is too long for one line', async () => {
    expect(await compile('f(\n  1,\n);\n// => 2')).toBe('$same((f(\n  1,\n)\n), (2), "a.md:13");');
  });
  it('asserts what console.log prints', async () => {
    expect(await compile('console.log(a, f(b)); // => 1, 2')).toBe('$same([a, f(b)], [1, 2], "a.md:10");');
  });
  it('asserts errors by name', async () => {
    expect(await compile('f(); // => throws ParameterError')).toBe(
      '$throws(async () => (f()), "ParameterError", "a.md:10");'.replace('$', 'await $'),
    );
  });
  it('imports packages from their sources', async () => {
    expect(await compile("import { a } from '@quantblocks/core';")).toBe('import { a } from "/core.ts";');
    expect(await compile("import { b } from '@quantblocks/core/sub-path';")).toBe(
      'import { b } from "/core/sub-path.ts";',
    );
  });
  it('refuses prose where a value belongs, and a claim about nothing', async () => {
    await expect(compile('f(); // => about two')).rejects.toThrow('a.md:10: "about two" is not an expression');
    await expect(compile('} // => 2')).rejects.toThrow('a.md:10: there is no expression');
  });
});

describe('extraction', () => {
  it('finds ts fences in Markdown with their lines', () => {
    const text = '# Title\n```sh\nls\n```\n```ts\na;\n```\n```ts no-run\nb;\n```\n';
    expect(markdownSnippets('a.md', text)).toEqual([
      { file: 'a.md', line: 6, code: 'a;', run: true },
      { file: 'a.md', line: 9, code: 'b;', run: false },
    ]);
  });
  it('finds examples in doc comments with their lines', () => {
    const text = 'const a = 1;\n/**\n * Text.\n *\n * @example\n * ```ts\n * if (a) {\n *   f();\n * }\n * ```\n */\n';
    expect(sourceSnippets('a.ts', text)).toEqual([{ file: 'a.ts', line: 7, code: 'if (a) {\n  f();\n}', run: true }]);
  });
  it('refuses an example that nothing would run, and an open fence', () => {
    expect(() => sourceSnippets('a.ts', '/**\n * @example f();\n */')).toThrow('never executed');
    expect(() => markdownSnippets('a.md', '```ts\na;')).toThrow('a.md:2: a code fence is not closed');
  });
});

describe('assertions', () => {
  it('compare typed arrays with plain ones, and objects without their class', () => {
    same(Float64Array.of(1, Number.NaN, -0), [1, Number.NaN, 0], 'here');
    same(
      new (class {
        a = 1;
      })(),
      { a: 1 },
      'here',
    );
  });
  it('fail with the line on another value, type or shape', () => {
    expect(() => same(1, 2, 'a.md:3')).toThrow(/^a\.md:3: /);
    expect(() => same(1, '1', 'a.md:3')).toThrow();
    expect(() => same([1], [1, 2], 'a.md:3')).toThrow();
    expect(() => same({ a: 1 }, {}, 'a.md:3')).toThrow();
  });
  it('tell the right error from another and from none', async () => {
    const fail = (): never => {
      throw new RangeError('no');
    };
    await throws(fail, 'RangeError', 'here');
    await expect(throws(fail, 'TypeError', 'a.md:3')).rejects.toThrow('a.md:3: expected TypeError');
    await expect(throws(() => 1, 'TypeError', 'a.md:3')).rejects.toThrow('got nothing');
  });
});
