import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tsFlags } from '@quantblocks/test-kit';
import { vi } from 'vitest';
import { runCli } from '../src/run-cli.ts';

// On a busy machine a process takes seconds to start.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const PROGRAM = [...tsFlags, fileURLToPath(new URL('../src/quantblocks.ts', import.meta.url))];

/** How a program ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** An empty folder that goes away with the test file. */
export function emptyFolder(onEnd: (remove: () => void) => void): string {
  const folder = mkdtempSync(join(tmpdir(), 'quantblocks-cli-'));
  onEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The program in a process of its own; `watch` sees its error output as it grows. */
export function quantblocks(
  cwd: string,
  words: readonly string[],
  watch: (err: string, child: ChildProcess) => void = () => {},
): Promise<Ended> {
  const env = { ...process.env, NO_COLOR: '1', CI: '1' };
  const child = spawn(process.execPath, [...PROGRAM, ...words], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
    watch(err, child);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (code) => resolve({ code, out, err }));
  });
}

/** The program as a shell line, for pipes. */
export const SHELL_LINE = [process.execPath, ...PROGRAM].map((word) => `'${word}'`).join(' ');

/** The same without the start of a process: what the program calls. */
export async function inProcess(...words: string[]): Promise<Ended> {
  let out = '';
  let err = '';
  const code = await runCli(words, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}
