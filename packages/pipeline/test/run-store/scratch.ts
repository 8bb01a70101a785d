import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { tsFlags } from '@quantblocks/test-kit';
import { onTestFinished } from 'vitest';
import { type NewRun, openRunStore, type RunStore } from '../../src/run-store/run-store.ts';

/** A folder that is gone after the test. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pipeline-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A store whose clock shows the given second of 31 January 2026, a second later with each look. */
export function scratchStore(second = 0): RunStore {
  let ticks = Date.UTC(2026, 0, 31, 12, 0, second);
  return openRunStore(scratchFolder(), {
    now: () => {
      const now = new Date(ticks);
      ticks += 1000;
      return now;
    },
  });
}

export const NEW_RUN: NewRun = {
  description: 'screen of two assets',
  strategy: 'final-trigger',
  config: { trials: 200, costs: { feeBps: 4 }, tolerance: Number.NaN },
  assets: ['BTC', 'ETH/USDT'],
  seeds: [7],
  codeVersion: '1.2.3',
};

/** Runs a program with top-level await in several processes, which begin when all are ready. */
export async function inProcesses(count: number, program: string): Promise<void> {
  const folder = scratchFolder();
  const barrier = `
    const fs = await import('node:fs');
    fs.writeFileSync(${JSON.stringify(folder)} + '/' + process.pid, '');
    while (fs.readdirSync(${JSON.stringify(folder)}).length < ${count}) await new Promise((go) => setTimeout(go, 1));`;
  const flags = [...tsFlags, '--input-type=module', '-e', program.replace('/* begin */', barrier)];
  await Promise.all(Array.from({ length: count }, () => promisify(execFile)(process.execPath, flags)));
}

/** Address of a source file of this package, for a program of {@link inProcesses}. */
export function sourceOf(file: string): string {
  return new URL(`../../src/${file}`, import.meta.url).href;
}
