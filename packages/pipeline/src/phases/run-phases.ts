import { type Store, type TaskKey, TaskLedger, taskId } from '@quantblocks/checkpoint';
import { type Bars, ParameterError, shareBars } from '@quantblocks/core';
import { type Crew, type Executor, inline, jobRef, withLedger } from '@quantblocks/farm';
import type { PipelineConfig } from '../config/pipeline-config.ts';
import type { AssetPhase, PhaseInput, phaseJob } from './phase-job.ts';
import type { ScreenResult } from './screen-asset.ts';
import type { ValidateResult } from './validate-asset.ts';

/** What became of an asset; a phase that did not run is undefined. */
export interface AssetOutcome {
  readonly asset: string;
  readonly screen?: ScreenResult;
  readonly validate?: ValidateResult;
  readonly rescue?: ValidateResult;
}

/** How far the phases are. */
export interface PhaseProgress {
  readonly asset: string;
  readonly phase: AssetPhase;
  /** `kept`: answered from the ledger of an earlier attempt. */
  readonly event: 'started' | 'ended' | 'kept';
  readonly status?: 'PASS' | 'FAIL';
  readonly durationMs?: number;
}

/** Options of {@link runPhases}. */
export interface RunPhasesOptions {
  /** Where results are kept; a run that is started again with the same store goes on where it was. */
  readonly store: Store;
  /** Hash of everything results depend on: configuration, bars, code. */
  readonly configHash: string;
  /** @defaultValue all, each only where the one before asks for it */
  readonly phases?: readonly AssetPhase[];
  readonly executor?: Executor;
  readonly onProgress?: (progress: PhaseProgress) => void;
  readonly signal?: AbortSignal;
}

type PhaseResult = ScreenResult | ValidateResult;

const ALL: readonly AssetPhase[] = ['screen', 'validate', 'rescue'];

/** @throws a {@link ParameterError} that names the phase there is not. */
export function requirePhases(phases: readonly AssetPhase[]): void {
  const unknown = phases.find((phase) => !ALL.includes(phase));
  if (unknown !== undefined) throw new ParameterError('phases', ALL.join(', '), unknown);
}

/**
 * Screens every asset, validates what passed, and tries to rescue what then failed; assets side by side, phases of an asset in turn.
 *
 * Results are the same for any number of workers and after any interruption: each phase of an asset is computed once and kept before it
 * counts.
 *
 * @returns What became of each asset, in the order of `bars`.
 * @throws a {@link ParameterError} if there is no such phase; a `TaskError` naming phase and asset if one could not be computed.
 *
 * @example
 * ```ts
 * import { memoryStore } from '@quantblocks/checkpoint';
 * import { syntheticMarket } from '@quantblocks/data';
 * import { parsePipelineConfig, runPhases } from '@quantblocks/pipeline';
 *
 * const { bars } = syntheticMarket({ seed: 1, assets: 1, bars: 2000, edge: 'none' });
 * const config = parsePipelineConfig({ screen: { trials: 2 } });
 * const events: string[] = [];
 * const options = { store: memoryStore(), configHash: 'a1', onProgress: ({ event }: { event: string }) => events.push(event) };
 * await runPhases(config, bars, options);
 * await runPhases(config, bars, options);
 * events; // => ['started', 'ended', 'started', 'kept']
 * ```
 */
export async function runPhases(
  config: PipelineConfig,
  bars: readonly Bars[],
  options: RunPhasesOptions,
): Promise<AssetOutcome[]> {
  const { phases = ALL, executor = inline(), signal } = options;
  requirePhases(phases);
  const setup = { config, bars: bars.map((asset) => shareBars(asset)) };
  const ledger = new TaskLedger<PhaseResult>(options.store);
  const keyOf = ({ asset, phase }: PhaseInput): TaskKey => ({
    strategy: config.strategy.name,
    asset: bars[asset].symbol,
    seed: config.seed,
    fold: 0,
    phase,
    configHash: options.configHash,
  });
  const inputs = bars.flatMap((_, asset) => ALL.map((phase): PhaseInput => ({ asset, phase })));
  const keys = new Map(inputs.map(keyOf).map((key) => [taskId(key), key]));
  await ledger.add(keys.values());
  const taskOf = (id: string): TaskKey => keys.get(id) as TaskKey;
  const crew: Crew<PhaseInput, PhaseResult> = withLedger(
    await executor.open(jobRef<typeof phaseJob>(import.meta.resolve('#phase-job'), 'phaseJob'), setup, { signal }),
    {
      find: async (id) => {
        const record = await ledger.get(taskOf(id));
        return record?.state === 'done' ? { output: record.result as PhaseResult } : undefined;
      },
      commit: async (id, output) => void (await ledger.commit(taskOf(id), output)),
    },
  );
  const run = async (asset: number, phase: AssetPhase): Promise<PhaseResult> => {
    const about = { asset: bars[asset].symbol, phase };
    options.onProgress?.({ ...about, event: 'started' });
    const task = { key: taskId(keyOf({ asset, phase })), input: { asset, phase } };
    const { output, worker, durationMs } = await crew.run(task, { signal });
    const event = worker === 'ledger' ? 'kept' : 'ended';
    options.onProgress?.({ ...about, event, status: output.status, durationMs });
    return output;
  };
  try {
    return await Promise.all(bars.map((_, asset) => phasesOf(asset)));
  } finally {
    await crew.close();
  }

  async function phasesOf(asset: number): Promise<AssetOutcome> {
    const outcome: { -readonly [Key in keyof AssetOutcome]: AssetOutcome[Key] } = { asset: bars[asset].symbol };
    if (phases.includes('screen')) {
      outcome.screen = (await run(asset, 'screen')) as ScreenResult;
      if (outcome.screen.status === 'FAIL') return outcome;
    }
    if (phases.includes('validate')) {
      outcome.validate = (await run(asset, 'validate')) as ValidateResult;
      if (outcome.validate.status === 'PASS') return outcome;
    }
    if (phases.includes('rescue') && config.rescue.enabled) {
      outcome.rescue = (await run(asset, 'rescue')) as ValidateResult;
    }
    return outcome;
  }
}
