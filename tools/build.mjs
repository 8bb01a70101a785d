// Declarations by tsc, JavaScript by tsup; both are skipped when no source is newer than the last build.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const stamp = 'node_modules/.cache/quantblocks-build';

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else yield path;
  }
}

const packages = readdirSync('packages').map((name) => join('packages', name));
const inputs = [
  'pnpm-lock.yaml',
  'tsconfig.json',
  'tsconfig.base.json',
  'tsup.config.ts',
  'tools/build.mjs',
  ...packages.flatMap((folder) => [
    join(folder, 'package.json'),
    join(folder, 'tsconfig.json'),
    ...files(join(folder, 'src')),
  ]),
];
const isBuilt = packages.every(
  (folder) => existsSync(join(folder, 'dist/index.js')) && existsSync(join(folder, 'dist/index.d.ts')),
);
const builtAt = isBuilt && existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
if (inputs.every((file) => statSync(file).mtimeMs <= builtAt)) process.exit(0);

const startedAt = new Date();
const run = (bin, args) => execFileSync(process.execPath, [bin, ...args], { stdio: 'inherit' });
run('node_modules/typescript/bin/tsc', ['-b']);
run('node_modules/tsup/dist/cli-default.js', []);
mkdirSync('node_modules/.cache', { recursive: true });
writeFileSync(stamp, `${startedAt.toISOString()}\n`);
