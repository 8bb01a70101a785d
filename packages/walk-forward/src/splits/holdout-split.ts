import { ParameterError } from '@quantblocks/core';
import { barRange, requireInteger, requireWarmup } from './checks.ts';
import type { Fold, PurgeOptions } from './fold.ts';

/** Where {@link holdoutSplit} cuts: two parts are train and test, three are train, validation and test. */
export type HoldoutOptions = PurgeOptions &
  (
    | {
        /** Share of the bars in each part; what is missing to 1 stays unseen at the end. */
        fractions: readonly number[];
      }
    | {
        /** One past the last bar of each part. */
        ends: readonly number[];
      }
  );

/**
 * One split of the history: in sample, (validation,) out of sample. A holdout is not a walk-forward; it answers once.
 *
 * A part ends at the whole number of bars below its cumulative share, as `int(0.6 n)` and `int(0.8 n)` for `[0.6, 0.2, 0.2]`.
 * `purge` shortens the training and the validation, each before what follows it.
 *
 * @param length - Bars of the series.
 * @param options - `fractions` or `ends`.
 * @throws a {@link ParameterError} if there are not two or three parts, fractions are not positive or exceed 1 in sum, ends do not increase
 * or pass `length`, or a part has no bar left.
 *
 * @example
 * ```ts
 * import { holdoutSplit } from '@quantblocks/walk-forward';
 *
 * const { train, validation, test } = holdoutSplit(1003, { fractions: [0.6, 0.2, 0.2], purge: 10 });
 * [train[0].end, validation?.start, validation?.end, test[0].start, test[0].end]; // => [591, 601, 792, 802, 1003]
 * ```
 */
export function holdoutSplit(length: number, options: HoldoutOptions): Fold {
  const { purge = 0, warmup = Number.POSITIVE_INFINITY } = options;
  requireInteger(length, 'length', 0);
  requireInteger(purge, 'purge', 0);
  requireWarmup(warmup);
  const ends = 'ends' in options ? requireEnds(options.ends, length) : endsOf(options.fractions, length);
  const parts = ends.map((end, i) => {
    const start = i === 0 ? 0 : ends[i - 1];
    const last = i === ends.length - 1 ? end : end - purge;
    if (last <= start) {
      const name = i === 0 ? 'train' : i === ends.length - 1 ? 'test' : 'validation';
      throw new ParameterError(
        'length',
        `enough bars for a ${name} part of at least 1 bar after a purge of ${purge}`,
        length,
      );
    }
    return barRange(start, last, warmup);
  });
  const [train, ...judged] = parts;
  const test = judged.slice(-1);
  return judged.length === 1
    ? { index: 0, train: [train], test, isPartial: false }
    : { index: 0, train: [train], validation: judged[0], test, isPartial: false };
}

function endsOf(fractions: readonly number[], length: number): number[] {
  requireParts(fractions, 'fractions');
  let total = 0;
  const ends = fractions.map((fraction) => {
    if (!(fraction > 0 && fraction < 1)) throw new ParameterError('fractions', 'shares between 0 and 1', fractions);
    total += fraction;
    // 0.1 + 0.7 is a little less than 0.8: an end this close to a bar is meant to be that bar.
    return Math.floor(total * length + 1e-6);
  });
  if (total > 1 + 1e-9) throw new ParameterError('fractions', 'a sum of at most 1', fractions);
  return ends;
}

function requireEnds(ends: readonly number[], length: number): readonly number[] {
  requireParts(ends, 'ends');
  const isIncreasing = ends.every((end, i) => Number.isInteger(end) && end > (i === 0 ? 0 : ends[i - 1]));
  if (!isIncreasing || ends[ends.length - 1] > length) {
    throw new ParameterError('ends', `increasing bar numbers from 1 to length (${length})`, ends);
  }
  return ends;
}

function requireParts(parts: readonly number[], name: string): void {
  if (parts?.length !== 2 && parts?.length !== 3) throw new ParameterError(name, 'two or three parts', parts);
}
