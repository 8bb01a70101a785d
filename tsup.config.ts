import { readdirSync, readFileSync } from 'node:fs';
import { defineConfig, type Options } from 'tsup';

interface Manifest {
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  bin?: Record<string, string>;
  imports?: Record<string, string | { default: string }>;
  exports: Record<string, string | { default: string }>;
}

export default defineConfig(readdirSync('packages').sort().map(optionsOf));

function optionsOf(name: string): Options {
  const folder = `packages/${name}`;
  const manifest = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Manifest;
  // Besides what is exported: programs, and files that are started by URL such as worker threads.
  const outputs = [
    ...Object.values(manifest.exports).flatMap((target) => (typeof target === 'string' ? [] : [target.default])),
    ...Object.values(manifest.bin ?? {}),
    ...Object.values(manifest.imports ?? {}).flatMap((target) => (typeof target === 'string' ? [] : [target.default])),
  ];
  const stems = outputs.map((path) => path.replace('./dist/', '').replace(/\.js$/, ''));
  // tsup looks for dependencies in the root manifest alone; without this list they would be bundled.
  const installed = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  return {
    entry: Object.fromEntries(stems.map((stem) => [stem, `${folder}/src/${stem}.ts`])),
    outDir: `${folder}/dist`,
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    // The root tsconfig only lists projects.
    tsconfig: 'tsconfig.base.json',
    clean: false,
    dts: false,
    silent: true,
    external: [/^@quantblocks\//, /^#/, ...installed.map((dependency) => new RegExp(`^${dependency}($|/)`))],
  };
}
