import type { Flags } from './command.ts';

/** Where candles come from. */
export const MARKET_FLAGS = {
  data: { type: 'string', multiple: true, value: 'PATH', about: 'a folder of CSV files, or one file; may be repeated' },
  timeframe: { type: 'string', value: '1h', about: 'of a folder, only the files whose name ends in it' },
  assets: {
    type: 'string',
    value: 'BTC,ETH',
    about: 'only these; for a synthetic market names, or how many (default 8)',
  },
  synthetic: { type: 'boolean', about: 'a market in which every second asset has an edge and the others have none' },
  'market-seed': { type: 'string', value: '1', about: 'seed of the synthetic market' },
  bars: { type: 'string', value: '17520', about: 'bars of the synthetic market, hours' },
} as const satisfies Flags;

/** What decides results: a file, and flags over it. */
export const SETTING_FLAGS = {
  config: { type: 'string', value: 'FILE', about: 'a JSON file of settings; see quantblocks config schema' },
  seed: { type: 'string', value: '1', about: 'seed of every search and test' },
  set: {
    type: 'string',
    multiple: true,
    value: 'KEY=VALUE',
    about: 'one setting, such as validate.folds=4; may be repeated, and wins over --config',
  },
} as const satisfies Flags;

/** Where runs are. */
export const STORE_FLAGS = {
  runs: { type: 'string', value: 'DIR', about: 'folder of runs (default runs)' },
} as const satisfies Flags;

/** Parameters of FINAL TRIGGER. */
export const PARAMS_FLAG = {
  params: {
    type: 'string',
    value: 'FILE',
    about: 'parameters: params/ASSET.json of a run, or a JSON file (default: those of the strategy)',
  },
} as const satisfies Flags;

/** Of commands that make a run or go on with one. */
export const PIPELINE_FLAGS = {
  ...MARKET_FLAGS,
  ...SETTING_FLAGS,
  ...STORE_FLAGS,
  workers: {
    type: 'string',
    value: 'N',
    about: 'threads (default: one per core); results are the same for any number',
  },
  describe: { type: 'string', value: 'TEXT', about: 'a sentence for the list of runs' },
  resume: { type: 'string', value: 'ID', about: 'go on with this run: same candles, same settings' },
} as const satisfies Flags;

/** Of `backtest`. */
export const BACKTEST_FLAGS = {
  ...PARAMS_FLAG,
  preset: { type: 'string', value: 'safe', about: 'what is assumed of fills and costs: safe, compat, pine' },
} as const satisfies Flags;

/** Of `produce`. */
export const PRODUCE_FLAGS = {
  ...STORE_FLAGS,
  out: { type: 'string', value: 'DIR', about: 'writes them there, instead of printing the scripts' },
} as const satisfies Flags;

/** Of `download`. */
export const DOWNLOAD_FLAGS = {
  timeframe: { type: 'string', value: '1h', about: 'length of a candle' },
  start: { type: 'string', value: '2024-01-01', about: 'first day, UTC' },
  end: { type: 'string', value: 'DAY', about: 'the day before which to end (default: now)' },
  out: { type: 'string', value: 'DIR', about: 'folder for the files (default data)' },
  url: { type: 'string', value: 'URL', about: 'another server of the same protocol' },
} as const satisfies Flags;
