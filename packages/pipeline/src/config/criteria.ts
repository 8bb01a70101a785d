import { type ConditionExpression, compileCondition } from '@quantblocks/optimizer/expression';

/**
 * Names a criterion may use: figures on bars that the search did not see. `wfe` is their Sharpe ratio over the one in sample, `returnEfficiency` the
 * same of returns per bar (NaN where the promise was not positive), `trials` how many were tried, `passed` the verdict of the guards.
 *
 * @example
 * ```ts
 * import { CRITERIA_NAMES } from '@quantblocks/pipeline';
 *
 * CRITERIA_NAMES.slice(0, 3); // => ['sharpe', 'totalReturn', 'maxDrawdown']
 * ```
 */
export const CRITERIA_NAMES = [
  'sharpe',
  'totalReturn',
  'maxDrawdown',
  'profitFactor',
  'positions',
  'legs',
  'exposure',
  'wfe',
  'returnEfficiency',
  'inSampleSharpe',
  'trials',
  'passed',
] as const;

/** One of {@link CRITERIA_NAMES}. */
export type CriteriaName = (typeof CRITERIA_NAMES)[number];

/** What criteria are asked about: figures on bars that the search did not see. */
export type CriteriaScope = Readonly<Record<CriteriaName, number | boolean>>;

/**
 * Compiles a criterion such as `wfe > 0.6 and sharpe > 1`; a comparison with a figure that does not exist is false.
 *
 * @param text - In the language of `compileCondition` of the optimizer, on {@link CRITERIA_NAMES}.
 * @throws a `ParameterError` that names the piece that is refused.
 *
 * @example
 * ```ts
 * import { compileCriteria } from '@quantblocks/pipeline';
 *
 * const { uses } = compileCriteria('wfe > 0.6 and legs >= 50');
 * uses; // => ['wfe', 'legs']
 * compileCriteria('sharpe > 1 or luck'); // => throws ParameterError
 * ```
 */
export function compileCriteria(text: string): ConditionExpression<CriteriaName> {
  return compileCondition(text, CRITERIA_NAMES);
}
