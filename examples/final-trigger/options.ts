import { parseArgs } from 'node:util';
import { ParameterError } from '@quantblocks/core';

export const HELP = `FINAL TRIGGER v2, back-tested under honest assumptions (safe) and under those of the earlier system (compat).

  npm start                          on a synthetic market, two years of hours
  npm start -- --csv FILE            on your own candles (time, open, high, low, close, volume)
  npm start -- --binance BTCUSDT     on candles fetched from Binance

Options
  --timeframe 1h     timeframe to fetch from Binance
  --start 2024-01-01 first day to fetch; --end for the last (default: now)
  --asset ALFA       synthetic asset: ALFA, CHARLIE, ECHO trend, BRAVO, DELTA have no edge
  --seed 1           seed of the synthetic market
  --bars 17520       bars of the synthetic market
  --out runs         folder for run folders
  --json             print the figures as JSON and nothing else
  --help             this text`;

const FLAGS = {
  csv: { type: 'string' },
  binance: { type: 'string' },
  timeframe: { type: 'string', default: '1h' },
  start: { type: 'string', default: '2024-01-01' },
  end: { type: 'string' },
  asset: { type: 'string', default: 'ALFA' },
  seed: { type: 'string', default: '1' },
  bars: { type: 'string', default: '17520' },
  out: { type: 'string', default: 'runs' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** What the user asked for, checked. */
export interface Options {
  readonly csv: string | undefined;
  readonly binance: string | undefined;
  readonly timeframe: string;
  /** Epoch milliseconds. */
  readonly start: number;
  readonly end: number | undefined;
  readonly asset: string;
  readonly seed: number;
  readonly bars: number;
  readonly out: string;
  readonly json: boolean;
  readonly help: boolean;
}

/** Reads the command line; throws on unknown flags and on values that cannot be meant. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({ args: [...args], options: FLAGS });
  return {
    ...values,
    csv: values.csv,
    binance: values.binance,
    start: day('--start', values.start),
    end: values.end === undefined ? undefined : day('--end', values.end),
    seed: whole('--seed', values.seed),
    bars: whole('--bars', values.bars),
  };
}

function day(name: string, text: string): number {
  const time = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw new ParameterError(name, 'a day such as 2024-01-31', text);
  return time;
}

function whole(name: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new ParameterError(name, 'a whole number', text);
  return Number(text);
}
