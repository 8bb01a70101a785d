import { parseArgs } from 'node:util';
import { ParameterError } from '@quantblocks/core';

export const HELP = `Walk-forward optimisation of the exits of FINAL TRIGGER v2: chosen on each training range, run once on the test after it.

  npm run walk-forward -- [options]

Options
  --csv FILE         your own candles (time, open, high, low, close, volume); default: a synthetic market, two years of hours
  --folds 8          number of tests, all equally long; the first training is a quarter of the bars
  --anchored         train on all bars before a test, not on as many as before the first
  --inner            score trials on five inner folds (mean - half a standard deviation), and stop poor ones early
  --trials 100       trials of each fold
  --seed 1           seed of the searches
  --workers 1        threads; the result is the same for any number
  --json             print the result as JSON and nothing else
  --help             this text`;

const FLAGS = {
  csv: { type: 'string' },
  folds: { type: 'string', default: '8' },
  anchored: { type: 'boolean', default: false },
  inner: { type: 'boolean', default: false },
  trials: { type: 'string', default: '100' },
  seed: { type: 'string', default: '1' },
  workers: { type: 'string', default: '1' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** What the user asked for, checked. */
export interface Options {
  readonly csv?: string;
  readonly folds: number;
  readonly anchored: boolean;
  readonly inner: boolean;
  readonly trials: number;
  readonly seed: number;
  readonly workers: number;
  readonly json: boolean;
  readonly help: boolean;
}

/** Reads the command line; throws on unknown flags and on values that cannot be meant. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({ args: [...args], options: FLAGS });
  return {
    ...values,
    folds: whole('--folds', values.folds, 1),
    trials: whole('--trials', values.trials, 1),
    seed: whole('--seed', values.seed, 0),
    workers: whole('--workers', values.workers, 1),
  };
}

function whole(name: string, text: string, least: number): number {
  if (!/^\d+$/.test(text) || Number(text) < least) throw new ParameterError(name, `a whole number >= ${least}`, text);
  return Number(text);
}
