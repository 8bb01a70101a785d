import type { Rng } from '@quantblocks/core';
import { GaussianProcess } from '../../src/gaussian-process/gaussian-process.ts';

/** Independent points of the unit cube, row after row. */
export function randomPoints(count: number, dimensions: number, rng: Rng): Float64Array {
  return Float64Array.from({ length: count * dimensions }, () => rng.next());
}

/** Points spread over the unit cube: multiples of powers of the generalised golden ratio (M. Roberts, 2018). */
export function spreadPoints(count: number, dimensions: number): Float64Array {
  let ratio = 2;
  for (let i = 0; i < 60; i++) ratio = (1 + ratio) ** (1 / (dimensions + 1));
  return Float64Array.from({ length: count * dimensions }, (_, at) => {
    const step = ratio ** -((at % dimensions) + 1);
    return (0.5 + step * Math.floor(at / dimensions + 1)) % 1;
  });
}

/** A smooth function of a point of the unit cube. */
export function wave(point: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < point.length; k++) sum += Math.sin((3 + k) * point[k]) + 0.3 * k * point[k];
  return sum;
}

/** Values of a function at points, row after row. */
export function valuesAt(points: Float64Array, dimensions: number, f: (point: Float64Array) => number): Float64Array {
  return Float64Array.from({ length: points.length / dimensions }, (_, i) =>
    f(points.subarray(i * dimensions, (i + 1) * dimensions)),
  );
}

/** A process in given parameters; its values are taken as they are. */
export function processOf(
  points: ArrayLike<number>,
  values: ArrayLike<number>,
  parameters: { kernelScale?: number; noiseVariance?: number; inverseSquaredLengthScales: ArrayLike<number> },
  isCategorical: boolean[] = Array.from(parameters.inverseSquaredLengthScales, () => false),
): GaussianProcess {
  const { kernelScale = 1, noiseVariance = 1e-6, inverseSquaredLengthScales } = parameters;
  return new GaussianProcess(
    {
      points: Float64Array.from(points),
      values: { standardised: Float64Array.from(values), offset: 0, scale: 1 },
      isCategorical,
    },
    { kernelScale, noiseVariance, inverseSquaredLengthScales: Float64Array.from(inverseSquaredLengthScales) },
  );
}

/** Means and deviations of a process at points, row after row. */
export function predict(process: GaussianProcess, points: ArrayLike<number>): { mean: number[]; deviation: number[] } {
  const count = points.length / process.observations.isCategorical.length;
  const mean = new Float64Array(count);
  const deviation = new Float64Array(count);
  process.predict(Float64Array.from(points), count, mean, deviation);
  return { mean: [...mean], deviation: [...deviation] };
}

/** Central differences with a step that balances truncation and rounding. */
export function differences(f: (x: Float64Array) => number, x: Float64Array, step: number): Float64Array {
  return x.map((_, k) => {
    const [up, down] = [x.slice(), x.slice()];
    up[k] += step;
    down[k] -= step;
    return (f(up) - f(down)) / (up[k] - down[k]);
  });
}
