import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../src/workspace.ts';

const FORBIDDEN: ReadonlyArray<readonly [what: string, pattern: RegExp]> = [
  // Spelled so that this file does not contain what it looks for.
  ['a home or workplace path', /(?<![\w.~-])\/(?:home|Users|root|work)\/[\w.-]+/],
  ['a Windows profile path', /\b[A-Z]:\\{1,2}Users\b/i],
  ['a registry host', /\bregistry[.](?:npmjs|yarnpkg|npmmirror)|https?:\/\/[\w.-]*(?:artifactory|verdaccio|nexus)\b/i],
  ['a tarball address', /^\s*tarball:/m],
];

/** Paths that git tracks, or `undefined` where there is no git or no repository (a downloaded archive). */
function trackedFiles(): string | undefined {
  try {
    const options = { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26, stdio: 'pipe' } as const;
    // The checkout may belong to another user, as in containers.
    return execFileSync('git', ['-c', 'safe.directory=*', 'ls-files', '-z'], options);
  } catch {
    return undefined;
  }
}

const listed = trackedFiles();

it.skipIf(listed === undefined)('tracked files hold no path or host of anybody’s machine', () => {
  const files = (listed ?? '').split('\0').filter((file) => file !== '' && existsSync(join(root, file)));
  expect(files.length).toBeGreaterThan(0);
  const found = files.flatMap((file) => {
    const path = join(root, file);
    if (!statSync(path).isFile() || statSync(path).size > 4e6) return [];
    const text = readFileSync(path, 'utf8');
    return FORBIDDEN.flatMap(([what, pattern]) => {
      const hit = pattern.exec(text);
      return hit === null ? [] : [`${file}: ${what}: ${hit[0].trim()}`];
    });
  });
  expect(found).toEqual([]);
});
