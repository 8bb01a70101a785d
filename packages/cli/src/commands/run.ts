import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import { inline, threads } from '@quantblocks/farm';
import {
  type AssetPhase,
  type PipelineConfig,
  parsePipelineConfig,
  type Run,
  type RunStore,
  runPipeline,
  SCAN_COLUMNS,
} from '@quantblocks/pipeline';
import { colours as pc } from '../colours.ts';
import type { Answer, Invocation } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { findRun, storeOf } from '../find-run.ts';
import type { PIPELINE_FLAGS } from '../flags.ts';
import { Interrupted } from '../interrupted.ts';
import type { CliIo } from '../io.ts';
import { loadMarket, loadMarketOf, type Market } from '../market.ts';
import { PhaseView, seconds } from '../phase-progress.ts';
import { portfolioLine } from '../portfolio-line.ts';
import { wholeFlag } from '../read-value.ts';
import { scanTable } from '../scan-table.ts';
import { readSettings } from '../settings.ts';
import { UsageError } from '../usage-error.ts';

const ALL: readonly AssetPhase[] = ['screen', 'validate', 'rescue'];

type Flagged = Invocation<typeof PIPELINE_FLAGS>;

export const run = (invocation: Flagged): Promise<Answer> => perform('run', () => ALL, invocation);

export const screen = (invocation: Flagged): Promise<Answer> => perform('screen', () => ['screen'], invocation);

export const validate = (invocation: Flagged): Promise<Answer> =>
  perform(
    'validate',
    // Screening that was done decides who is validated; it is answered from the run, not computed again.
    (resumed) =>
      resumed?.files().some((name) => name.endsWith('.screen.csv')) ? ['screen', 'validate'] : ['validate'],
    invocation,
  );

async function perform(
  name: string,
  phasesOf: (resumed?: Run) => readonly AssetPhase[],
  { flags, io, isJson }: Flagged,
): Promise<Answer> {
  const startedAt = performance.now();
  const store = storeOf(flags);
  const { market, config, resumed } = inputOf(flags, store);
  const phases = phasesOf(resumed);
  // An asset is one thread's work at a time: more threads than assets would only take memory.
  const workers = wholeFlag('--workers', flags.workers, 1) ?? Math.min(availableParallelism(), market.bars.length);
  for (const note of isJson ? [] : market.notes) io.err(`${pc.dim(note)}\n`);
  let started: Run | undefined;
  try {
    using view = new PhaseView(io, { assets: market.bars.map(({ symbol }) => symbol), phases, config });
    const { run: finished, portfolio } = await runPipeline(market.bars, {
      store,
      config,
      description: flags.describe ?? `quantblocks ${name}`,
      files: market.files,
      phases,
      executor: workers === 1 ? inline() : threads({ workers }),
      ...(resumed && { resume: resumed.id }),
      onStart: (run) => {
        started = run;
        if (!isJson) io.err(`${pc.dim(`run ${run.id}`)}\n`);
      },
      ...(!isJson && { onProgress: view.update }),
      ...(io.signal && { signal: io.signal }),
    });
    const rows = finished.readTable('scan.csv', SCAN_COLUMNS);
    const passed = rows.filter(({ status }) => status === 'PASS').length;
    const folder = relative('.', finished.folder) || '.';
    const text = [
      '',
      scanTable(rows, { truth: market.truth, width: io.width }),
      '',
      `${passed} of ${rows.length} assets passed ${name}`,
      ...(phases.includes('validate') ? [portfolioLine(portfolio)] : []),
      pc.dim(`${folder}, ${seconds(performance.now() - startedAt)}`),
      ...(rows.some(({ phase }) => phase === 'validate' || phase === 'rescue')
        ? [pc.dim(`quantblocks guards ${finished.id} ASSET says why`)]
        : []),
    ];
    return {
      text: text.join('\n'),
      json: { id: finished.id, folder: finished.folder, phases, passed, truth: market.truth ?? null, scan: rows },
      code: passed > 0 ? EXIT_CODES.done : EXIT_CODES.no,
    };
  } catch (error) {
    throw withHint(error, started && resumeHint(name, started, flags), io);
  }
}

function inputOf(
  flags: Flagged['flags'],
  store: RunStore,
): { readonly market: Market; readonly config: PipelineConfig; readonly resumed?: Run } {
  const { resume, data, synthetic } = flags;
  if (resume === undefined) return { config: readSettings(flags), market: loadMarket(flags) };
  const refused = ['config', 'set', 'seed', 'describe', 'market-seed', 'bars'].find(
    (flag) => flags[flag as keyof typeof flags] !== undefined,
  );
  if (refused !== undefined)
    throw new UsageError(`--${refused} and --resume exclude each other: a run keeps its settings`);
  const resumed = findRun(store, resume);
  // Files that were moved can be named again; what is in them must be the same.
  const market = data || synthetic ? loadMarket(flags) : loadMarketOf(resumed.manifest);
  return { config: parsePipelineConfig(resumed.manifest.config), market, resumed };
}

function resumeHint(name: string, { id }: Run, { runs }: Flagged['flags']): string {
  const where =
    runs === undefined ? '' : ` --runs ${/^[\w./-]+$/.test(runs) ? runs : `'${runs.replaceAll("'", `'\\''`)}'`}`;
  return `go on with: quantblocks ${name} --resume ${id}${where}`;
}

function withHint(error: unknown, hint: string | undefined, io: CliIo): unknown {
  if (io.signal?.aborted) return new Interrupted(hint);
  if (hint !== undefined) io.err(`${hint}\n`);
  return error;
}
