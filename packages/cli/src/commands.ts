import { type Command, defineCommand } from './command.ts';
import {
  BACKTEST_FLAGS,
  DOWNLOAD_FLAGS,
  PARAMS_FLAG,
  PIPELINE_FLAGS,
  PRODUCE_FLAGS,
  SETTING_FLAGS,
  STORE_FLAGS,
} from './flags.ts';

const ID_NOTE = 'ID is the id of a run, its beginning or end where that is unique, or latest.';

const PIPELINE_NOTES = `Ctrl-C keeps every phase that ended and says how to go on; once more does not wait for that.
Ends with 2 if no asset passed. ${ID_NOTE}`;

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  defineCommand({
    name: 'run',
    summary: 'every phase: screen, validate, rescue, portfolio, scripts',
    args: [],
    flags: PIPELINE_FLAGS,
    notes: PIPELINE_NOTES,
    load: async () => (await import('./commands/run.ts')).run,
  }),
  defineCommand({
    name: 'screen',
    summary: 'a quick search per asset, judged on bars it did not see',
    args: [],
    flags: PIPELINE_FLAGS,
    notes: PIPELINE_NOTES,
    load: async () => (await import('./commands/run.ts')).screen,
  }),
  defineCommand({
    name: 'validate',
    summary: 'walk-forward and guards; with --resume of a screened run, of what passed there',
    args: [],
    flags: PIPELINE_FLAGS,
    notes: PIPELINE_NOTES,
    load: async () => (await import('./commands/run.ts')).validate,
  }),
  defineCommand({
    name: 'runs list',
    summary: 'all runs, newest first',
    args: [],
    flags: STORE_FLAGS,
    load: async () => (await import('./commands/runs.ts')).runsList,
  }),
  defineCommand({
    name: 'runs show',
    summary: 'what a run was made of and what it found',
    args: ['ID'],
    flags: STORE_FLAGS,
    notes: ID_NOTE,
    load: async () => (await import('./commands/runs.ts')).runsShow,
  }),
  defineCommand({
    name: 'runs compare',
    summary: 'what differs between two runs: settings, data, verdicts, parameters',
    args: ['ID', 'ID'],
    flags: STORE_FLAGS,
    notes: ID_NOTE,
    load: async () => (await import('./commands/runs.ts')).runsCompare,
  }),
  defineCommand({
    name: 'runs note',
    summary: 'adds a remark to a run',
    args: ['ID', 'TEXT...'],
    flags: STORE_FLAGS,
    notes: ID_NOTE,
    load: async () => (await import('./commands/runs.ts')).runsNote,
  }),
  defineCommand({
    name: 'guards',
    summary: 'what the guards said of an asset, line by line',
    args: ['ID', 'ASSET'],
    flags: STORE_FLAGS,
    notes: `${ID_NOTE}\nEnds with 2 if the verdict is not a pass.`,
    load: async () => (await import('./commands/guards.ts')).guards,
  }),
  defineCommand({
    name: 'diagnose',
    summary: 'what is wrong with an asset, and what to try next',
    args: ['ID', 'ASSET'],
    flags: STORE_FLAGS,
    notes: `${ID_NOTE}\nEnds with 2 if the diagnosis is not a pass.`,
    load: async () => (await import('./commands/diagnose.ts')).diagnoseAsset,
  }),
  defineCommand({
    name: 'produce',
    summary: 'the TradingView scripts and frozen parameters of the assets that passed',
    args: ['ID', '[ASSET]'],
    flags: PRODUCE_FLAGS,
    notes: `${ID_NOTE}
Only what passed validation has a script. A file that is there with other content is not replaced. Ends with 2 if nothing passed.`,
    load: async () => (await import('./commands/produce.ts')).produce,
  }),
  defineCommand({
    name: 'download',
    summary: 'candles from Binance, one CSV file per pair',
    args: ['SYMBOL...'],
    flags: DOWNLOAD_FLAGS,
    notes: 'SYMBOL is a pair such as BTCUSDT. A file that is there is not replaced.',
    load: async () => (await import('./commands/download.ts')).download,
  }),
  defineCommand({
    name: 'quality',
    summary: 'what is missing, impossible or suspicious in files of candles',
    args: ['FILE...'],
    flags: {},
    notes:
      'Ends with 2 if a file has rows that bars cannot hold: not finite, not positive, impossible, twice, or out of order.',
    load: async () => (await import('./commands/quality.ts')).quality,
  }),
  defineCommand({
    name: 'backtest',
    summary: 'FINAL TRIGGER with given parameters on one file of candles, beside holding the market',
    args: ['FILE'],
    flags: BACKTEST_FLAGS,
    notes: 'All bars are seen by whoever chose the parameters: this is a description, not evidence.',
    load: async () => (await import('./commands/backtest.ts')).backtest,
  }),
  defineCommand({
    name: 'compare-pine',
    summary: 'how a TradingView export compares with the strategy, column by column',
    args: ['FILE'],
    flags: PARAMS_FLAG,
    notes: 'Ends with 2 if a column differs.',
    load: async () => (await import('./commands/compare-pine.ts')).comparePine,
  }),
  defineCommand({
    name: 'config show',
    summary: 'all settings as a run would have them',
    args: [],
    flags: SETTING_FLAGS,
    notes: 'Its output is a file for --config.',
    load: async () => (await import('./commands/config.ts')).configShow,
  }),
  defineCommand({
    name: 'config schema',
    summary: 'JSON Schema of the settings, for editors',
    args: [],
    flags: {},
    load: async () => (await import('./commands/config.ts')).configSchema,
  }),
  defineCommand({
    name: 'doctor',
    summary: 'what this machine has, and what is short',
    args: [],
    flags: STORE_FLAGS,
    notes: 'Redis is looked for at QUANTBLOCKS_REDIS (default redis://localhost:6379); it and a browser are optional.',
    load: async () => (await import('./commands/doctor.ts')).doctor,
  }),
];
