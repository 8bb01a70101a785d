import type { Rng } from '@quantblocks/core';
import type { Covariance } from '../src/covariance/covariance.ts';
import type { Box } from '../src/inputs.ts';

/** Returns of `n` assets with a common factor and volatilities that differ by up to `spread` powers of ten. */
export function randomReturns(rng: Rng, n: number, length: number, spread = 1): Float64Array[] {
  const market = Float64Array.from({ length }, () => rng.normal());
  return Array.from({ length: n }, () => {
    const scale = 0.02 * 10 ** (-spread * rng.next());
    const beta = rng.next();
    return market.map((m) => scale * (beta * m + rng.normal()));
  });
}

/** `X' X / length`: singular for fewer bars than assets. */
export function gram(columns: readonly Float64Array[]): Covariance {
  const n = columns.length;
  const values = Float64Array.from({ length: n * n }, (_, k) => {
    const b = columns[k % n];
    return columns[Math.floor(k / n)].reduce((sum, x, t) => sum + x * b[t], 0) / b.length;
  });
  return { n, values };
}

/** Feasible bounds: long only, capped, with floors, or with short positions. */
export function randomBox(rng: Rng, n: number): Box {
  const kind = rng.int(4);
  const cap = Float64Array.from({ length: n }, () => (kind === 0 ? 1 : (1 + 2 * rng.next()) / n));
  const floor = cap.map((most) => (kind < 2 ? 0 : kind === 2 ? Math.min(most, rng.next() / n) : -rng.next()));
  return { floor, cap };
}

export function permute(order: readonly number[], values: ArrayLike<number>): Float64Array {
  return Float64Array.from(order, (from) => values[from]);
}

export function permuteCovariance(order: readonly number[], { n, values }: Covariance): Covariance {
  return {
    n,
    values: Float64Array.from({ length: n * n }, (_, k) => values[order[Math.floor(k / n)] * n + order[k % n]]),
  };
}

export function randomOrder(rng: Rng, n: number): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = rng.int(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

export function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
