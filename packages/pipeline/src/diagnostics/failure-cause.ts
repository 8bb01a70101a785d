import { ParameterError, type Verdict } from '@quantblocks/core';
import type { SuiteLedger, WalkForwardReturns } from '@quantblocks/validation-guards';
import type { ParameterStability } from '@quantblocks/walk-forward';

/** Why a strategy that was found in sample may have failed out of sample. */
export type FailureCauseName =
  | 'overfitting'
  | 'regimeShift'
  | 'insufficientSample'
  | 'parameterInstability'
  | 'distributionShift'
  | 'temporalDecay';

/** Whether a cause shows in the figures; `insufficient`: what its test needs is missing. */
export type FailureFinding = 'found' | 'not found' | 'insufficient';

/** One possible cause, and what was measured of it. */
export interface FailureCause {
  readonly cause: FailureCauseName;
  readonly finding: FailureFinding;
  /**
   * From 0 to 1, from the data alone: `1 - pValue` for a test; for `insufficientSample` the probability that the promised edge would be missed,
   * or the share of positions that are missing; for `parameterInstability` how often random choices are as much alike. NaN if insufficient. Not
   * the probability of the cause: several may hold, and they do not add up to 1.
   */
  readonly strength: number;
  /** What was measured, as the explanation says. */
  readonly statistic: number;
  /** Of a test of "this is not the cause"; NaN where there is no such test. */
  readonly pValue: number;
  /** After Holm's correction over the causes that were tested. */
  readonly adjustedPValue: number;
  /** Size of the smaller sample, in the unit of the test. */
  readonly n: number;
  /** One or two plain sentences. */
  readonly explanation: string;
  readonly assumptions: readonly string[];
  /** Other tests that bear on it. */
  readonly details: readonly Verdict[];
}

/** One side of the comparison; what is missing makes causes `insufficient`. */
export interface FailureSegment {
  /** Simple returns of the strategy per bar, flat bars too. */
  readonly returns?: ArrayLike<number> | undefined;
  /** Return or profit of each closed position in time order, in the same unit on both sides; never of legs. */
  readonly positions?: ArrayLike<number> | undefined;
  /** Closes of the market. */
  readonly closes?: ArrayLike<number> | undefined;
}

/** What is known of a failure. */
export interface FailureEvidence {
  readonly inSample?: FailureSegment | undefined;
  /** Its returns are those of `walkForward` if there are none here. */
  readonly outOfSample?: FailureSegment | undefined;
  /** A `WalkForwardResult` is one. */
  readonly walkForward?:
    | (WalkForwardReturns & {
        readonly returns?: ArrayLike<number> | undefined;
        readonly stability?: readonly Pick<ParameterStability, 'name' | 'values' | 'spread'>[] | undefined;
      })
    | undefined;
  /** Every trial of the search in sample. */
  readonly ledger?: SuiteLedger | null | undefined;
}

/** Settings of all tests, complete. */
export interface FailureSettings {
  readonly alpha: number;
  readonly seed: number | string;
  readonly resamples: number;
  readonly minVolatilityShift: number;
}

/** What a test of one cause says before all of them are seen together. */
export type Measured = Omit<FailureCause, 'cause' | 'finding' | 'adjustedPValue' | 'details'> & {
  /** Whether it is large enough to matter, or found where there is no p value. */
  readonly isMaterial: boolean;
  readonly details?: readonly Verdict[];
};

/** Below this many observations on a side, a test of two samples says nothing. */
export const LEAST_OBSERVATIONS = 20;

/** A cause whose inputs are missing, with what was found beside. */
export function insufficient(explanation: string, n = 0, details: readonly Verdict[] = []): Measured {
  const { NaN: none } = Number;
  return { strength: none, statistic: none, pValue: none, n, isMaterial: false, explanation, assumptions: [], details };
}

/** Finite numbers as a `Float64Array`; none if they are missing. */
export function requireSeries(name: string, values: ArrayLike<number> | undefined): Float64Array {
  if (values === undefined) return new Float64Array(0);
  if (typeof values !== 'object' || typeof values?.length !== 'number')
    throw new ParameterError(name, 'an array of numbers', values);
  return Float64Array.from(values, (value, i) => {
    if (!Number.isFinite(value)) throw new ParameterError(name, 'finite numbers', `${String(value)} at ${i}`);
    return value;
  });
}
