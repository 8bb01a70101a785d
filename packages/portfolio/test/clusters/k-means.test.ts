import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createRng, ParameterError } from '@quantblocks/core';
import { describeGolden, expectClose, readJson } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kMeans } from '../../src/clusters/k-means.ts';
import { PointSet } from '../../src/clusters/point-set.ts';
import { silhouette } from '../../src/clusters/silhouette.ts';

interface KMeansFile {
  tol: number;
  cases: {
    name: string;
    X: number[][];
    standardised: number[][];
    by_k: {
      k: number;
      init: number[][];
      labels: number[];
      inertia: number;
      centers: number[][];
      silhouette: number;
      silhouette_samples: number[];
      best_inertia_200_restarts: number;
    }[];
  }[];
}

describeGolden('validation/sets', { accept: ({ path }) => existsSync(join(path, 'kmeans.json')) }, ({ path }) => {
  const { tol, cases } = readJson<KMeansFile>(join(path, 'kmeans.json'));
  const close = { rtol: tol, atol: tol };
  for (const { name, X, standardised, by_k } of cases) {
    expectClose(PointSet.of(X).standardised().values, standardised.flat(), { ...close, label: `${name} standardised` });
    for (const expected of by_k) {
      const { k } = expected;
      const found = kMeans(standardised, { k, start: expected.init });
      expect([...found.labels], `${name} ${k}`).toEqual(expected.labels);
      expectClose(found.inertia, expected.inertia, close);
      for (const [c, centre] of found.centres.entries()) expectClose(centre, expected.centers[c], close);
      const { mean, values } = silhouette(standardised, found.labels);
      expectClose(mean, expected.silhouette, close);
      expectClose(values, expected.silhouette_samples, close);
      const best = kMeans(standardised, { k, restarts: 200 });
      expect(best.inertia, `${name} ${k}`).toBeLessThanOrEqual(1.0001 * expected.best_inertia_200_restarts);
    }
  }
});

const points = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), {
  minLength: 4,
  maxLength: 20,
});

