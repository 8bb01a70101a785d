import { defineJob, type Job } from '../../src/index.ts';

/** What a search looks for: two averages and how far apart they have to be. */
export interface CrossoverParams {
  readonly fast: number;
  readonly slow: number;
  readonly band: number;
}

/** One trial: a range of the closes, and what to do there. */
export interface CrossoverTrial {
  readonly from: number;
  readonly to: number;
  readonly params: CrossoverParams;
}

/** The log return of being long while the fast average is above the slow one; NaN, a failed trial, if it is not the faster one. */
export const crossover: Job<Float64Array, CrossoverTrial, number> = defineJob({
  start:
    (closes) =>
    ({ from, to, params: { fast, slow, band } }) => {
      if (fast >= slow) return Number.NaN;
      const sums = { fast: 0, slow: 0 };
      let total = 0;
      for (let i = from; i < to - 1; i++) {
        sums.fast += closes[i] - (i - fast >= from ? closes[i - fast] : 0);
        sums.slow += closes[i] - (i - slow >= from ? closes[i - slow] : 0);
        const isLong = i - from >= slow && sums.fast / fast > (sums.slow / slow) * (1 + band);
        if (isLong) total += Math.log(closes[i + 1] / closes[i]);
      }
      return total;
    },
});
