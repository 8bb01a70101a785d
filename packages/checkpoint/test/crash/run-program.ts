import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { tsFlags } from '@quantblocks/test-kit';

/** Starts a program of `../programs` in a process of its own. */
export function runProgram(name: string, args: readonly string[]): ChildProcess {
  const program = fileURLToPath(new URL(`../programs/${name}.ts`, import.meta.url));
  return spawn(process.execPath, [...tsFlags, program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Resolves when the process is gone, with what it said. */
export async function outputOf(
  child: ChildProcess,
): Promise<{ stdout: string; stderr: string; signal: string | null }> {
  let stdout = '';
  let stderr = '';
  child.stdout!.on('data', (data) => {
    stdout += data;
  });
  child.stderr!.on('data', (data) => {
    stderr += data;
  });
  const signal = await new Promise<string | null>((resolve) => {
    child.on('close', (_, name) => resolve(name));
  });
  return { stdout, stderr, signal };
}
