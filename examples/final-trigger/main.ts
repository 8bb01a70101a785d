// FINAL TRIGGER v2 from candles to a report: load, check, simulate twice, measure, write. Try --help.
import { relative } from 'node:path';
import { type Bars, QuantblocksError } from '@quantblocks/core';
import {
  binanceSource,
  formatQuality,
  loadBars,
  parseInterval,
  type QualityReport,
  qualityReport,
  syntheticMarket,
} from '@quantblocks/data';
import { simulate } from '@quantblocks/engine';
import { createFinalTrigger, type PresetName, simulationConfig } from '@quantblocks/final-trigger';
import { formatTable, type ReportRun, type TableRow, writeRun } from '@quantblocks/report';
import pc from 'picocolors';
import { keyFigures } from './key-figures.ts';
import { HELP, type Options, readOptions } from './options.ts';

interface Loaded {
  readonly bars: Bars;
  readonly quality: QualityReport;
  /** Where the bars come from, if it has to be said. */
  readonly origin?: string;
}

// A reader that has seen enough (`| head`) is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(HELP);
  else await main(options);
} catch (error) {
  // What the user can mend is said in a line; anything else is a bug and keeps its stack.
  const isUsage = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  const isFile =
    error instanceof Error && 'code' in error && ['ENOENT', 'EACCES', 'EISDIR'].includes(String(error.code));
  if (!(error instanceof QuantblocksError || isUsage || isFile)) throw error;
  console.error(pc.red(error.message) + (isUsage ? '\n\nTry: npm start -- --help' : ''));
  process.exitCode = 1;
}

async function main(options: Options): Promise<void> {
  const startedAt = performance.now();
  const say = options.json ? () => {} : console.log;
  const { bars, quality, origin } = await load(options, say);
  say(`\n${formatQuality(quality, { style: 'line' })}`);
  if (origin !== undefined) say(pc.dim(origin));

  const runs: ReportRun[] = (['safe', 'compat'] as const).map((name) => ({ name, ...run(bars, name) }));
  const rows = keyFigures(bars, runs);
  const written = await writeRun({
    root: options.out,
    name: `final-trigger ${bars.symbol}`,
    title: `FINAL TRIGGER on ${bars.symbol}`,
    bars,
    runs,
    quality: formatQuality(quality).split('\n'),
    ...(origin === undefined ? {} : { assumptions: [origin] }),
    manifest: { strategy: 'final-trigger', params: createFinalTrigger().defaults, command: process.argv.slice(2) },
  });
  if (options.json) {
    const figures = rows.map(({ label, values: [safe, compat, hold] }) => [label, { safe, compat, hold }]);
    console.log(
      JSON.stringify({ symbol: bars.symbol, bars: bars.length, figures: Object.fromEntries(figures), ...written }),
    );
    return;
  }
  printTable(rows);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(2);
  say(`\n${pc.dim(`${bars.length.toLocaleString('en')} bars, two backtests and a report in ${seconds} s`)}`);
  const folder = relative('.', written.folder);
  say(`Run folder  ${folder}`);
  say(`Report      ${pc.bold(`${folder}/report.html`)}  (open it in a browser)`);
}

function run(bars: Bars, preset: PresetName): Pick<ReportRun, 'result' | 'notes'> {
  const strategy = createFinalTrigger(preset);
  const plan = strategy.prepare(bars).plan(strategy.defaults);
  const note =
    preset === 'safe'
      ? 'Assumes what can be traded: fills at the next open, gaps through the stop, costs on every fill, open profit and loss in equity.'
      : 'Reproduces the earlier system, faults included: fills at the close it decided on, stops that never slip, equity blind to open losses.';
  return { result: simulate(bars, plan, simulationConfig(strategy.defaults, preset)), notes: [note] };
}

async function load(options: Options, say: (line: string) => void): Promise<Loaded> {
  if (options.csv !== undefined) {
    const { bars, quality } = loadBars(options.csv);
    return { bars, quality };
  }
  if (options.binance !== undefined) {
    const bars = await binanceSource().fetchBars({
      symbol: options.binance,
      timeframe: options.timeframe,
      start: options.start,
      ...(options.end === undefined ? {} : { end: options.end }),
      onProgress: ({ bars: count, fraction }) =>
        say(pc.dim(`fetched ${count} bars (${(100 * fraction).toFixed(0)} %)`)),
    });
    return { bars, quality: qualityOf(bars) };
  }
  const { bars: market, truth } = syntheticMarket({
    seed: options.seed,
    assets: [options.asset],
    bars: options.bars,
    timeframeMs: parseInterval('1h'),
  });
  const { kind, strength } = truth.assets[0].edge;
  const edge =
    kind === 'none'
      ? 'no edge at all: any profit is luck'
      : `a planted ${kind} edge: the best rule has a Sharpe ratio of ${strength} before costs`;
  return {
    bars: market[0],
    quality: qualityOf(market[0]),
    origin: `Synthetic market (seed ${options.seed}) with ${edge}.`,
  };
}

function qualityOf({ symbol, time, open, high, low, close, volume }: Bars): QualityReport {
  return qualityReport({ time, open, high, low, close, volume }, { source: symbol });
}

function printTable(rows: readonly TableRow[]): void {
  const tones = { gain: pc.green, loss: pc.red, muted: pc.dim, strong: pc.bold };
  const width = process.stdout.columns ?? 80;
  console.log(
    `\n${formatTable(rows, { columns: ['safe', 'compat', 'buy and hold'], width, paint: (text, tone) => tones[tone](text) })}`,
  );
}
