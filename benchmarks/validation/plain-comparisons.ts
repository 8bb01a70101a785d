import { mean } from '@quantblocks/core';
import type { NextResample } from './plain-bootstrap.ts';

/** Mean of every series in every resample. */
function resampledMeans(series: readonly Float64Array[], resamples: number, next: NextResample): number[][] {
  return Array.from({ length: resamples }, () => {
    const indices = next();
    return series.map((values) => {
      let sum = 0;
      for (let t = 0; t < indices.length; t++) sum += values[indices[t]];
      return sum / indices.length;
    });
  });
}

/** Standard deviation of `sqrt(n) mean` under the stationary bootstrap: Politis and Romano's sum over all autocovariances. */
function longRunError(values: Float64Array, blockLength: number): number {
  const n = values.length;
  const centre = mean(values);
  const q = 1 - 1 / blockLength;
  let total = 0;
  for (let lag = 0; lag < n; lag++) {
    let product = 0;
    for (let t = lag; t < n; t++) product += (values[t] - centre) * (values[t - lag] - centre);
    const weight = lag === 0 ? 1 : 2 * (((n - lag) / n) * q ** lag + (lag / n) * q ** (n - lag));
    total += (weight * product) / n;
  }
  return Math.sqrt(total);
}

/** Consistent p value of Hansen's test, published form. */
export function plainSpa(
  series: readonly Float64Array[],
  blockLength: number,
  resamples: number,
  next: NextResample,
): number {
  const n = series[0].length;
  const means = series.map(mean);
  const errors = series.map((values) => longRunError(values, blockLength));
  const z = means.map((value, k) => (Math.sqrt(n) * value) / errors[k]);
  const limit = -Math.sqrt(2 * Math.log(Math.log(n)));
  const centres = means.map((value, k) => (z[k] >= limit ? value : 0));
  const statistic = Math.max(0, ...z);
  const reached = resampledMeans(series, resamples, next).filter(
    (drawn) => Math.max(0, ...drawn.map((value, k) => (Math.sqrt(n) * (value - centres[k])) / errors[k])) >= statistic,
  );
  return (1 + reached.length) / (resamples + 1);
}

/** Adjusted p values of Romano and Wolf's step-down test, published form. */
export function plainRomanoWolf(
  series: readonly Float64Array[],
  blockLength: number,
  resamples: number,
  next: NextResample,
): number[] {
  const n = series[0].length;
  const means = series.map(mean);
  const errors = series.map((values) => longRunError(values, blockLength));
  const scaled = (values: readonly number[], from: readonly number[]): number[] =>
    values.map((value, k) => (Math.sqrt(n) * (value - from[k])) / errors[k]);
  const z = scaled(
    means,
    means.map(() => 0),
  );
  const drawn = resampledMeans(series, resamples, next).map((values) => scaled(values, means));
  const order = [...z.keys()].sort((a, b) => z[b] - z[a]);
  const adjusted = new Array<number>(z.length);
  let largest = 0;
  order.forEach((k, rank) => {
    const left = order.slice(rank);
    const reached = drawn.filter((values) => left.some((j) => values[j] >= z[k])).length;
    largest = Math.max(largest, (1 + reached) / (resamples + 1));
    adjusted[k] = largest;
  });
  return adjusted;
}

/** P values of the model confidence set with the range statistic, published form: every pair anew in every round. */
export function plainModelConfidenceSet(
  losses: readonly Float64Array[],
  resamples: number,
  next: NextResample,
): number[] {
  const means = losses.map(mean);
  const drawn = resampledMeans(losses, resamples, next).map((values) => values.map((value, k) => value - means[k]));
  const pValues = new Array<number>(losses.length).fill(1);
  let left = [...losses.keys()];
  let largest = 0;
  while (left.length > 1) {
    let worst = left[0];
    let statistic = 0;
    const maxima = new Float64Array(resamples);
    for (const i of left) {
      for (const j of left) {
        if (i === j) continue;
        const differences = drawn.map((values) => values[i] - values[j]);
        const error = Math.sqrt(mean(differences.map((value) => value * value)));
        const t = (means[i] - means[j]) / error;
        if (t > statistic) {
          statistic = t;
          worst = i;
        }
        differences.forEach((value, b) => {
          maxima[b] = Math.max(maxima[b], Math.abs(value) / error);
        });
      }
    }
    largest = Math.max(largest, (1 + maxima.filter((value) => value >= statistic).length) / (resamples + 1));
    pValues[worst] = largest;
    left = left.filter((k) => k !== worst);
  }
  return pValues;
}
