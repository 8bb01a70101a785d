import { ParameterError, quantile } from '@quantblocks/core';
import { requireInteger } from '../require-integer.ts';
import { type CheckpointOptions, isCheckpoint, resolveCheckpoints } from './checkpoints.ts';
import type { Pruner, TrialCurve } from './pruner.ts';

/** Options of {@link medianPruner}. */
export interface MedianPrunerOptions extends CheckpointOptions {
  /** Nothing is stopped before so many trials are complete. @defaultValue `5` */
  readonly startupTrials?: number;
  /** Nothing is stopped at a step which fewer complete trials have a number at. @defaultValue `1` */
  readonly minTrials?: number;
}

/** Options of {@link percentilePruner}. */
export interface PercentilePrunerOptions extends MedianPrunerOptions {
  /** Fraction of trials that is good enough, in [0, 1]: 0.25 keeps those as good as the best quarter. */
  readonly quantile: number;
}

/**
 * Stops a trial whose best loss so far is worse than a quantile of what complete trials had reported at the same step.
 *
 * The quantile interpolates linearly. A trial that has reported nothing but NaN is stopped. Losses must be comparable
 * over steps, as those of a curve that converges are; for folds use {@link wilcoxonPruner}.
 *
 * @throws a {@link ParameterError} if an option is out of range.
 * @remarks As Optuna's `PercentilePruner`, except that a NaN does not count towards `minTrials`.
 *
 * @example
 * ```ts
 * import { percentilePruner } from '@quantblocks/optimizer';
 *
 * const pruner = percentilePruner({ quantile: 0.25, startupTrials: 1 });
 * const complete = { number: 0, state: 'complete', loss: 3, steps: [0, 1], values: [5, 3] } as const;
 * const running = { number: 1, state: 'running', loss: Number.NaN, steps: [0, 1], values: [6, 4] } as const;
 * pruner.shouldPrune(running, [complete]); // => true
 * ```
 */
export function percentilePruner(options: PercentilePrunerOptions): Pruner {
  return quantilePruner('percentile', options.quantile, options);
}

/**
 * {@link percentilePruner} with the median: stops a trial that is in the worse half.
 *
 * @throws a {@link ParameterError} if an option is out of range.
 *
 * @example
 * ```ts
 * import { createStudy, float, medianPruner, space } from '@quantblocks/optimizer';
 *
 * const study = createStudy({ space: space({ x: float(0, 1) }), pruner: medianPruner({ startupTrials: 1 }) });
 * const [good, poor] = study.ask(2);
 * study.report(good.number, 0, 1);
 * study.tell(good.number, 1);
 * study.report(poor.number, 0, 2);
 * study.shouldPrune(poor.number); // => true
 * ```
 */
export function medianPruner(options: MedianPrunerOptions = {}): Pruner {
  return quantilePruner('median', 0.5, options);
}

function quantilePruner(name: string, probability: number, options: MedianPrunerOptions): Pruner {
  const { startupTrials = 5, minTrials = 1 } = options;
  const checkpoints = resolveCheckpoints(options);
  if (!(probability >= 0 && probability <= 1)) {
    throw new ParameterError('quantile', 'a number in [0, 1]', probability);
  }
  requireInteger('startupTrials', startupTrials, 0);
  requireInteger('minTrials', minTrials, 1);
  return {
    name,
    options: { quantile: probability, startupTrials, minTrials, ...checkpoints },
    shouldPrune(trial, finished) {
      const complete = finished.filter(({ state }) => state === 'complete');
      if (complete.length === 0 || complete.length < startupTrials) return false;
      if (!isCheckpoint(trial, checkpoints)) return false;
      const best = lowest(trial.values);
      if (Number.isNaN(best)) return true;
      const step = trial.steps[trial.steps.length - 1];
      const others = complete.map((other) => valueAt(other, step)).filter((value) => !Number.isNaN(value));
      return others.length >= minTrials && best > quantile(others, probability);
    },
  };
}

function lowest(values: ArrayLike<number>): number {
  let best = Number.NaN;
  for (let i = 0; i < values.length; i++) if (!(values[i] >= best) && !Number.isNaN(values[i])) best = values[i];
  return best;
}

function valueAt(trial: TrialCurve, step: number): number {
  const index = Array.prototype.indexOf.call(trial.steps, step);
  return index < 0 ? Number.NaN : trial.values[index];
}
