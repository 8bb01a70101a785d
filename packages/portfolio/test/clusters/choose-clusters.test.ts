import { createRng, ParameterError, type Rng } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { chooseClusters } from '../../src/clusters/choose-clusters.ts';
import { PointSet } from '../../src/clusters/point-set.ts';
import { SingleCluster } from '../../src/clusters/single-cluster.ts';

function cloud(rng: Rng, size: number, dimensions: number, centre = 0): number[][] {
  return Array.from({ length: size }, () => Array.from({ length: dimensions }, () => centre + rng.normal()));
}

function secondMoments({ values, size, dimensions }: PointSet): number[] {
  const means = Array.from(
    { length: dimensions },
    (_, j) => values.filter((_value, i) => i % dimensions === j).reduce((a, b) => a + b) / size,
  );
  const moments: number[] = [...means];
  for (let a = 0; a < dimensions; a++) {
    for (let b = 0; b <= a; b++) {
      let total = 0;
      for (let i = 0; i < size; i++)
        total += (values[i * dimensions + a] - means[a]) * (values[i * dimensions + b] - means[b]);
      moments.push(total / size);
    }
  }
  return moments;
}

describe('chooseClusters', () => {
  it('finds the number of separate clouds', () => {
    const rng = createRng(1);
    const points = [0, 8, 16].flatMap((centre) => cloud(rng, 10, 3, centre));
    const choice = chooseClusters(points);
    expect(choice).toMatchObject({ status: 'pass', k: 3, pValue: 1 / 200, n: 30, warnings: [] });
    expect([...choice.labels]).toEqual(points.map((_, i) => Math.floor(i / 10)));
    expect(choice.value).toBeGreaterThan(choice.nullSilhouette);
    expect(choice.candidates.map(({ k }) => k)).toEqual([2, 3, 4, 5]);
    expect(choice.value).toBe(Math.max(...choice.candidates.map((candidate) => candidate.silhouette)));
  });

  it('answers one for a single cloud, whose best silhouette is far above zero', () => {
    const choice = chooseClusters(cloud(createRng(2), 20, 2));
    expect(choice).toMatchObject({ status: 'fail', k: 1, labels: new Int32Array(20) });
    expect(choice.value).toBeGreaterThan(0.3);
    expect(choice.pValue).toBeGreaterThan(0.05);
  });

  // At 5 % of 40 the chance of more than 5 rejections is 1.4 %; a silhouette above 0 would reject all 40.
  it('takes one cloud for several at its level, correlated or not, and sees two clouds', () => {
    const search = { simulations: 19, restarts: 3, kRange: [2, 3] } as const;
    const rejections = (make: (rng: Rng) => number[][]): number => {
      let count = 0;
      for (let seed = 0; seed < 40; seed++) {
        if (chooseClusters(make(createRng(seed, 'points')), { ...search, seed }).status === 'pass') count++;
      }
      return count;
    };
    const correlated = (rng: Rng): number[][] =>
      cloud(rng, 16, 6).map((row) => {
        const shared = 2 * rng.normal();
        return row.map((x) => x + shared);
      });
    const uniform = (rng: Rng): number[][] => cloud(rng, 16, 6).map((row) => row.map(() => rng.next()));
    expect(rejections((rng) => cloud(rng, 16, 6))).toBeLessThanOrEqual(5);
    expect(rejections(correlated)).toBeLessThanOrEqual(5);
    expect(rejections(uniform)).toBeLessThanOrEqual(5);
    expect(rejections((rng) => [...cloud(rng, 8, 6), ...cloud(rng, 8, 6, 4)])).toBeGreaterThanOrEqual(36);
  });

  it('does not depend on units, unless told not to standardise', () => {
    const points = cloud(createRng(3), 12, 2);
    const scaled = points.map(([x, y]) => [1024 * x, y]);
    const plain = chooseClusters(points, { simulations: 19 });
    expectClose(chooseClusters(scaled, { simulations: 19 }).value, plain.value);
    expect(chooseClusters(scaled, { simulations: 19, standardise: false }).value).toBeGreaterThan(plain.value + 0.1);
  });

  it('puts the clouds it compares with on the grid of the points', () => {
    // Of a normal sample rounded to a coarse grid many points coincide, so that every cut between them is sharp.
    const rng = createRng(8);
    const points = Array.from({ length: 30 }, () => [Math.round(0.8 * rng.normal())]);
    const snap = (point: Float64Array): void => {
      point[0] = Math.round(point[0]);
    };
    const options = { nullShape: 'gaussian', simulations: 99 } as const;
    expect(chooseClusters(points, options).k).toBeGreaterThan(1);
    expect(chooseClusters(points, { ...options, snap }).k).toBe(1);
  });

  it('warns of a cluster that is an outlier', () => {
    const choice = chooseClusters([...cloud(createRng(4), 20, 2), [60, 60]]);
    expect(choice.k).toBe(2);
    expect(choice.warnings[0]).toContain('1 of the points');
  });

  it('is insufficient for too few distinct points, or too few clouds for the level', () => {
    expect(chooseClusters([[1], [1], [2], [2]])).toMatchObject({ status: 'insufficient', k: 1, value: Number.NaN });
    expect(chooseClusters([[1], [1], [1]])).toMatchObject({ status: 'insufficient', candidates: [] });
    expect(chooseClusters([[1], [2], [9]], { simulations: 18 })).toMatchObject({
      status: 'insufficient',
      pValue: Number.NaN,
    });
    expect(chooseClusters([[1], [2], [9]], { simulations: 19 }).status).toBe('fail');
  });

  it('depends on the seed alone', () => {
    const points = cloud(createRng(5), 10, 2);
    const options = { simulations: 39, seed: 3 };
    expect(chooseClusters(points, options)).toEqual(chooseClusters(points, options));
    expect(chooseClusters(points, { ...options, seed: 4 }).nullSilhouette).not.toBe(
      chooseClusters(points, options).nullSilhouette,
    );
  });

  it('refuses an empty range and an unknown shape', () => {
    expect(() => chooseClusters([[1], [2]], { kRange: [1, 3] })).toThrow(ParameterError);
    expect(() => chooseClusters([[1], [2]], { kRange: [4, 3] })).toThrow(ParameterError);
    expect(() => chooseClusters([[1], [2]], { alpha: 1 })).toThrow(ParameterError);
    expect(() => chooseClusters([[1], [2]], { nullShape: 'round' as 'uniform' })).toThrow(ParameterError);
  });
});

