import { createRng, type KeyPart } from '@quantblocks/core';

/** Answer of {@link kolmogorovSmirnov}. */
export interface KolmogorovSmirnov {
  /** Largest distance of the two distribution functions, from 0 to 1. */
  readonly distance: number;
  /** `(1 + draws with at least this distance) / (1 + draws)`. */
  readonly pValue: number;
}

/**
 * Whether two samples come from one distribution: Kolmogorov and Smirnov's distance, against random divisions of the pooled sample, which
 * makes it right for ties and small samples too.
 */
export function kolmogorovSmirnov(
  a: Float64Array,
  b: Float64Array,
  { seed, draws }: { readonly seed: KeyPart; readonly draws: number },
): KolmogorovSmirnov {
  const n = a.length + b.length;
  const pooled = Float64Array.from([...a, ...b]);
  const order = Int32Array.from({ length: n }, (_, i) => i).sort((i, j) => pooled[i] - pooled[j]);
  const sorted = Float64Array.from(order, (i) => pooled[i]);
  // In the order of the values: whether each is of the first sample, and whether a larger one follows.
  const isFirst = Uint8Array.from(order, (i) => (i < a.length ? 1 : 0));
  const isStep = Uint8Array.from(sorted, (value, i) => (i + 1 === n || sorted[i + 1] > value ? 1 : 0));
  const distance = largestStep(isFirst, isStep, a.length);
  const rng = createRng(seed, 'kolmogorov-smirnov');
  let reached = 0;
  for (let draw = 0; draw < draws; draw++) {
    for (let i = n - 1; i > 0; i--) {
      const j = rng.int(i + 1);
      const kept = isFirst[i];
      isFirst[i] = isFirst[j];
      isFirst[j] = kept;
    }
    if (largestStep(isFirst, isStep, a.length) >= distance) reached++;
  }
  return { distance: distance / (a.length * b.length), pValue: (1 + reached) / (1 + draws) };
}

/** The distance times both sizes: a whole number, so that equal distances are equal. */
function largestStep(isFirst: Uint8Array, isStep: Uint8Array, size: number): number {
  const other = isFirst.length - size;
  let difference = 0;
  let largest = 0;
  for (let i = 0; i < isFirst.length; i++) {
    difference += isFirst[i] === 1 ? other : -size;
    if (isStep[i] === 1 && Math.abs(difference) > largest) largest = Math.abs(difference);
  }
  return largest;
}
