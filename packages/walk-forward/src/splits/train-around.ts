import { ParameterError } from '@quantblocks/core';
import { barRange, requireInteger, requireWarmup } from './checks.ts';
import { type Embargo, embargoBars } from './embargo.ts';
import type { BarRange, PurgeOptions } from './fold.ts';

/** What is kept away from a test block on either side. */
export interface CrossValidationOptions extends PurgeOptions {
  /** Bars dropped from the training after a test block, behind the purge: what remembers the block for longer. @defaultValue `0` */
  embargo?: Embargo;
  /**
   * Last bar that the label (or trade) of each bar depends on, never before the bar itself. Purging then follows the labels:
   * training ends before the first bar whose label reaches the block, and resumes after the longest label that begins in or before it;
   * `purge` is added to every label.
   * @defaultValue the bar itself
   */
  labelEnds?: ArrayLike<number>;
}

/** Options in bars. */
export interface Distance {
  readonly purge: number;
  readonly embargo: number;
  readonly warmup: number;
  /** Furthest end of the labels of all bars up to each one; without labels every bar ends at itself. */
  readonly reach: Float64Array | undefined;
}

export function resolveDistance(length: number, options: CrossValidationOptions): Distance {
  const { purge = 0, embargo = 0, warmup = Number.POSITIVE_INFINITY, labelEnds } = options;
  return {
    purge: requireInteger(purge, 'purge', 0),
    embargo: embargoBars(embargo, length),
    warmup: requireWarmup(warmup),
    reach: labelEnds === undefined ? undefined : furthestLabels(labelEnds, length),
  };
}

/** All bars from the end of one block's influence to the beginning of what reaches the next. */
export function trainAround(
  blocks: readonly BarRange[],
  length: number,
  { purge, embargo, warmup, reach }: Distance,
): BarRange[] {
  const train: BarRange[] = [];
  let free = 0;
  for (const { start, end } of blocks) {
    const until = reach === undefined ? start - purge : firstAtLeast(reach, start - purge);
    if (until > free) train.push(barRange(free, until, warmup));
    const last = reach === undefined ? end - 1 : reach[end - 1];
    free = last + 1 + purge + embargo;
  }
  if (free < length) train.push(barRange(free, length, warmup));
  return train;
}

// Ascending, so that the bar where purging begins is found by bisection.
function furthestLabels(labelEnds: ArrayLike<number>, length: number): Float64Array {
  if (labelEnds.length !== length)
    throw new ParameterError('labelEnds', `${length} values, one per bar`, labelEnds.length);
  const reach = new Float64Array(length);
  let furthest = 0;
  for (let i = 0; i < length; i++) {
    if (!(Number.isInteger(labelEnds[i]) && labelEnds[i] >= i)) {
      throw new ParameterError('labelEnds', `a bar number >= ${i} at ${i}`, labelEnds[i]);
    }
    furthest = Math.max(furthest, labelEnds[i]);
    reach[i] = furthest;
  }
  return reach;
}

function firstAtLeast(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] >= value) high = middle;
    else low = middle + 1;
  }
  return low;
}
