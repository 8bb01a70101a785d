import { ParameterError } from '@quantblocks/core';
import { requireWhole } from '../checks.ts';

/** Resamples that a caller drew: each as many indices as there are observations. */
export function requireIndices(indices: readonly ArrayLike<number>[], n: number): void {
  if (!Array.isArray(indices) || indices.length === 0) {
    throw new ParameterError('indices', 'at least one resample', indices);
  }
  for (const [row, resample] of indices.entries()) {
    if (resample?.length !== n) throw new ParameterError(`indices[${row}]`, `${n} indices`, resample?.length);
    for (let i = 0; i < n; i++) requireWhole(`indices[${row}][${i}]`, resample[i], 0, n - 1);
  }
}

/**
 * The blocks of a resample: runs of consecutive indices, round the end, which is all that can be told of them afterwards.
 *
 * @returns The number of blocks.
 */
export function blocksOf(indices: ArrayLike<number>, starts: Int32Array, lengths: Int32Array): number {
  const n = indices.length;
  let count = 0;
  for (let i = 0; i < n; count++) {
    const from = i++;
    while (i < n && indices[i] === (indices[i - 1] + 1) % n) i++;
    starts[count] = indices[from];
    lengths[count] = i - from;
  }
  return count;
}
