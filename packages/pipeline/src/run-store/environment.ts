import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import type { Environment } from './manifest.ts';

/** What a run says of the machine it was made on. */
export function thisMachine(): Environment {
  return {
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    cpus: Math.max(1, cpus().length),
    memory: totalmem(),
  };
}

/** Of this package, as published. */
export function packageVersion(): string {
  const text = readFileSync(new URL(import.meta.resolve('#manifest')), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
