import { mean, ParameterError, type Rng } from '@quantblocks/core';

/** `strategies` rows of independent normal returns. */
export function noise(rng: Rng, strategies: number, bars: number, edge = 0): Float64Array[] {
  return Array.from({ length: strategies }, () => Float64Array.from({ length: bars }, () => edge + rng.normal()));
}

export function deviationsOf(values: Float64Array): Float64Array {
  const centre = mean(values);
  return values.map((value) => value - centre);
}

/** Name of the parameter that a call refuses. */
export function parameterOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof ParameterError) return error.parameter;
    throw error;
  }
  return 'none';
}
