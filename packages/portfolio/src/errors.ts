import { ParameterError, QuantblocksError } from '@quantblocks/core';

/**
 * No portfolio obeys the bounds: the floors sum to more than 1, or the caps to less.
 *
 * @example
 * ```ts
 * import { InfeasibleError } from '@quantblocks/portfolio';
 *
 * new InfeasibleError('cap', 0.75).message; // => 'cap: expected caps that sum to at least 1, got 0.75'
 * ```
 */
export class InfeasibleError extends ParameterError {
  constructor(side: 'floor' | 'cap', sum: number) {
    super(side, side === 'floor' ? 'floors that sum to at most 1' : 'caps that sum to at least 1', short(sum));
  }
}

/**
 * The covariance matrix is singular, and for that reason the weights asked for do not exist or are not the only ones.
 *
 * @example
 * ```ts
 * import { SingularCovarianceError } from '@quantblocks/portfolio';
 *
 * new SingularCovarianceError('asset 2 has no variance').message; // => 'covariance: asset 2 has no variance; shrink it, for example with ledoitWolf'
 * ```
 */
export class SingularCovarianceError extends QuantblocksError {
  constructor(reason: string) {
    super(`covariance: ${reason}; shrink it, for example with ledoitWolf`);
  }
}

/**
 * No portfolio within the bounds has a positive expected return, so that there is no Sharpe ratio worth maximising.
 *
 * @example
 * ```ts
 * import { NoPositiveReturnError } from '@quantblocks/portfolio';
 *
 * new NoPositiveReturnError(-0.002).message; // => 'expectedReturns: expected a positive return of some portfolio within the bounds, got at most -0.002'
 * ```
 */
export class NoPositiveReturnError extends QuantblocksError {
  /** Largest expected return within the bounds. */
  readonly largest: number;

  constructor(largest: number) {
    super(
      `expectedReturns: expected a positive return of some portfolio within the bounds, got at most ${short(largest)}`,
    );
    this.largest = largest;
  }
}

function short(value: number): number {
  return Number(value.toPrecision(6));
}
