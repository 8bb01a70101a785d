import { normalCdf } from '@quantblocks/core';

/** Probability of a standard normal variate between `a` and `b`, with small relative error in both tails. */
export function normalMass(a: number, b: number): number {
  if (a > 0) return normalCdf(-a) - normalCdf(-b);
  if (b < 0) return normalCdf(b) - normalCdf(a);
  return 1 - normalCdf(a) - normalCdf(-b);
}
