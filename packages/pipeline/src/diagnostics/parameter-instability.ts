import { createRng, createVerdict, standardDeviation } from '@quantblocks/core';
import { type FailureEvidence, type FailureSettings, insufficient, type Measured } from './failure-cause.ts';
import { percent, short } from './words.ts';

const LEAST_FOLDS = 4;

/** Whether the folds chose parameters that are no more alike than random ones: mean spread over the parameters, against uniform draws. */
export function parameterInstability(
  { walkForward }: FailureEvidence,
  { alpha, seed, resamples }: FailureSettings,
): Measured {
  const parameters = (walkForward?.stability ?? [])
    .map(({ name, values, spread }) => ({ name, spread, folds: values.filter((value) => value !== null).length }))
    .filter(({ spread, folds }) => !Number.isNaN(spread) && folds >= LEAST_FOLDS);
  if (parameters.length === 0)
    return insufficient(
      `Choices of at least ${LEAST_FOLDS} folds of a walk-forward, in parameters with an order, are needed.`,
    );
  const average = (spreads: readonly number[]): number =>
    spreads.reduce((total, spread) => total + spread, 0) / spreads.length;
  const observed = average(parameters.map(({ spread }) => spread));
  const rng = createRng(seed, 'failure diagnosis', 'parameter instability');
  let asAlike = 0;
  for (let draw = 0; draw < resamples; draw++) {
    const random = parameters.map(({ folds }) =>
      standardDeviation(
        Float64Array.from({ length: folds }, () => rng.next()),
        { ddof: 0 },
      ),
    );
    if (average(random) <= observed) asAlike++;
  }
  const pValue = (1 + asAlike) / (1 + resamples);
  const widest = parameters.reduce((most, parameter) => (parameter.spread > most.spread ? parameter : most));
  const n = Math.min(...parameters.map(({ folds }) => folds));
  const explanation = `Choices of ${n} folds spread over ${percent(observed)} of the range on average, most in ${widest.name} (${percent(widest.spread)}); random ones spread over 29 %, and are as much alike in ${percent(pValue)} of cases.`;
  return {
    strength: pValue,
    statistic: observed,
    pValue: Number.NaN,
    n,
    isMaterial: pValue > alpha,
    explanation,
    assumptions: [
      'Random choices are uniform over the range of the search; few steps on a grid spread wider.',
      'Training windows that overlap make choices more alike than the market does.',
    ],
    details: [
      createVerdict({
        name: 'parameterStability',
        question: 'Are the choices of the folds more alike than random ones?',
        status: pValue <= alpha ? 'pass' : 'fail',
        ...{ value: observed, pValue, n },
        explanation: `The mean spread is ${short(observed)} of the range.`,
      }),
    ],
  };
}
