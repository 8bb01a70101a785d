import { createRng } from '@quantblocks/core';

/** Returns of a first-order autoregression around `mean`, in hundredths; coefficient 0 is noise. */
export function autoregression(n: number, coefficient: number, seed: number, mean = 0): Float64Array {
  const rng = createRng(seed, 'autoregression', coefficient);
  const scale = Math.sqrt(1 - coefficient ** 2);
  let value = rng.normal();
  return Float64Array.from({ length: n }, () => {
    value = coefficient * value + scale * rng.normal();
    return (mean + value) / 100;
  });
}

/** Returns of a GARCH(1, 1) process with Student-t innovations, mean zero. */
export function garch(n: number, seed: number): Float64Array {
  const rng = createRng(seed, 'garch');
  let variance = 1;
  let value = 0;
  return Float64Array.from({ length: n }, () => {
    variance = 0.05 + 0.1 * value * value + 0.85 * variance;
    value = (Math.sqrt(variance) * rng.studentT(6)) / Math.sqrt(1.5);
    return value / 100;
  });
}
