// Exits chosen fold by fold, judged on the bars that follow each choice. Try --help.
import { type Bars, ParameterError, QuantblocksError } from '@quantblocks/core';
import { loadBars, parseInterval, syntheticMarket } from '@quantblocks/data';
import { inline, threads } from '@quantblocks/farm';
import {
  anchoredSplits,
  type Fold,
  formatWalkForward,
  rollingSplits,
  type WalkForwardProgress,
  walkForward,
} from '@quantblocks/walk-forward';
import pc from 'picocolors';
import { HELP, type Options, readOptions } from './options.ts';
import { planOf } from './plans.ts';

const INNER_FOLDS = 5;
const MIN_POSITIONS = 20;

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

async function main({ csv, trials, seed, workers, json, ...how }: Options): Promise<void> {
  const startedAt = performance.now();
  const bars = csv === undefined ? synthetic() : loadBars(csv).bars;
  const showsProgress = !json && process.stderr.isTTY;

  const result = await walkForward(planOf(how.inner ? 'exitsInner' : 'exits'), bars, {
    folds: outerFolds(bars.length, how),
    trials,
    seed,
    minPositions: MIN_POSITIONS,
    ...(how.inner && { inner: innerFolds }),
    executor: workers === 1 ? inline() : threads({ workers }),
    ...(showsProgress && { onProgress: showProgress }),
  });

  if (json) {
    const { folds, counts, sharpe, totalReturn, test, efficiency, stability } = result;
    const rows = folds.map(({ study, ...fold }) => ({ ...fold, log: study.log() }));
    console.log(
      JSON.stringify({ sharpe, totalReturn, counts, test, efficiency, stability, folds: rows }, withoutSeries),
    );
    return;
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`
${bars.symbol}, ${bars.length.toLocaleString('en')} bars, ${how.anchored ? 'anchored' : 'rolling'} training

${formatWalkForward(result)}

t above 2 would be evidence of an edge on unseen bars. Efficiency says how much of the in-sample return was left there; it is
reported because people ask for it. Changing the plan after reading this makes these tests in-sample too.`);
  console.log(
    pc.dim(`\n${result.counts.trials} trials on ${workers} ${workers === 1 ? 'thread' : 'threads'} in ${seconds} s`),
  );
}

function outerFolds(length: number, { folds, anchored }: Pick<Options, 'folds' | 'anchored'>): Fold[] {
  const test = Math.floor((0.75 * length) / folds);
  if (test === 0) throw new ParameterError('--folds', `at most ${Math.floor(0.75 * length)} for ${length} bars`, folds);
  const windows = { train: length - folds * test, test };
  return anchored ? anchoredSplits(length, windows) : rollingSplits(length, windows);
}

// Half of the training only feeds indicators, the other half is five inner tests.
function innerFolds(length: number): Fold[] {
  const train = Math.floor(length / 2);
  return anchoredSplits(length, { train, test: Math.ceil((length - train) / INNER_FOLDS) });
}

function showProgress({ foldsDone, folds, fold, best }: WalkForwardProgress): void {
  console.error(pc.dim(`fold ${fold} is done (${foldsDone} of ${folds}), best value ${best.toFixed(2)}`));
}

function withoutSeries(_: string, value: unknown): unknown {
  return value instanceof Float64Array ? undefined : value;
}

// A market with a planted trend edge.
function synthetic(): Bars {
  return syntheticMarket({ seed: 1, assets: ['ALFA'], bars: 17_520, timeframeMs: parseInterval('1h') }).bars[0];
}
