import { createRng, type KeyPart, type Rng } from '@quantblocks/core';

/** A stationary process with mean zero and unit variance. */
export interface Noise {
  readonly name: string;
  /** Standard deviation of the mean of `n` values, times `sqrt(n)`, for large `n`. */
  readonly longRunDeviation: number;
  /** Starts a path; each call gives its next value. */
  start(rng: Rng): () => number;
}

export const INDEPENDENT: Noise = {
  name: 'independent normal',
  longRunDeviation: 1,
  start: (rng) => () => rng.normal(),
};

/** First-order autoregression with normal innovations. */
export function autoregressive(coefficient: number): Noise {
  const scale = Math.sqrt(1 - coefficient * coefficient);
  return {
    name: `AR(1) ${coefficient}`,
    longRunDeviation: Math.sqrt((1 + coefficient) / (1 - coefficient)),
    start: (rng) => {
      let value = rng.normal();
      return () => {
        value = coefficient * value + scale * rng.normal();
        return value;
      };
    },
  };
}

/** Volatility of daily prices: shocks of 10 % weight, remembered at 85 % a bar. */
const GARCH = { constant: 0.05, shock: 0.1, memory: 0.85 };
const TAIL = 6;
/** Bars until a path has forgotten that it started at the mean variance: `0.95^100 = 0.006`. */
const BURN_IN = 100;

/** GARCH(1, 1) with Student-t(6) innovations: clustered volatility and fat tails, and nothing to predict. */
export const GARCH_T: Noise = {
  name: 'GARCH-t',
  longRunDeviation: 1,
  start: (rng) => {
    const { constant, shock, memory } = GARCH;
    const unit = Math.sqrt((TAIL - 2) / TAIL);
    let variance = 1;
    const next = (): number => {
      const value = Math.sqrt(variance) * unit * rng.studentT(TAIL);
      variance = constant + shock * value * value + memory * variance;
      return value;
    };
    for (let i = 0; i < BURN_IN; i++) next();
    return next;
  },
};

/** The next `n` values of a path as returns of about one percent, `edge` standard deviations added to each. */
export function returnsOf(next: () => number, n: number, edge = 0): Float64Array {
  const returns = new Float64Array(n);
  for (let i = 0; i < n; i++) returns[i] = 0.01 * (edge + next());
  return returns;
}

/** `count` independent series of returns. */
export function panelOf(noise: Noise, rng: Rng, count: number, n: number, edge = 0): Float64Array[] {
  return Array.from({ length: count }, () => returnsOf(noise.start(rng), n, edge));
}

/** Returns of {@link autoregressive} noise around `mean`, in hundredths; coefficient 0 is independent. */
export function autoregression(n: number, coefficient: number, seed: KeyPart, mean = 0): Float64Array {
  return returnsOf(autoregressive(coefficient).start(createRng(seed, 'autoregression', coefficient)), n, mean);
}

/** Returns of {@link GARCH_T}. */
export function garch(n: number, seed: KeyPart): Float64Array {
  return returnsOf(GARCH_T.start(createRng(seed, 'garch')), n);
}
