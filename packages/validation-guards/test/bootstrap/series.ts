import { createRng } from '@quantblocks/core';

/** A first-order autoregression with unit innovations; `rho` 0 is white noise. */
export function autoregression(n: number, rho: number, seed: number | string, mean = 0): Float64Array {
  const rng = createRng(seed, 'autoregression');
  let value = rng.normal() / Math.sqrt(1 - rho * rho);
  return Float64Array.from({ length: n }, () => {
    const now = value;
    value = rho * value + rng.normal();
    return mean + now;
  });
}

/** GARCH(1,1) with Student-t(5) innovations and unit variance. */
export function garch(n: number, seed: number | string): Float64Array {
  const rng = createRng(seed, 'garch');
  let variance = 1;
  const next = (): number => {
    const value = Math.sqrt(variance * 0.6) * rng.studentT(5);
    variance = 0.05 + 0.1 * value * value + 0.85 * variance;
    return value;
  };
  for (let i = 0; i < 200; i++) next();
  return Float64Array.from({ length: n }, next);
}