describe('kMeans', () => {
  it('cuts a line where it is thinnest', () => {
    const { labels, centres, inertia, converged } = kMeans([[1], [20], [2], [22], [3]], { k: 2 });
    expect([...labels]).toEqual([0, 1, 0, 1, 0]);
    expect(centres.map(([x]) => x)).toEqual([2, 21]);
    expect(inertia).toBe(4);
    expect(converged).toBe(true);
  });

  it('is the mean for one cluster, and the points for as many clusters', () => {
    const rows = [
      [0, 0],
      [2, 0],
      [1, 3],
    ];
    const { centres, inertia } = kMeans(rows, { k: 1 });
    expect(centres).toEqual([Float64Array.of(1, 1)]);
    expect(inertia).toBe(8);
    expect(kMeans(rows, { k: 3 })).toMatchObject({ inertia: 0, labels: Int32Array.of(0, 1, 2) });
  });

  it('fills a cluster that no point is nearest to', () => {
    const { labels, inertia } = kMeans([[0], [1], [10]], { k: 2, start: [[0], [100]] });
    expect([...labels]).toEqual([0, 0, 1]);
    expect(inertia).toBe(0.5);
  });

  it('has every point at its nearest centre, and every centre at the mean of its points', () => {
    fc.assert(
      fc.property(points, fc.integer({ min: 1, max: 4 }), fc.integer(), (rows, k, seed) => {
        fc.pre(PointSet.of(rows).distinct() >= k);
        const { labels, centres, inertia, converged } = kMeans(rows, { k, seed, restarts: 3 });
        expect(converged).toBe(true);
        expect(new Set(labels).size).toBe(k);
        const square = (i: number, c: number): number =>
          rows[i].reduce((total, x, j) => total + (x - centres[c][j]) ** 2, 0);
        let total = 0;
        for (let i = 0; i < rows.length; i++) {
          total += square(i, labels[i]);
          for (let c = 0; c < k; c++) expect(square(i, labels[i])).toBeLessThanOrEqual(square(i, c) + 1e-9);
        }
        expectClose(inertia, total, { rtol: 1e-10, atol: 1e-10 });
        for (let c = 0; c < k; c++) {
          const members = rows.filter((_row, i) => labels[i] === c);
          const means = [0, 1].map((j) => members.reduce((sum, row) => sum + row[j], 0) / members.length);
          expectClose(centres[c], means, { atol: 1e-12 });
        }
      }),
      { seed: 4, numRuns: 60 },
    );
  });

  it('depends on the seed alone', () => {
    const rng = createRng(9);
    const rows = Array.from({ length: 40 }, () => [rng.next(), rng.next()]);
    expect(kMeans(rows, { k: 6, seed: 1, restarts: 1 })).toEqual(kMeans(rows, { k: 6, seed: 1, restarts: 1 }));
    const inertias = [1, 2, 3, 4].map((seed) => kMeans(rows, { k: 6, seed, restarts: 1 }).inertia);
    expect(new Set(inertias).size).toBeGreaterThan(1);
    expect(kMeans(rows, { k: 6 }).inertia).toBeLessThanOrEqual(Math.min(...inertias));
  });

  it('says when the iterations run out', () => {
    const rows = Array.from({ length: 30 }, (_, i) => [i]);
    expect(kMeans(rows, { k: 2, start: [[0], [1]], maxIterations: 2 })).toMatchObject({
      converged: false,
      iterations: 2,
    });
  });

  it('refuses more clusters than distinct points, ragged rows and a start of another shape', () => {
    expect(() => kMeans([[0], [-0], [1]], { k: 3 })).toThrow('k: expected a whole number in 1 .. 2, got 3');
    expect(() => kMeans([[0, 1], [1]], { k: 1 })).toThrow(ParameterError);
    expect(() => kMeans([[0], [1]], { k: 2, start: [[0]] })).toThrow(ParameterError);
    expect(() => kMeans([[], []], { k: 1 })).toThrow(ParameterError);
    expect(() => kMeans([[0], [1]], { k: 1, restarts: 0 })).toThrow(ParameterError);
  });
});

describe('silhouette', () => {
  it('compares the distance within with that to the next cluster', () => {
    // Point 0: a = 1, b = (10 + 12) / 2. Point 10: a = 2, b = (10 + 9) / 2.
    const { mean, values } = silhouette([[0], [1], [10], [12]], [7, 7, -3, -3]);
    expectClose(values, [10 / 11, 9 / 10, 7.5 / 9.5, 9.5 / 11.5]);
    expectClose(mean, (10 / 11 + 9 / 10 + 7.5 / 9.5 + 9.5 / 11.5) / 4);
  });

  it('is 0 for a point alone and for equal points apart, and does not exist for one cluster', () => {
    expect([...silhouette([[0], [5]], [0, 1]).values]).toEqual([0, 0]);
    expect([...silhouette([[0], [0], [0], [0]], [0, 0, 1, 1]).values]).toEqual([0, 0, 0, 0]);
    expect(silhouette([[0], [5]], [3, 3]).mean).toBeNaN();
  });

  it('lives in [-1, 1] and does not change with shift and scale', () => {
    fc.assert(
      fc.property(points, fc.integer(), (rows, seed) => {
        const rng = createRng(seed);
        const labels = rows.map(() => rng.int(3));
        const { values } = silhouette(rows, labels);
        for (const value of values) if (!Number.isNaN(value)) expect(Math.abs(value)).toBeLessThanOrEqual(1);
        const moved = silhouette(
          rows.map((row) => row.map((x) => 5 - 2 * x)),
          labels,
        ).values;
        expectClose(moved, values, { atol: 1e-12 });
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  it('refuses labels that are not one whole number per point', () => {
    expect(() => silhouette([[0], [1]], [0])).toThrow(ParameterError);
    expect(() => silhouette([[0], [1]], [0, 0.5])).toThrow(ParameterError);
  });
});
