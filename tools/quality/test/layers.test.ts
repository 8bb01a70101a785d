import { describe, expect, it } from 'vitest';
import { IMPURE, LAYERS, TIMED } from '../src/layers.ts';
import { importsOf, impuritiesOf, packageOf, usesMathRandom } from '../src/source-facts.ts';
import { readPackages, type Source } from '../src/workspace.ts';

const SCOPE = '@quantblocks/';
const packages = readPackages();

/** `path: problem` for every import for which `problem` finds something to say. */
function complaints(
  sources: readonly Source[],
  problem: (specifier: string, path: string) => string | undefined,
): string[] {
  return sources.flatMap(({ path, text }) =>
    importsOf(text).flatMap((specifier) => {
      const found = problem(specifier, path);
      return found === undefined ? [] : [`${path}: '${specifier}' ${found}`];
    }),
  );
}

it('finds packages, and each has a layer', () => {
  expect(packages.length).toBeGreaterThan(0);
  expect(packages.map(({ name }) => name).filter((name) => LAYERS[name] === undefined)).toEqual([]);
});

describe.each(packages)('$name', ({ name, manifest, sources }) => {
  it('imports only from lower layers, by package name', () => {
    const wrong = complaints(sources, (specifier) => {
      if (!specifier.startsWith(SCOPE)) return undefined;
      const [target, ...rest] = specifier.slice(SCOPE.length).split('/');
      const published = packages.find((other) => other.name === target)?.manifest.exports ?? {};
      if (rest.length > 0 && !Object.hasOwn(published, `./${rest.join('/')}`)) return 'is a deep import';
      if (LAYERS[target] === undefined) return 'is not a package';
      return LAYERS[target] < LAYERS[name] ? undefined : `is layer ${LAYERS[target]}, not below ${LAYERS[name]}`;
    });
    expect(wrong).toEqual([]);
  });

  it('declares dependencies only on lower layers', () => {
    const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    const internal = declared.filter((key) => key.startsWith(SCOPE)).map((key) => key.slice(SCOPE.length));
    expect(internal.filter((target) => !(LAYERS[target] < LAYERS[name]))).toEqual([]);
  });

  it('imports what it declares, and declares what it imports', () => {
    const own = `${SCOPE}${name}`;
    const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    const bundled = Object.keys(manifest.devDependencies ?? {});
    const wrong = complaints(sources, (specifier, path) => {
      if (/^(\.|#|node:)/.test(specifier) || specifier === own) return undefined;
      const target = packageOf(specifier);
      // Browser code is bundled at build time, so what it imports never has to be installed.
      const known = /\/src\/(web|client|app)\//.test(path) ? [...declared, ...bundled] : declared;
      return known.includes(target) ? undefined : 'is not declared in package.json';
    });
    const text = sources.map((source) => source.text.replace(/\/\*\*[\s\S]*?\*\//g, '')).join('\n');
    const unused = declared.filter((dependency) => !new RegExp(`['"]${dependency}(/[^'"]*)?['"]`).test(text));
    expect([...wrong, ...unused.map((dependency) => `${dependency} is declared but not imported`)]).toEqual([]);
  });

  it('stays inside its own folder, with .ts extensions', () => {
    const wrong = complaints(sources, (specifier, path) => {
      if (!specifier.startsWith('.')) return undefined;
      const target = new URL(specifier, `file:///${path}`).pathname;
      if (!target.startsWith(`/packages/${name}/`)) return 'leaves the package';
      return /\.(tsx?|css|json)$/.test(target) ? undefined : 'has no .ts extension';
    });
    expect(wrong).toEqual([]);
  });

  it.skipIf(IMPURE.has(name))('is pure: no files, clock, network, process or console', async () => {
    const modules = complaints(sources, (specifier) =>
      specifier.startsWith('node:') && specifier !== 'node:crypto' ? 'is not for a pure package' : undefined,
    );
    const globals = await Promise.all(
      sources.map(async ({ path, text }) =>
        (await impuritiesOf(text))
          .filter((what) => !(what === 'timers' && TIMED.has(name)))
          .map((what) => `${path}: touches ${what}`),
      ),
    );
    expect([...modules, ...globals.flat()]).toEqual([]);
  });

  it('draws no number from Math.random', async () => {
    const found = await Promise.all(
      sources.map(async ({ path, text }) => ((await usesMathRandom(text)) ? [path] : [])),
    );
    expect(found.flat()).toEqual([]);
  });
});
