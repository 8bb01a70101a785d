import { configHash, fileStore } from '@quantblocks/checkpoint';
import { type Bars, ParameterError } from '@quantblocks/core';
import type { Executor } from '@quantblocks/farm';
import { type PipelineConfig, type PipelineConfigInput, parsePipelineConfig } from './config/pipeline-config.ts';
import { type Results, writeResults } from './output/write-results.ts';
import type { AssetPhase } from './phases/phase-job.ts';
import { portfolioPhase } from './phases/portfolio-phase.ts';
import { type PhaseProgress, requirePhases, runPhases } from './phases/run-phases.ts';
import { writePortfolioReport } from './report/write-portfolio-report.ts';
import { describeData, type ManifestData } from './run-store/manifest.ts';
import type { Run } from './run-store/run.ts';
import type { RunStore } from './run-store/run-store.ts';
import { requireSameRun } from './same-run.ts';
import { loadStrategy } from './strategy/load-strategy.ts';

/** Options of {@link runPipeline}. */
export interface RunPipelineOptions {
  /** Where runs are kept. */
  readonly store: RunStore;
  /** Everything that decides the results, as far as it differs from the defaults. */
  readonly config?: PipelineConfigInput;
  /** One sentence for the list of runs. @defaultValue `''` */
  readonly description?: string;
  /** File of each asset, by symbol, for the manifest. */
  readonly files?: Readonly<Record<string, string>>;
  /** Goes on with a run that was interrupted. Its configuration and bars must be the same. */
  readonly resume?: string;
  /** @defaultValue all of them */
  readonly phases?: readonly AssetPhase[];
  /** @defaultValue in this thread */
  readonly executor?: Executor;
  /** Called when the folder is there and before anything is computed: its id is what resumes it. */
  readonly onStart?: (run: Run) => void;
  /** Called when a phase of an asset starts and ends. */
  readonly onProgress?: (progress: PhaseProgress) => void;
  /** Ends everything; the promise rejects with its reason, and the run can be resumed. */
  readonly signal?: AbortSignal;
}

/** A finished run and what it found. */
export interface PipelineRun extends Results {
  readonly run: Run;
}

/**
 * From candles of many assets to a portfolio with frozen parameters: screen, validate, rescue, weigh, and write it all into a folder of
 * the run store.
 *
 * A run that was killed is resumed by its id, and ends with the same bytes in every file but the manifest, which says when it began.
 * Phases of it that were finished are not computed again.
 *
 * @param bars - One per asset, symbols apart.
 * @returns The same for the same bars and configuration, whatever computes it.
 * @throws a `ParameterError` if an option is out of range or a symbol occurs twice; an `IntegrityError` if a run is resumed with other
 * bars, another configuration or another version, or its journal is damaged; a `LockedError` if somebody else is at work on it.
 *
 * @example
 * ```ts
 * import { mkdtempSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { syntheticMarket } from '@quantblocks/data';
 * import { openRunStore, runPipeline } from '@quantblocks/pipeline';
 *
 * const store = openRunStore(mkdtempSync(join(tmpdir(), 'runs-')));
 * const { bars } = syntheticMarket({ seed: 1, assets: 1, bars: 2000, edge: 'none' });
 * const { run, outcomes } = await runPipeline(bars, { store, config: { screen: { trials: 4 } } });
 * outcomes[0].screen?.status; // => 'FAIL'
 * run.files().includes('scan.csv'); // => true
 * ```
 */
export async function runPipeline(bars: readonly Bars[], options: RunPipelineOptions): Promise<PipelineRun> {
  const config = parsePipelineConfig(options.config);
  const symbols = bars.map(({ symbol }) => symbol);
  const twice = symbols.find((symbol, i) => symbols.indexOf(symbol) !== i);
  if (bars.length === 0 || twice !== undefined)
    throw new ParameterError('bars', 'one series per asset, at least one', twice ?? 'none');
  requirePhases(options.phases ?? []);
  const strategy = await loadStrategy(config.strategy);
  const data = bars.map((asset) => describeData(asset.symbol, options.files?.[asset.symbol] ?? '', asset));
  const run = beginRun(options, config, strategy.name, data);
  options.onStart?.(run);
  const hash = configHash({ config, bars: data.map(({ asset, hash }) => [asset, hash]) });
  const store = fileStore(run.path('tasks.journal'), { header: { configHash: hash, schema: 1 } });
  try {
    const outcomes = await runPhases(config, bars, { ...options, store, configHash: hash });
    const passed = outcomes.flatMap(({ validate, rescue }) => {
      const last = rescue ?? validate;
      return last?.status === 'PASS' ? [last] : [];
    });
    const results = { config, configHash: hash, bars, strategy, outcomes, portfolio: portfolioPhase(passed, config) };
    writeResults(run, results);
    writePortfolioReport(run, results);
    return { run, ...results };
  } finally {
    await store.close();
  }
}

function beginRun(
  { store, resume, description = '' }: RunPipelineOptions,
  config: PipelineConfig,
  strategy: string,
  data: readonly ManifestData[],
): Run {
  if (resume === undefined) {
    const assets = data.map(({ asset }) => asset);
    return store.create({ description, strategy, config, assets, data, seeds: [config.seed] });
  }
  const run = store.load(resume);
  requireSameRun(run, config, data);
  return run;
}
