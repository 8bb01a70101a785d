import { readFileSync } from 'node:fs';
import { ParameterError } from '@quantblocks/core';

/** A whole number from a flag; `undefined` if it was not given. */
export function wholeFlag(name: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text) || Number(text) < least)
    throw new ParameterError(name, `a whole number >= ${least}`, text);
  return Number(text);
}

/** A JSON file that a flag names. */
export function jsonFile(name: string, path: string): unknown {
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new ParameterError(`${name} ${path}`, 'JSON', (error as Error).message);
  }
}
