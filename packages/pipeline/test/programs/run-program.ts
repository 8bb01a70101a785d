import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { tsFlags } from '@quantblocks/test-kit';

/** Runs a program of this folder in a process of its own, and resolves when that is gone with its errors and what ended it. */
export async function runProgram(
  name: string,
  args: readonly string[],
): Promise<{ stderr: string; signal: string | null }> {
  const program = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, [...tsFlags, program, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  const signal = await new Promise<string | null>((resolve) => {
    child.on('close', (_, by) => resolve(by));
  });
  return { stderr, signal };
}
