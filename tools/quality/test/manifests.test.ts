import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readJson, readPackages, root } from '../src/workspace.ts';

const packages = readPackages();
const references = (path: string): string[] =>
  (readJson<{ references?: { path: string }[] }>(path).references ?? []).map((reference) => reference.path).sort();

it('the root tsconfig builds every package', () => {
  expect(references('tsconfig.json')).toEqual(packages.map(({ folder }) => folder));
});

it('all packages carry the same version', () => {
  expect([...new Set(packages.map(({ manifest }) => manifest.version))]).toHaveLength(1);
});

describe.each(packages)('$name', ({ name, folder, manifest }) => {
  it('has a manifest that publishes as ESM with types', () => {
    expect(manifest).toMatchObject({
      name: `@quantblocks/${name}`,
      license: 'MIT',
      type: 'module',
      sideEffects: false,
      engines: { node: '>=20.19' },
      publishConfig: { access: 'public' },
      exports: {
        '.': { '@quantblocks/source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' },
        './package.json': './package.json',
      },
    });
    expect(manifest.files).toEqual(
      expect.arrayContaining(['dist', 'src', 'README.md', 'SKILL.md', '!dist/.tsbuildinfo']),
    );
    expect(String(manifest.description)).toMatch(/^[A-Z].*\.$/);
    expect(manifest.private).toBeUndefined();
  });

  it('takes versions from the workspace and its catalog', () => {
    const own = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(own.filter(([, range]) => range !== 'catalog:' && !range.startsWith('workspace:'))).toEqual([]);
  });

  it('references the projects it depends on', () => {
    const internal = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
      .filter((key) => key.startsWith('@quantblocks/'))
      .map((key) => key.replace('@quantblocks/', '../'))
      .sort();
    expect(references(`${folder}/tsconfig.json`)).toEqual(internal);
  });

  it('has a README and a SKILL with snippets that run', () => {
    for (const file of ['README.md', 'SKILL.md']) {
      const path = join(root, folder, file);
      expect(existsSync(path), `${folder}/${file} is missing`).toBe(true);
      expect(readFileSync(path, 'utf8'), `${folder}/${file} has no executed snippet`).toMatch(/^```ts$/m);
    }
  });
});
