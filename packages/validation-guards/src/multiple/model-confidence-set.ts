import { createVerdict, ParameterError, type Verdict } from '@quantblocks/core';
import { percent } from '../words.ts';
import { type BootstrapTestOptions, preparePanel, resamplingPValue } from './bootstrap-panel.ts';
import { eliminateByMaximum, eliminateByRange, resampledMeans } from './elimination.ts';
import { studentCorrection } from './small-sample.ts';

/** Options of {@link modelConfidenceSet}. */
export interface ModelConfidenceSetOptions extends BootstrapTestOptions {
  /**
   * What is compared: `range` = the largest difference between any two models, `max` = the largest difference of a model to the average.
   * @defaultValue `'range'`
   */
  statistic?: 'range' | 'max';
}

/** Answer of {@link modelConfidenceSet}; `value` is the size of the set and `pValue` belongs to the equality of all models. */
export interface ModelConfidenceSet extends Verdict {
  /** Per model: it is in every set whose level is below this. 1 for the last one left, NaN without a test. */
  readonly pValues: Float64Array;
  /** Whether each model is in the set at level `alpha`. */
  readonly included: readonly boolean[];
  /** Models from the worst to the one that is left in the end. */
  readonly eliminationOrder: readonly number[];
  /** Mean length of a block, in bars. */
  readonly blockLength: number;
  readonly resamples: number;
}

const NAME = 'modelConfidenceSet';
const QUESTION = 'Can the data tell the best models from the rest?';

/**
 * The model confidence set: the models that cannot be told from the best, found by dropping the worst until the rest look equal.
 *
 * Differences of mean losses are divided by their bootstrap standard errors, over stationary bootstrap resamples that all models share. A
 * model's p value is the largest of its own and all earlier eliminations.
 *
 * @param losses - Per model its loss per bar, lower is better: losses of forecasts, or minus the returns of strategies.
 * @returns `pass` if at least one model is eliminated at `alpha`; `insufficient` below 30 bars, two blocks or two models; `undefined` if no
 * loss varies or no two models differ.
 * @throws a {@link ParameterError} if there is no series, lengths differ, a loss is not finite or an option is out of range.
 * @remarks Costs `models^2 x resamples` and keeps `8 x models x resamples` bytes. `smallSample: false` is the published formula.
 * @see P. R. Hansen, A. Lunde, J. M. Nason, "The model confidence set", Econometrica 79 (2011).
 *
 * @example
 * ```ts
 * import { createRng } from '@quantblocks/core';
 * import { modelConfidenceSet } from '@quantblocks/validation-guards';
 *
 * const rng = createRng(1);
 * const model = (level: number) => Float64Array.from({ length: 250 }, () => level + 0.1 * rng.normal());
 * const { included, eliminationOrder } = modelConfidenceSet([model(1), model(1.2), model(1), model(1.4)]);
 * included; // => [true, false, true, false]
 * eliminationOrder.slice(0, 2); // => [3, 1]
 * ```
 */
export function modelConfidenceSet(
  losses: readonly ArrayLike<number>[],
  options: ModelConfidenceSetOptions = {},
): ModelConfidenceSet {
  const { alpha = 0.05, smallSample = true, statistic = 'range' } = options;
  if (statistic !== 'range' && statistic !== 'max') throw new ParameterError('statistic', 'range or max', statistic);
  // A flat loss has no error of its own, but its difference to others has.
  const prepared = preparePanel('losses', losses, options, { keepFlat: true });
  if (prepared.status !== 'ok') return untested(losses.length, prepared.bars, prepared.status, prepared.reason);
  const { panel, warnings } = prepared;
  const { bars, means, blockLength, resamples } = panel;
  if (means.length < 2) return untested(1, bars, 'insufficient', 'There is one model; two are needed.');
  const eliminate = statistic === 'range' ? eliminateByRange : eliminateByMaximum;
  const correct = smallSample ? studentCorrection(bars, blockLength) : (statistic: number): number => statistic;
  const rounds = eliminate(means, resampledMeans(panel), correct);
  if (rounds.every(({ statistic }) => statistic === 0)) {
    return untested(losses.length, bars, 'undefined', 'All models lose the same.');
  }
  const pValues = new Float64Array(means.length);
  let pValue = 0;
  for (const { eliminated, count } of rounds) {
    pValue = Math.max(pValue, resamplingPValue(count, resamples));
    pValues[eliminated] = pValue;
  }
  const eliminationOrder = rounds.map(({ eliminated }) => eliminated);
  const last = [...means.keys()].find((model) => !eliminationOrder.includes(model)) ?? 0;
  pValues[last] = 1;
  eliminationOrder.push(last);
  const included = Array.from(pValues, (p) => p > alpha);
  const size = included.filter(Boolean).length;
  return {
    ...createVerdict({
      name: NAME,
      question: QUESTION,
      status: size < means.length ? 'pass' : 'fail',
      value: size,
      pValue: pValues[eliminationOrder[0]],
      n: bars,
      assumptions: ['Differences of losses are stationary, and their memory fades within a few blocks.'],
      warnings,
      explanation: `${size} of ${means.length} models cannot be told from the best at a level of ${percent(alpha)}. Number ${last} is left last, number ${eliminationOrder[0]} goes first.`,
    }),
    pValues,
    included,
    eliminationOrder,
    blockLength,
    resamples,
  };
}

function untested(
  models: number,
  bars: number,
  status: 'insufficient' | 'undefined',
  explanation: string,
): ModelConfidenceSet {
  return {
    ...createVerdict({ name: NAME, question: QUESTION, status, n: bars, explanation }),
    pValues: new Float64Array(models).fill(Number.NaN),
    included: new Array<boolean>(models).fill(true),
    eliminationOrder: [],
    blockLength: Number.NaN,
    resamples: 0,
  };
}
