import { parseArgs } from 'node:util';
import { ParameterError } from '@quantblocks/core';

export const HELP = `Searches FINAL TRIGGER v2: exits, then Ichimoku lengths, in sample; then shows what is left out of sample.

  npm run search -- [options]

Options
  --csv FILE         your own candles (time, open, high, low, close, volume); default: a synthetic market, two years of hours
  --trials 200       trials of each of the two searches
  --seed 1           seed of the searches
  --batch 8          trials proposed at once, before their results are known; like the seed, it changes what is found
  --workers 1        threads; the result is the same for any number, and no more than a batch are of use
  --out FILE.html    write a page about the searches
  --json             print figures and trial logs as JSON and nothing else
  --help             this text`;

const FLAGS = {
  csv: { type: 'string' },
  trials: { type: 'string', default: '200' },
  seed: { type: 'string', default: '1' },
  batch: { type: 'string', default: '8' },
  workers: { type: 'string', default: '1' },
  out: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** What the user asked for, checked. */
export interface Options {
  readonly csv?: string;
  readonly trials: number;
  readonly seed: number;
  readonly batch: number;
  readonly workers: number;
  /** Where to write a page. */
  readonly out?: string;
  readonly json: boolean;
  readonly help: boolean;
}

/** Reads the command line; throws on unknown flags and on values that cannot be meant. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({ args: [...args], options: FLAGS });
  return {
    ...values,
    trials: whole('--trials', values.trials, 1),
    seed: whole('--seed', values.seed, 0),
    batch: whole('--batch', values.batch, 1),
    workers: whole('--workers', values.workers, 1),
  };
}

function whole(name: string, text: string, least: number): number {
  if (!/^\d+$/.test(text) || Number(text) < least) throw new ParameterError(name, `a whole number >= ${least}`, text);
  return Number(text);
}
