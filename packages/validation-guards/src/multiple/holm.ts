import { ParameterError } from '@quantblocks/core';

/**
 * Holm's step-down adjustment: p values that may be compared with the level of the whole family, whatever their dependence.
 *
 * The j-th smallest of `m` is multiplied by `m - j + 1` and raised to the largest before it. Always at least as powerful as Bonferroni's.
 *
 * @param pValues - One per test, in any order.
 * @returns Adjusted p values in the same order, at most 1.
 * @throws a {@link ParameterError} if a p value is outside [0, 1]: a test without one belongs to no family.
 * @see S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6 (1979).
 *
 * @example
 * ```ts
 * import { holm } from '@quantblocks/validation-guards';
 *
 * Array.from(holm([0.04, 0.01, 0.03]), (p) => p.toFixed(2)); // => ['0.06', '0.03', '0.06']
 * ```
 */
export function holm(pValues: ArrayLike<number>): Float64Array {
  if (typeof pValues?.length !== 'number') throw new ParameterError('pValues', 'an array of numbers', pValues);
  const order = Array.from(pValues, (pValue, index) => {
    if (!(typeof pValue === 'number' && pValue >= 0 && pValue <= 1)) {
      throw new ParameterError(`pValues[${index}]`, 'a number in [0, 1]', pValue);
    }
    return index;
  }).sort((a, b) => pValues[a] - pValues[b]);
  const adjusted = new Float64Array(order.length);
  let largest = 0;
  for (const [rank, index] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (order.length - rank) * pValues[index]));
    adjusted[index] = largest;
  }
  return adjusted;
}
