// Declarations by tsc, JavaScript by tsup; both are skipped when no input changed since the last build.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { filesBelow, fingerprint, isMarked, mark } from './fingerprint.mjs';
import { packages } from './workspace.mjs';

const inputs = [
  'pnpm-lock.yaml',
  'tsconfig.json',
  'tsconfig.base.json',
  'tsup.config.ts',
  'tools/build.mjs',
  ...packages.flatMap((folder) => [
    join(folder, 'package.json'),
    join(folder, 'tsconfig.json'),
    ...filesBelow(join(folder, 'src')),
  ]),
];
const wanted = fingerprint(inputs);
const isBuilt = packages.every((folder) =>
  ['index.js', 'index.d.ts'].every((file) => existsSync(join(folder, 'dist', file))),
);

if (!isBuilt || !isMarked('build', wanted)) {
  packages.forEach(removeOrphans);
  run('node_modules/typescript/bin/tsc', '-b');
  run('node_modules/tsup/dist/cli-default.js');
  mark('build', wanted);
}

function run(bin, ...args) {
  const { status } = spawnSync(process.execPath, [bin, ...args], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(status ?? 1);
}

/** Deletes declarations and chunks whose source is gone, so that they are not published. */
function removeOrphans(folder) {
  const dist = join(folder, 'dist');
  const isOrphan = (path) => {
    const stem = /^(.*)\.d\.ts(\.map)?$/.exec(path)?.[1];
    // Shared code and what is loaded on demand: names with a hash of their content.
    if (stem === undefined) return /^[\w-]+-[A-Z0-9]{8}\.js(\.map)?$/.test(path);
    return !['.ts', '.tsx'].some((extension) => existsSync(join(folder, 'src', stem + extension)));
  };
  for (const file of filesBelow(dist)) if (isOrphan(relative(dist, file))) rmSync(file);
}
