import type { FinalTriggerParams } from './params.ts';

/** Filter modes from few to many voters. A rescue goes through them in this order and stops at the first that passes. */
export const FILTER_MODES = ['BASELINE', 'MODERATE', 'CONSERVATIVE'] as const;

/** One of {@link FILTER_MODES}. */
export type FilterMode = (typeof FILTER_MODES)[number];

/** What an asset must reach out of sample to be accepted in a mode. */
export interface FilterModeThresholds {
  /** Closed legs out of sample, the unit of the earlier system. */
  readonly minLegs: number;
  /** Walk-forward efficiency. */
  readonly minWfe: number;
}

/** Acceptance thresholds of the modes. */
export const FILTER_MODE_THRESHOLDS: Readonly<Record<FilterMode, FilterModeThresholds>> = {
  BASELINE: { minLegs: 60, minWfe: 0.6 },
  MODERATE: { minLegs: 50, minWfe: 0.6 },
  CONSERVATIVE: { minLegs: 40, minWfe: 0.55 },
};

/**
 * Switches the voters of a mode on and leaves every length, exit and side as it is. The only definition of the modes.
 *
 * BASELINE: the five-in-one is its Ichimoku alone, light bear list. MODERATE: all five voters. CONSERVATIVE: all five, strict
 * bear list. The MAMA/KAMA filter is off in every mode: of the two definitions in the earlier system this is the one its
 * mode table used.
 *
 * @example
 * ```ts
 * import { applyFilterMode, finalTrigger } from '@quantblocks/final-trigger';
 *
 * const { fiveInOne } = applyFilterMode(finalTrigger.defaults, 'CONSERVATIVE');
 * fiveInOne.ichimoku?.bear; // => 'strict'
 * fiveInOne.regressionCloud; // => true
 * ```
 */
export function applyFilterMode(params: FinalTriggerParams, mode: FilterMode): FinalTriggerParams {
  const { fiveInOne } = params;
  const all = mode !== 'BASELINE';
  const lengths = fiveInOne.ichimoku ?? { ...params.ichimoku };
  return {
    ...params,
    maFilter: false,
    fiveInOne: {
      ...fiveInOne,
      ichimoku: { ...lengths, bear: mode === 'CONSERVATIVE' ? 'strict' : 'light' },
      distance: all,
      volume: all
        ? { kind: 'adLine', period: fiveInOne.volume?.kind === 'adLine' ? fiveInOne.volume.period : 50 }
        : null,
      regressionCloud: all,
      kamaOscillator: all
        ? (fiveInOne.kamaOscillator ?? { erPeriod: 8, fast: 7, slow: 19, normPeriod: 50, normalise: true })
        : null,
    },
  };
}
