import type { Rng } from '@quantblocks/core';

/** Stationary Gaussian AR(1) with mean 0, the discrete Ornstein-Uhlenbeck process; every call is one step. */
export function autoregression(rng: Rng, deviation: number, halfLife: number): () => number {
  const keep = 2 ** (-1 / halfLife);
  const innovation = deviation * Math.sqrt(1 - keep * keep);
  let value = deviation * rng.normal();
  return () => {
    const current = value;
    value = keep * value + innovation * rng.normal();
    return current;
  };
}

/** Two-state Markov chain (0 and 1) with geometric sojourns of the given mean lengths, started in its stationary law. */
export function twoStateChain(rng: Rng, meanLength: readonly [number, number]): () => number {
  const leave = [Math.min(1, 1 / meanLength[0]), Math.min(1, 1 / meanLength[1])];
  let state = rng.next() < leave[0] / (leave[0] + leave[1]) ? 1 : 0;
  return () => {
    const current = state;
    if (rng.next() < leave[state]) state = 1 - state;
    return current;
  };
}

/**
 * Mixing variances of a Student-t distribution scaled to unit variance: `(df - 2) / chiSquare(df)`, mean 1.
 *
 * @see G. Marsaglia, W. W. Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000), 363-372.
 */
export function tailVariance(rng: Rng, degreesOfFreedom: number): () => number {
  const d = degreesOfFreedom / 2 - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  return () => {
    for (;;) {
      const x = rng.normal();
      const root = 1 + c * x;
      if (root <= 0) continue;
      const v = root * root * root;
      // A gamma variate of shape df / 2 is d v; chi-square is twice that.
      if (Math.log(1 - rng.next()) < 0.5 * x * x + d * (1 - v + Math.log(v))) {
        return (degreesOfFreedom - 2) / (2 * d * v);
      }
    }
  };
}
