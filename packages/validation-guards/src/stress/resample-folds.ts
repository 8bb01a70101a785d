import type { KeyPart } from '@quantblocks/core';
import { rngOf } from '../checks.ts';

/** Count, sum and sum of squares of pooled folds: what means and Sharpe ratios of any selection need. */
class Pool {
  n = 0;
  sum = 0;
  squares = 0;

  add({ n, sum, squares }: Pool): void {
    this.n += n;
    this.sum += sum;
    this.squares += squares;
  }

  clear(): void {
    this.n = this.sum = this.squares = 0;
  }

  static of(returns: Float64Array): Pool {
    const pool = new Pool();
    pool.n = returns.length;
    for (const value of returns) {
      pool.sum += value;
      pool.squares += value * value;
    }
    return pool;
  }

  get mean(): number {
    return this.sum / this.n;
  }

  get sharpe(): number {
    const variance = (this.squares - this.sum * this.mean) / (this.n - 1);
    return variance > 0 ? this.mean / Math.sqrt(variance) : Number.NaN;
  }
}

/** Out-of-sample over in-sample mean and Sharpe ratio of each resample of whole folds; NaN where the in-sample mean is no gain. */
export function resampleFolds(
  folds: readonly { inSample: Float64Array; outOfSample: Float64Array }[],
  resamples: number,
  seed: KeyPart,
): { returns: Float64Array; sharpe: Float64Array } {
  const inSample = folds.map((fold) => Pool.of(fold.inSample));
  const outOfSample = folds.map((fold) => Pool.of(fold.outOfSample));
  const returns = new Float64Array(resamples).fill(Number.NaN);
  const sharpe = new Float64Array(resamples).fill(Number.NaN);
  const rng = rngOf(seed, 'walkForwardVerdict');
  const before = new Pool();
  const after = new Pool();
  for (let resample = 0; resample < resamples && folds.length > 0; resample++) {
    before.clear();
    after.clear();
    for (let draw = 0; draw < folds.length; draw++) {
      const fold = rng.int(folds.length);
      before.add(inSample[fold]);
      after.add(outOfSample[fold]);
    }
    if (!(before.mean > 0)) continue;
    returns[resample] = after.mean / before.mean;
    sharpe[resample] = after.sharpe / before.sharpe;
  }
  return { returns, sharpe };
}
