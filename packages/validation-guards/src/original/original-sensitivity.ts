import { mean, ParameterError, standardDeviation } from '@quantblocks/core';
import { requireWhole } from '../checks.ts';
import { judge, type OriginalGuard } from './original-guard.ts';

const RADIUS = 2;

/** Input of {@link originalSensitivity}. */
export interface OriginalSensitivityInput<Name extends string = string> {
  /** Whole-numbered parameters to vary; the earlier system varied `tenkan`, `kijun` and the same two of the second Ichimoku. */
  readonly around: Readonly<Record<Name, number>>;
  /** Sharpe ratio with these values in place of the strategy's own. */
  readonly sharpe: (params: Readonly<Record<Name, number>>) => number;
}

/** Answer of {@link originalSensitivity}. */
export interface OriginalSensitivity extends OriginalGuard {
  /** Of every combination, the last parameter varying fastest. */
  readonly sharpes: Float64Array;
}

/**
 * Guard 002 of the earlier system: all combinations of parameters within 2 of the chosen ones; passes if the coefficient of variation of
 * their Sharpe ratios is below 0.15.
 *
 * The coefficient keeps the sign of the mean, and a mean of 0 counts as 0: a strategy that loses everywhere passes. The standard deviation
 * is of ddof 0. Four parameters are 625 backtests.
 *
 * @param input - Centre, and the strategy as a function of the varied parameters.
 * @throws a {@link ParameterError} if there are no parameters or more than six, one is not whole, or a Sharpe ratio is not finite.
 *
 * @example
 * ```ts
 * import { originalSensitivity } from '@quantblocks/validation-guards';
 *
 * const { value, pass } = originalSensitivity({ around: { length: 20 }, sharpe: ({ length }) => -length });
 * [value.toFixed(4), pass]; // => ['-0.0707', true]
 * ```
 */
export function originalSensitivity<Name extends string>(input: OriginalSensitivityInput<Name>): OriginalSensitivity {
  const { around, sharpe } = input;
  const names = Object.keys(around) as Name[];
  if (names.length < 1 || names.length > 6) throw new ParameterError('around', 'one to six parameters', names.length);
  for (const name of names) requireWhole(`around.${name}`, around[name], Number.MIN_SAFE_INTEGER);
  const width = 2 * RADIUS + 1;
  const sharpes = Float64Array.from({ length: width ** names.length }, (_, index) => {
    const params: Record<Name, number> = { ...around };
    let rest = index;
    for (const name of [...names].reverse()) {
      params[name] = around[name] + (rest % width) - RADIUS;
      rest = Math.floor(rest / width);
    }
    const value = sharpe(params);
    if (!Number.isFinite(value)) throw new ParameterError('sharpe', 'a function to finite numbers', value);
    return value;
  });
  const centre = mean(sharpes);
  const value = centre === 0 ? 0 : standardDeviation(sharpes, { ddof: 0 }) / centre;
  const explanation = `The Sharpe ratios of ${sharpes.length} neighbours average ${centre.toFixed(2)} and vary by ${(100 * value).toFixed(1)} % of that.`;
  return { ...judge('002', { value, n: sharpes.length, explanation }), sharpes };
}
