import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { compileSnippet } from '../src/compile-snippet.ts';
import { documentationFiles } from '../src/documentation-files.ts';
import { markdownSnippets, type Snippet, sourceSnippets } from '../src/extract-snippets.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const assertions = fileURLToPath(new URL('../src/snippet-assertions.ts', import.meta.url));
interface Exports {
  exports: Record<string, { '@quantblocks/source': string }>;
}
const packageEntry = (specifier: string): string => {
  const [name, ...subpath] = specifier.split('/');
  const folder = join(root, 'packages', name);
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Exports;
  const target = exports[['.', ...subpath].join('/')];
  if (target === undefined) throw new Error(`@quantblocks/${specifier} is not exported`);
  return join(folder, target['@quantblocks/source']);
};

/** A snippet written out as a module; or why it could not be. */
interface Module extends Snippet {
  readonly path: string;
  readonly problem?: Error;
}

const modules: Module[] = [];
for (const file of documentationFiles(root)) {
  // Third-party imports resolve as they do for the package that owns the file.
  const owner = /^(packages|examples)\/[^/]+/.exec(file)?.[0] ?? '.';
  const folder = join(root, owner, 'node_modules/.cache/snippets');
  for (const snippet of snippetsOf(file)) {
    const path = join(folder, `${relative(owner, file).replace(/[^\w-]/g, '_')}_${snippet.line}.ts`);
    mkdirSync(folder, { recursive: true });
    try {
      writeFileSync(path, await compileSnippet(snippet, assertions, packageEntry));
      modules.push({ ...snippet, path });
    } catch (error) {
      modules.push({ ...snippet, path, problem: error as Error });
    }
  }
}

function snippetsOf(file: string): Snippet[] {
  const text = readFileSync(join(root, file), 'utf8');
  try {
    return file.endsWith('.ts') ? sourceSnippets(file, text) : markdownSnippets(file, text);
  } catch (error) {
    it(`${file} is well-formed`, () => expect.fail((error as Error).message));
    return [];
  }
}

const before = process.cwd();
let scratch = '';
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'quantblocks-snippets-'));
  process.chdir(scratch);
  for (const method of ['log', 'info', 'warn', 'error', 'table'] as const)
    vi.spyOn(console, method).mockImplementation(() => {});
});
afterAll(() => {
  vi.restoreAllMocks();
  process.chdir(before);
  rmSync(scratch, { recursive: true, force: true });
});

it('every documented snippet type-checks', async () => {
  const written = modules.filter(({ problem }) => problem === undefined);
  expect(written.length).toBeGreaterThan(0);
  const folder = join(root, 'node_modules/.cache/snippets');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: relative(folder, join(root, 'tsconfig.check.json')),
      compilerOptions: {
        rootDir: root,
        noUnusedLocals: false,
        noUnusedParameters: false,
        typeRoots: [join(root, 'node_modules/@types')],
      },
      include: [],
      files: written.map(({ path }) => path),
    }),
  );
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const run = promisify(execFile)(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], { cwd: root });
  const output = await run.then(
    () => '',
    (error: { stdout: string; message: string }) => error.stdout || error.message,
  );
  const problems = output.split('\n').filter((line) => line !== '' && !/^packages\/[^/]+\/src\//.test(line));
  const traced = problems.map((line) => {
    const place = /^(.+?)\((\d+),\d+\): (.*)$/.exec(line);
    const snippet = written.find(({ path }) => place !== null && path === join(root, place[1]));
    return place === null || snippet === undefined
      ? line
      : `${snippet.file}:${snippet.line + Number(place[2]) - 1}: ${place[3]}`;
  });
  expect(traced.join('\n')).toBe('');
}, 120_000);

for (const { file, line, path, problem, run } of modules) {
  it.skipIf(!run)(
    `${file}:${line} does what it says`,
    async () => {
      if (problem !== undefined) throw problem;
      try {
        await import(pathToFileURL(path).href);
      } catch (error) {
        const { message, stack } = error as Error;
        if (message.startsWith(`${file}:`)) expect.fail(message);
        throw new Error(`${file}:${line}: ${message}\n${stack}`);
      }
    },
    30_000,
  );
}
