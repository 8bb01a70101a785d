import { ParameterError } from '@quantblocks/core';
import { type CheckpointOptions, isCheckpoint, resolveCheckpoints } from './checkpoints.ts';
import type { Pruner } from './pruner.ts';

/** Options of {@link thresholdPruner}: at least one bound. */
export interface ThresholdPrunerOptions extends CheckpointOptions {
  /** Smallest loss that is believed. @defaultValue `-Infinity` */
  readonly lower?: number;
  /** Largest loss that is worth going on with. @defaultValue `Infinity` */
  readonly upper?: number;
}

/**
 * Stops a trial whose latest loss is outside fixed bounds, or NaN. Bounds are losses: where a study maximises, minus
 * the value.
 *
 * @throws a {@link ParameterError} if there is no bound, or an option is out of range.
 *
 * @example
 * ```ts
 * import { createStudy, float, space, thresholdPruner } from '@quantblocks/optimizer';
 *
 * // Sharpe ratios below -1 are hopeless.
 * const options = { direction: 'maximize', pruner: thresholdPruner({ upper: 1 }) } as const;
 * const study = createStudy({ space: space({ x: float(0, 1) }), ...options });
 * const [{ number }] = study.ask();
 * study.report(number, 0, -1.5);
 * study.shouldPrune(number); // => true
 * ```
 */
export function thresholdPruner(options: ThresholdPrunerOptions): Pruner {
  const { lower = Number.NEGATIVE_INFINITY, upper = Number.POSITIVE_INFINITY } = options;
  const checkpoints = resolveCheckpoints(options);
  if (!(lower < upper)) throw new ParameterError('lower', `a number below upper, ${upper}`, lower);
  if (lower === Number.NEGATIVE_INFINITY && upper === Number.POSITIVE_INFINITY) {
    throw new ParameterError('upper', 'at least one bound', options);
  }
  return {
    name: 'threshold',
    options: { lower, upper, ...checkpoints },
    shouldPrune(trial) {
      if (!isCheckpoint(trial, checkpoints)) return false;
      const value = trial.values[trial.values.length - 1];
      return !(value >= lower && value <= upper);
    },
  };
}
