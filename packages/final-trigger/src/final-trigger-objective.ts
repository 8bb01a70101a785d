import { type Bars, ParameterError } from '@quantblocks/core';
import type { Outcome } from '@quantblocks/optimizer';
import { type FiguresOptions, finalTriggerFigures } from './final-trigger-figures.ts';
import type { FinalTriggerParams } from './params.ts';

/** Options of {@link finalTriggerObjective}. */
export interface ObjectiveOptions extends FiguresOptions {
  /**
   * Fewer closed positions are too few to judge by: such a trial is infeasible, by as many as are missing.
   * @defaultValue `50`
   */
  readonly minPositions?: number;
}

/**
 * The objective of a FINAL TRIGGER search, to be maximised: the annualised Sharpe ratio of the bars in range, 0 where the
 * account never moved, with the number of positions as a constraint on the result.
 *
 * For another score, build on {@link finalTriggerFigures}.
 *
 * @throws a {@link ParameterError} if an option is out of range; the function throws one if the parameters cannot be meant.
 *
 * @example
 * ```ts
 * import { syntheticMarket } from '@quantblocks/data';
 * import { finalTrigger } from '@quantblocks/final-trigger';
 * import { exitSpace, finalTriggerObjective, withPoint } from '@quantblocks/final-trigger/search';
 * import { createStudy, optimize } from '@quantblocks/optimizer';
 *
 * const [bars] = syntheticMarket({ assets: ['ALFA'], bars: 4000 }).bars;
 * const objective = finalTriggerObjective(bars, { range: { start: 0, end: 2400 }, minPositions: 10 });
 * const study = createStudy({ space: exitSpace(), direction: 'maximize', seed: 1 });
 * await optimize(study, (point) => objective(withPoint(finalTrigger.defaults, point)), { trials: 20 });
 * (study.best?.values?.[0] ?? 0) > (objective(finalTrigger.defaults).value ?? 0); // => true
 * ```
 */
export function finalTriggerObjective(
  bars: Bars,
  options: ObjectiveOptions = {},
): (params: FinalTriggerParams) => Outcome {
  const { minPositions = 50, ...rest } = options;
  if (!(Number.isInteger(minPositions) && minPositions >= 0)) {
    throw new ParameterError('minPositions', 'an integer >= 0', minPositions);
  }
  const figuresOf = finalTriggerFigures(bars, rest);
  return (params) => {
    const { sharpe, positions, returns } = figuresOf(params);
    return {
      value: Number.isNaN(sharpe) ? 0 : sharpe,
      constraints: [minPositions - positions],
      ...(returns && { returns }),
    };
  };
}
