import type { BarRange, Fold } from '@quantblocks/walk-forward';

/** The bars of ranges, one by one: what the splits compute with bounds, the tests compute with sets. */
export function barsOf(ranges: readonly BarRange[]): number[] {
  return ranges.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, i) => start + i));
}

export function bounds(ranges: readonly BarRange[]): number[][] {
  return ranges.map(({ start, end }) => [start, end]);
}

/** A fold of plain bounds, with no warm-up. */
export function foldOf(train: number[][], test: number[][], validation?: number[]): Fold {
  const range = ([start, end]: number[]): BarRange => ({ start, end, warmupStart: start });
  return {
    index: 0,
    train: train.map(range),
    ...(validation === undefined ? {} : { validation: range(validation) }),
    test: test.map(range),
    isPartial: false,
  };
}

/**
 * Whether some training bar is a test bar, lies within `purge` bars of one, or within `embargo` more bars behind one: by looking at
 * every pair of bars.
 */
export function hasLeak({ train, test }: Fold, purge: number, embargo: number): boolean {
  const tested = barsOf(test);
  return barsOf(train).some((bar) => tested.some((other) => other - bar <= purge && bar - other <= purge + embargo));
}
