import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as lib from '../src/index.ts';
import { registry } from '../src/registry.ts';

interface Target {
  readonly '@quantblocks/source': string;
  readonly types: string;
  readonly default: string;
}

const manifest = fileURLToPath(new URL('../package.json', import.meta.url));
const { exports } = JSON.parse(readFileSync(manifest, 'utf8')) as { exports: Record<string, Target> };
const files = [...new Set(registry.map(({ file }) => file))];

describe('package.json', () => {
  it('exports the index, the registry and one subpath for each file of indicators, and nothing else', () => {
    const subpaths = files.map((file) => `./${basename(file)}`);
    expect(new Set(subpaths).size, 'two files of one name').toBe(files.length);
    expect(Object.keys(exports).sort()).toEqual(['.', './package.json', './registry', ...subpaths].sort());
  });

  it.each(files)('%s is exported from its source, with types and code', async (file) => {
    expect(exports[`./${basename(file)}`]).toEqual({
      '@quantblocks/source': `./src/${file}.ts`,
      types: `./dist/${file}.d.ts`,
      default: `./dist/${file}.js`,
    });
    const source = new URL(`../src/${file}.ts`, import.meta.url).href;
    const module = (await import(source)) as Record<string, unknown>;
    for (const entry of registry) {
      if (entry.file === file) expect(module[entry.id]).toBe((lib as Record<string, unknown>)[entry.id]);
    }
  });
});