describe('SingleCluster', () => {
  it.each(['gaussian', 'uniform'] as const)('%s clouds have exactly the mean and covariance of the points', (shape) => {
    const rng = createRng(6);
    for (const [size, dimensions] of [
      [30, 3],
      [5, 8], // fewer points than coordinates
    ]) {
      const rows = cloud(rng, size, dimensions).map((row) => row.map((x, j) => 5 + 10 ** j * (x + row[0])));
      for (const row of rows) row.push(7); // never varies
      const points = PointSet.of(rows);
      const drawn = new SingleCluster(points).draw(shape, rng);
      // Rounding of sums over coordinates that span eight orders of magnitude.
      expectClose(secondMoments(drawn), secondMoments(points), { rtol: 1e-9, atol: 1e-7 });
      expect(drawn.values).not.toEqual(points.values);
    }
  });

  it('fills a box evenly, and a normal cloud with tails', () => {
    const rng = createRng(7);
    const line = new SingleCluster(PointSet.of(cloud(rng, 2000, 1)));
    const kurtosis = (shape: 'gaussian' | 'uniform'): number => {
      const { values } = line.draw(shape, rng);
      const [mean, variance] = secondMoments(new PointSet(values, values.length, 1));
      return values.reduce((total, x) => total + (x - mean) ** 4, 0) / values.length / variance ** 2;
    };
    // Standard errors of 0.02 and 0.11 for 2,000 values.
    expectClose(kurtosis('uniform'), 1.8, { atol: 0.1, rtol: 0 });
    expectClose(kurtosis('gaussian'), 3, { atol: 0.5, rtol: 0 });
  });
});
