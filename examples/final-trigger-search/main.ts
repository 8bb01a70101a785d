// Two searches after one another, in sample; then the default parameters beside the best ones, on bars the searches saw and on
// bars they did not. Try --help.
import { writeFileSync } from 'node:fs';
import { type Bars, periodsPerYear, QuantblocksError } from '@quantblocks/core';
import { loadBars, parseInterval, syntheticMarket } from '@quantblocks/data';
import { finalTrigger, type IchimokuParams } from '@quantblocks/final-trigger';
import {
  exitSpace,
  type FinalTriggerFigures,
  finalTriggerFigures,
  finalTriggerObjective,
  ichimokuSpace,
  type SpacePoint,
  withPoint,
} from '@quantblocks/final-trigger/search';
import { createStudy, importances, optimize, type Study, TrialLedger } from '@quantblocks/optimizer';
import { formatTable, renderSearch, type SearchView, type TableFormat, type TableRow } from '@quantblocks/report';
import { holdoutSplit } from '@quantblocks/walk-forward';
import pc from 'picocolors';
import { HELP, type Options, readOptions } from './options.ts';

const MIN_POSITIONS = 50;

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

async function main({ csv, trials, seed, out, json }: Options): Promise<void> {
  const startedAt = performance.now();
  const bars = csv === undefined ? synthetic() : loadBars(csv).bars;
  const { train, validation, test } = holdoutSplit(bars.length, { fractions: [0.6, 0.2, 0.2] });
  const [inSample] = train;
  const [outOfSample] = test;

  // Exits first, with the default lengths; the defaults themselves are the first trial.
  const { defaults } = finalTrigger;
  const objective = finalTriggerObjective(bars, { range: inSample, minPositions: MIN_POSITIONS });
  const exits = createStudy({ space: exitSpace(), direction: 'maximize', seed });
  exits.enqueue({ stopAtr: 3, target1: 2, target2: 6, target3: 10 });
  await optimize(exits, (point) => objective(withPoint(defaults, point)), { trials });

  // Then the lengths of both Ichimokus, with the best exits.
  const bestExits = withPoint(defaults, exits.best?.params ?? {});
  const lengths = createStudy({ space: ichimokuSpace(), direction: 'maximize', seed });
  lengths.enqueue({ tenkan: 9, kijun: 26, fiveTenkan: 9, fiveKijun: 26 });
  await optimize(lengths, (point) => objective(withPoint(bestExits, point)), { trials });
  const best = withPoint(bestExits, lengths.best?.params ?? {});

  const parts = { 'in sample': inSample, validation, 'out of sample': outOfSample };
  const figures = Object.entries(parts).map(([part, range]) => {
    const figuresOf = finalTriggerFigures(bars, range && { range });
    return { part, default: figuresOf(defaults), best: figuresOf(best) };
  });
  const { trials: tried, infeasible } = new TrialLedger({ exits, lengths }).counts();
  if (out !== undefined) {
    const title = `FINAL TRIGGER searched on ${bars.symbol}`;
    writeFileSync(out, renderSearch([viewOf('Exits', exits), viewOf('Ichimoku lengths', lengths)], { title }));
  }
  if (json) {
    console.log(JSON.stringify({ symbol: bars.symbol, bars: bars.length, seed, tried, infeasible, best, figures }));
    return;
  }

  const [seen, , unseen] = figures;
  const years = (outOfSample.end - outOfSample.start) / periodsPerYear(bars);
  const fixed = (value: number, digits = 2): string => value.toFixed(digits);
  const lengthsOf = (five: IchimokuParams | null): string => `${five?.tenkan}/${five?.kijun}/${five?.senkouB}`;
  console.log(`
${bars.symbol}, ${bars.length.toLocaleString('en')} bars: 60 % in sample, 20 % validation, 20 % out of sample

${formatTable(rowsOf(figures), { columns: figures.map(({ part }) => part) })}

Best exits    stop ${best.stopAtr} ATR, targets ${best.targetAtr.join(', ')} ATR
Best lengths  ${lengthsOf(best.ichimoku)} and ${lengthsOf(best.fiveInOne.ichimoku)}
Trials        ${tried}, of which ${infeasible} had fewer than ${MIN_POSITIONS} positions
`);
  console.log(
    lengths.best === null
      ? 'No trial had enough positions to judge by, so nothing was chosen: search on more bars.'
      : `The in-sample Sharpe ratio of ${fixed(seen.best.sharpe)} is the highest of ${tried}, picked on the bars it is measured on:
expect less. Out of sample it is ${fixed(unseen.best.sharpe)}, and ${fixed(unseen.default.sharpe)} with the default parameters; over
${fixed(years, 1)} years its standard error is about ${fixed(1 / Math.sqrt(years), 1)}. Choosing by these bars makes them in-sample.`,
  );
  if (out !== undefined) console.log(`\nPage  ${pc.bold(out)}  (open it in a browser)`);
  console.log(pc.dim(`\n${tried} backtests in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`));
}

function viewOf<Point extends SpacePoint>(name: string, study: Study<Point>): SearchView {
  const { parameters, status } = importances(study);
  return {
    name,
    direction: 'maximize',
    objective: 'in-sample Sharpe ratio',
    parameters: Object.entries(study.space.toJSON().parameters).map(([name, range]) => ({ name, ...range })),
    trials: study.trials.map((trial) => ({ ...trial, proposedBy: trial.by })),
    ...(status === 'ok' && { importances: parameters }),
  };
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
