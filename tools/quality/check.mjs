// What only shows in what is published: packs every package, then runs publint and attw on each; minified sizes of single indicators;
// knip over the sources.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packages } from '../workspace.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'quantblocks-pack-'));
const problems = [];

/** Runs a command; its output is shown only if it fails. */
function step(name, command, args, cwd = process.cwd()) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, CI: 'true', NO_COLOR: '1' },
  });
  if (status === 0) return;
  problems.push(name);
  console.log(`✗ ${name}\n${stdout}${stderr}`);
}
const tool = (name, bin) => [process.execPath, join(here, 'node_modules', name, bin)];
const [node, publint] = tool('publint', 'src/cli.js');
const [, attw] = tool('@arethetypeswrong/cli', 'dist/index.js');
const [, sizeLimit] = tool('size-limit', 'bin.js');
const [, knip] = tool('knip', 'bin/knip.js');

try {
  const pack = [
    '--yes',
    'pnpm@12.21.0',
    '--recursive',
    '--filter',
    './packages/*',
    'pack',
    '--pack-destination',
    folder,
  ];
  step('pnpm pack', 'npx', pack);
  const tarballs = readdirSync(folder).sort();
  if (tarballs.length !== packages.length) problems.push(`${tarballs.length} tarballs of ${packages.length} packages`);
  for (const tarball of tarballs) {
    const path = join(folder, tarball);
    step(`publint ${tarball}`, node, [publint, 'run', path, '--strict']);
    step(`attw ${tarball}`, node, [attw, path, '--profile', 'esm-only', '--no-emoji']);
    console.log(`${tarball}: ${Math.ceil(statSync(path).size / 1024)} kB`);
  }
  step('size-limit', node, [sizeLimit], here);
  step('knip', node, [knip, '--config', join(here, 'knip.json'), '--no-progress', '--no-config-hints']);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (problems.length > 0) {
  console.log(`failed: ${problems.join(', ')}`);
  process.exit(1);
}
