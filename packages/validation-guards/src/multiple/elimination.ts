import { type BootstrapPanel, reaches } from './bootstrap-panel.ts';

/** One step of a model confidence set. */
export interface Elimination {
  readonly eliminated: number;
  /** That the model was eliminated by; 0 if no two models left differ. */
  readonly statistic: number;
  /** Resamples whose statistic is at least as large. */
  readonly count: number;
}

type Correct = (statistic: number) => number;

/** Per model its mean in every resample, minus its mean in the sample. */
export function resampledMeans(panel: BootstrapPanel): readonly Float64Array[] {
  const means = Array.from(panel.means, () => new Float64Array(panel.resamples));
  panel.resample((deviations, resample) => {
    for (let k = 0; k < means.length; k++) means[k][resample] = deviations[k];
  });
  return means;
}

/**
 * Drops the worse model of the pair that differs most.
 *
 * Who goes when depends on the sample alone. So the order comes first, and the resampled maxima are then built from the last pair backwards:
 * every pair is visited once in all, instead of once per round.
 */
export function eliminateByRange(
  means: Float64Array,
  resampled: readonly Float64Array[],
  correct: Correct,
): readonly Elimination[] {
  const rounding = roundingOf(means, resampled);
  const errors = resampled.map((a) => Float64Array.from(resampled, (b) => rootMeanSquare(a, b)));
  const left = [...means.keys()];
  const order: { eliminated: number; statistic: number }[] = [];
  while (left.length > 1) {
    let eliminated = left[0];
    let statistic = 0;
    for (const i of left) {
      for (const j of left) {
        const t = studentise(means[i] - means[j], errors[i][j], rounding);
        if (t > statistic) {
          statistic = t;
          eliminated = i;
        }
      }
    }
    order.push({ eliminated, statistic });
    left.splice(left.indexOf(eliminated), 1);
  }
  const maxima = new Float64Array(resampled[0].length);
  const better = [left[0]];
  const rounds: Elimination[] = [];
  for (const { eliminated, statistic } of order.reverse()) {
    for (const j of better) {
      const error = errors[eliminated][j];
      if (error > rounding) raise(maxima, resampled[eliminated], resampled[j], error);
    }
    better.push(eliminated);
    rounds.push({ eliminated, statistic, count: countReaching(maxima, correct(statistic)) });
  }
  return rounds.reverse();
}

/** Drops the model that is furthest above the average of those left. */
export function eliminateByMaximum(
  means: Float64Array,
  resampled: readonly Float64Array[],
  correct: Correct,
): readonly Elimination[] {
  const rounding = roundingOf(means, resampled);
  const left = [...means.keys()];
  const average = new Float64Array(resampled[0].length);
  const maxima = new Float64Array(resampled[0].length);
  const rounds: Elimination[] = [];
  while (left.length > 1) {
    average.fill(0);
    for (const k of left) for (let b = 0; b < average.length; b++) average[b] += resampled[k][b] / left.length;
    const centre = left.reduce((total, k) => total + means[k] / left.length, 0);
    maxima.fill(Number.NEGATIVE_INFINITY);
    let eliminated = left[0];
    let statistic = Number.NEGATIVE_INFINITY;
    for (const k of left) {
      const error = rootMeanSquare(resampled[k], average);
      const t = studentise(means[k] - centre, error, rounding);
      if (t > statistic) {
        statistic = t;
        eliminated = k;
      }
      for (let b = 0; b < maxima.length; b++) {
        const z = studentise(resampled[k][b] - average[b], error, rounding);
        if (z > maxima[b]) maxima[b] = z;
      }
    }
    rounds.push({ eliminated, statistic, count: countReaching(maxima, correct(statistic)) });
    left.splice(left.indexOf(eliminated), 1);
  }
  return rounds;
}

function rootMeanSquare(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += (a[i] - b[i]) ** 2;
  return Math.sqrt(total / a.length);
}

/** Differences up to this are what rounding leaves of equal models. */
function roundingOf(means: Float64Array, resampled: readonly Float64Array[]): number {
  let largest = 0;
  for (const [k, mean] of means.entries()) {
    largest = Math.max(largest, Math.abs(mean) + rootMeanSquare(resampled[k], new Float64Array(resampled[k].length)));
  }
  return 1e-13 * largest;
}

// Equal models have no error to divide by; a difference that never varies is infinitely certain.
function studentise(difference: number, error: number, rounding: number): number {
  return Math.abs(difference) <= rounding ? 0 : difference / error;
}

function raise(maxima: Float64Array, a: Float64Array, b: Float64Array, error: number): void {
  for (let i = 0; i < maxima.length; i++) {
    const t = Math.abs(a[i] - b[i]) / error;
    if (t > maxima[i]) maxima[i] = t;
  }
}

function countReaching(maxima: Float64Array, statistic: number): number {
  let count = 0;
  for (const value of maxima) if (reaches(value, statistic)) count++;
  return count;
}
