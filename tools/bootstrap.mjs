// Makes a fresh clone ready: installs what the lockfile says, then builds. Both are skipped when nothing changed.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, isMarked, mark } from './fingerprint.mjs';
import { projects } from './workspace.mjs';

const PNPM = 'npx --yes pnpm@12.21.0';
// `--all` adds the projects that only documentation and release checks need.
const all = process.argv.includes('--all');
const only = all ? '' : ' --filter "!@quantblocks/docs-tools" --filter "!@quantblocks/quality-tools"';

const inputs = [
  'package.json',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  ...projects.map((folder) => join(folder, 'package.json')),
];
const wanted = fingerprint(inputs);
const isInstalled = existsSync('node_modules/.modules.yaml') && isMarked(all ? 'install-all' : 'install', wanted);
if (!isInstalled) {
  // CI=true: without it, pnpm asks before it replaces a node_modules folder of another layout.
  const { status } = spawnSync(`${PNPM} install --frozen-lockfile${only}`, {
    shell: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, CI: 'true' },
  });
  if (status !== 0) process.exit(status ?? 1);
  mark('install', wanted);
  if (all) mark('install-all', wanted);
}
await import('./build.mjs');
