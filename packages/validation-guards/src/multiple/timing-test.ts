import { createVerdict, type KeyPart, ParameterError, type Verdict } from '@quantblocks/core';
import { requireDraws, requireOpenUnit, requireReturns, requireSeed, rngOf } from '../checks.ts';
import { short } from '../words.ts';

/** Options of {@link timingTest}. */
export interface TimingTestOptions {
  /** Level of the test. @defaultValue `0.05` */
  alpha?: number;
  /** All shifts are tried if there are no more than this, else so many random ones. @defaultValue `2000` */
  shifts?: number;
  /** Seed of the random shifts. @defaultValue `0` */
  seed?: KeyPart;
}

/** Answer of {@link timingTest}; `value` is the mean of position times return per bar. */
export interface TimingTest extends Verdict {
  /** Mean of the same over the shifts: what the exposure earns without timing. */
  readonly untimed: number;
  /** Number of shifts tried. */
  readonly shifts: number;
}

const NAME = 'timingTest';
const QUESTION = 'Do positions earn more at their own time than at any other?';
const MINIMUM_BARS = 30;

/**
 * Circular-shift test of timing: whether positions earn more on their own bars than when the whole sequence is moved along the returns.
 *
 * A shift keeps exposure, holding times and the order of returns, so a drift that is merely held earns the same under every one. It answers
 * for ONE strategy, named beforehand: of the best of 20 noise strategies it passes 12 %, and a maximum over strategies has hardly any power.
 * After a search use {@link superiorPredictiveAbility} or {@link romanoWolf}.
 *
 * @param positions - Position held during each bar, signed, in any unit.
 * @param returns - Return of the instrument during the same bar.
 * @returns `pass` if the share of shifts that earn as much is at most `alpha`; `insufficient` below 30 bars or `1 / alpha`; `undefined` if positions or
 * returns do not vary, since every shift then earns the same.
 * @throws a {@link ParameterError} if the lengths differ, a value is not finite or an option is out of range.
 * @remarks Costs `shifts x bars`. Random shifts instead of all of them by Fourier transform: 2000 know a p value of 0.05 to 0.005, and need
 * no transform and no rounding of one.
 *
 * @example
 * ```ts
 * import { createRng } from '@quantblocks/core';
 * import { timingTest } from '@quantblocks/validation-guards';
 *
 * const rng = createRng(1);
 * const returns = Float64Array.from({ length: 200 }, () => 0.01 * rng.normal());
 * timingTest(returns.map(Math.sign), returns).pValue; // => 0.005
 * timingTest(returns.map(() => 1), returns).status; // => 'undefined'
 * ```
 */
export function timingTest(
  positions: ArrayLike<number>,
  returns: ArrayLike<number>,
  options: TimingTestOptions = {},
): TimingTest {
  const { alpha = 0.05, shifts: most = 2000, seed = 0 } = options;
  const held = requireReturns('positions', positions);
  const earned = requireReturns('returns', returns);
  const n = held.length;
  if (earned.length !== n) throw new ParameterError('returns', `${n} values, one per position`, earned.length);
  requireOpenUnit('alpha', alpha);
  requireDraws('shifts', most, alpha);
  requireSeed(seed);
  const untested = (status: 'insufficient' | 'undefined', explanation: string): TimingTest => ({
    ...createVerdict({ name: NAME, question: QUESTION, status, n, explanation }),
    untimed: Number.NaN,
    shifts: 0,
  });
  if (n < MINIMUM_BARS) return untested('insufficient', `There are ${n} bars; at least ${MINIMUM_BARS} are needed.`);
  if (isConstant(held)) return untested('undefined', 'The position never changes: there is no timing to test.');
  if (isConstant(earned)) return untested('undefined', 'The returns do not vary: every time is as good as any other.');
  if (1 / n > alpha) {
    return untested('insufficient', `The ${n - 1} shifts of ${n} bars cannot give a p value of ${alpha}.`);
  }
  const rng = rngOf(seed, 'timing test');
  const all = n - 1;
  const shifts = Math.min(all, most);
  const value = shifted(held, earned, 0);
  // Shifts that earn the same add it up in another order.
  const tied = value - (1e-12 * held.reduce((total, position, i) => total + Math.abs(position * earned[i]), 0)) / n;
  let reached = 0;
  let total = 0;
  for (let i = 1; i <= shifts; i++) {
    const earns = shifted(held, earned, shifts === all ? i : 1 + rng.int(all));
    if (earns >= tied) reached++;
    total += earns;
  }
  const pValue = (1 + reached) / (1 + shifts);
  const untimed = total / shifts;
  return {
    ...createVerdict({
      name: NAME,
      question: QUESTION,
      status: pValue <= alpha ? 'pass' : 'fail',
      value,
      pValue,
      n,
      assumptions: [
        'The strategy was not chosen among others on these bars.',
        'Returns are stationary: no time is better than another for every position.',
      ],
      explanation: `The positions earn ${short(value)} per bar, and ${short(untimed)} on average at other times; ${reached} of ${shifts} shifts earn as much.`,
    }),
    untimed,
    shifts,
  };
}

/** Mean of position times return with the positions moved `shift` bars later, round the circle. */
function shifted(positions: Float64Array, returns: Float64Array, shift: number): number {
  const n = positions.length;
  let total = 0;
  for (let i = 0; i < n - shift; i++) total += positions[i] * returns[i + shift];
  for (let i = n - shift; i < n; i++) total += positions[i] * returns[i + shift - n];
  return total / n;
}

function isConstant(values: Float64Array): boolean {
  return values.every((value) => value === values[0]);
}
