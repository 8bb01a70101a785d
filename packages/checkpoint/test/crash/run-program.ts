import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const hooks = pathToFileURL(fileURLToPath(new URL('../../../../tools/register-ts.mjs', import.meta.url))).href;

/** Starts a program of `../programs` in a process of its own. */
export function runProgram(name: string, args: readonly string[]): ChildProcess {
  const program = fileURLToPath(new URL(`../programs/${name}.ts`, import.meta.url));
  const flags = ['--import', hooks, '--conditions=@quantblocks/source'];
  return spawn(process.execPath, [...flags, program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
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
