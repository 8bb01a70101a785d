// Two searches after one another, in sample; then the default parameters beside the best ones, on bars the searches saw and on
// bars they did not. Try --help.
import { writeFileSync } from 'node:fs';
import { type Bars, periodsPerYear, QuantblocksError, shareBars } from '@quantblocks/core';
import { loadBars, parseInterval, syntheticMarket } from '@quantblocks/data';
import { inline, threads } from '@quantblocks/farm';
import { finalTrigger, type IchimokuParams } from '@quantblocks/final-trigger';
import {
  exitSpace,
  type FinalTriggerFigures,
  finalTriggerFigures,
  ichimokuSpace,
  withPoint,
} from '@quantblocks/final-trigger/search';
import { TrialLedger } from '@quantblocks/optimizer';
import { formatTable, type TableFormat, type TableRow } from '@quantblocks/report';
import { holdoutSplit } from '@quantblocks/walk-forward';
import pc from 'picocolors';
import { backtestRef } from './backtest-job.ts';
import { HELP, type Options, readOptions } from './options.ts';
import { search } from './search.ts';
import { searchPage } from './search-page.ts';

const MIN_POSITIONS = 50;

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
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const isUsage = code.startsWith('ERR_PARSE_ARGS');
  if (!(error instanceof QuantblocksError || isUsage || ['ENOENT', 'EACCES', 'EISDIR'].includes(code))) throw error;
  console.error(pc.red((error as Error).message) + (isUsage ? '\n\nTry --help' : ''));
  process.exitCode = 1;
}

async function main(options: Options): Promise<void> {
  const { csv, seed, batch, workers, out, json } = options;
  const startedAt = performance.now();
  const bars = csv === undefined ? synthetic() : loadBars(csv).bars;
  const { train, validation, test } = holdoutSplit(bars.length, { fractions: [0.6, 0.2, 0.2] });
  const [inSample] = train;
  const [outOfSample] = test;

  // Exits first, with the default lengths; then the lengths of both Ichimokus, with the best exits. Defaults are tried first.
  const executor = workers === 1 ? inline() : threads({ workers });
  const market = { bars: shareBars(bars), options: { range: inSample, minPositions: MIN_POSITIONS } };
  const crew = await executor.open(backtestRef, market);
  const { defaults } = finalTrigger;
  const exits = await search(
    {
      name: 'exits',
      space: exitSpace(),
      first: { stopAtr: 3, target1: 2, target2: 6, target3: 10 },
      paramsOf: (point) => withPoint(defaults, point),
    },
    crew,
    options,
  );
  const bestExits = withPoint(defaults, exits.best?.params ?? {});
  const lengths = await search(
    {
      name: 'lengths',
      space: ichimokuSpace(),
      first: { tenkan: 9, kijun: 26, fiveTenkan: 9, fiveKijun: 26 },
      paramsOf: (point) => withPoint(bestExits, point),
    },
    crew,
    options,
  );
  const best = withPoint(bestExits, lengths.best?.params ?? {});
  await crew.close();

  const parts = { 'in sample': inSample, validation, 'out of sample': outOfSample };
  const figures = Object.entries(parts).map(([part, range]) => {
    const figuresOf = finalTriggerFigures(bars, range && { range });
    return { part, default: figuresOf(defaults), best: figuresOf(best) };
  });
  const { trials: tried, infeasible } = new TrialLedger({ exits, lengths }).counts();
  if (out !== undefined) writeFileSync(out, searchPage(bars.symbol, exits, lengths));
  if (json) {
    const logs = { exits: exits.log(), lengths: lengths.log() };
    const about = { symbol: bars.symbol, bars: bars.length, seed, batch, tried, infeasible };
    console.log(JSON.stringify({ ...about, best, figures, logs }));
    return;
  }

  const [seen, , unseen] = figures;
  const years = (outOfSample.end - outOfSample.start) / periodsPerYear(bars);
  const fixed = (value: number, digits = 2): string => value.toFixed(digits);
  console.log(`
${bars.symbol}, ${bars.length.toLocaleString('en')} bars: searched on the first 60 %, then 20 % validation and 20 % out of sample

${formatTable(rowsOf(figures), { columns: figures.map(({ part }) => part) })}

Trials       ${tried}, of which ${infeasible} had fewer than ${MIN_POSITIONS} positions`);
  console.log(
    lengths.best === null
      ? '\nNo trial had enough positions to judge by, so nothing was chosen and best is the default: search on more bars.'
      : `Exits        stop ${best.stopAtr} ATR, targets ${best.targetAtr.join(', ')} ATR
Ichimoku     ${lengthsText(best.ichimoku)}
Five-in-one  ${lengthsText(best.fiveInOne.ichimoku)}

The in-sample Sharpe ratio of ${fixed(seen.best.sharpe)} is the highest of ${tried}, picked on the bars it is measured on: expect less.
Out of sample it is ${fixed(unseen.best.sharpe)}, and ${fixed(unseen.default.sharpe)} with the default parameters; its standard error over ${fixed(years, 1)} years is about ${fixed(1 / Math.sqrt(years), 1)}.
Choosing by the bars out of sample makes them in-sample.`,
  );
  if (out !== undefined) console.log(`\nPage  ${pc.bold(out)}  (open it in a browser)`);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(pc.dim(`\n${tried} backtests on ${workers} ${workers === 1 ? 'thread' : 'threads'} in ${seconds} s`));
}

function lengthsText(ichimoku: IchimokuParams | null): string {
  return ichimoku === null
    ? 'off'
    : `tenkan ${ichimoku.tenkan}, kijun ${ichimoku.kijun}, Senkou B ${ichimoku.senkouB} bars`;
}

interface Part {
  readonly default: FinalTriggerFigures;
  readonly best: FinalTriggerFigures;
}

function rowsOf(parts: readonly Part[]): TableRow[] {
  const pair = (label: string, field: keyof FinalTriggerFigures, format: TableFormat): TableRow[] =>
    (['default', 'best'] as const).map((which) => ({
      label: `${(which === 'default' ? label : '').padEnd(18)}${which}`,
      values: parts.map((part) => Number(part[which][field])),
      format,
    }));
  return [
    ...pair('Sharpe ratio', 'sharpe', 'ratio'),
    ...pair('Positions', 'positions', 'count'),
    ...pair('Return', 'totalReturn', 'percent'),
    ...pair('Maximum drawdown', 'maxDrawdown', 'percent'),
  ];
}

// A market with a planted trend edge.
function synthetic(): Bars {
  return syntheticMarket({ seed: 1, assets: ['ALFA'], bars: 17_520, timeframeMs: parseInterval('1h') }).bars[0];
}
