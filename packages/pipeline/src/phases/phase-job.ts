import type { Bars } from '@quantblocks/core';
import { defineJob, type Job } from '@quantblocks/farm';
import type { PipelineConfig } from '../config/pipeline-config.ts';
import { loadStrategy } from '../strategy/load-strategy.ts';
import { type ScreenResult, screenAsset } from './screen-asset.ts';
import { type ValidateResult, validateAsset } from './validate-asset.ts';

/** Phases that look at one asset alone. */
export type AssetPhase = 'screen' | 'validate' | 'rescue';

/** What all workers hold. */
export interface PhaseSetup {
  readonly config: PipelineConfig;
  readonly bars: readonly Bars[];
}

/** One phase of one asset. */
export interface PhaseInput {
  /** Place of the asset's bars. */
  readonly asset: number;
  readonly phase: AssetPhase;
}

/** Computes one phase of one asset: a pure function of configuration, bars and phase. */
export const phaseJob: Job<PhaseSetup, PhaseInput, ScreenResult | ValidateResult> = defineJob({
  start: async ({ config, bars }: PhaseSetup) => {
    const strategy = await loadStrategy(config.strategy);
    // An asset that is rescued is judged twice on the same tests: each look gets half of the level.
    const alpha = config.rescue.enabled ? config.alpha / 2 : config.alpha;
    return async ({ asset, phase }: PhaseInput, { signal }): Promise<ScreenResult | ValidateResult> => {
      if (phase === 'screen') return screenAsset(strategy, bars[asset], config, signal);
      const isRescue = phase === 'rescue';
      return validateAsset(
        strategy,
        bars[asset],
        { ...config, alpha },
        {
          trials: isRescue ? config.rescue.trials : config.validate.trials,
          variants: isRescue ? strategy.rescues : [],
          signal,
        },
      );
    };
  },
});
