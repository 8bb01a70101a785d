import { createRng, type KeyPart } from '@quantblocks/core';

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
  repetitions: number,
  seed: KeyPart,
): { returns: Float64Array; sharpe: Float64Array } {
  const inSample = folds.map((fold) => Pool.of(fold.inSample));
  const outOfSample = folds.map((fold) => Pool.of(fold.outOfSample));
  const returns = new Float64Array(repetitions).fill(Number.NaN);
  const sharpe = new Float64Array(repetitions).fill(Number.NaN);
  const rng = createRng(seed, 'walkForwardVerdict');
  const before = new Pool();
  const after = new Pool();
  for (let repetition = 0; repetition < repetitions && folds.length > 0; repetition++) {
    before.clear();
    after.clear();
    for (let draw = 0; draw < folds.length; draw++) {
      const fold = rng.int(folds.length);
      before.add(inSample[fold]);
      after.add(outOfSample[fold]);
    }
    if (!(before.mean > 0)) continue;
    returns[repetition] = after.mean / before.mean;
    sharpe[repetition] = after.sharpe / before.sharpe;
  }
  return { returns, sharpe };
}
