import { createRng, ParameterError } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { covarianceMatrix } from '../../src/covariance/covariance.ts';
import { SingularCovarianceError } from '../../src/errors.ts';
import { hierarchicalRiskParity } from '../../src/weights/hierarchical-risk-parity.ts';
import { leafOrder, linkage } from '../../src/weights/linkage.ts';
import { gram, randomReturns, total } from '../random-problem.ts';

describe('linkage', () => {
  // Points 0, 1, 3 and 7 on a line.
  const points = [0, 1, 3, 7];
  const distances = (): Float64Array =>
    Float64Array.from({ length: 16 }, (_, k) => Math.abs(points[k >> 2] - points[k & 3]));

  it('single: each merge is at the gap to the nearest member', () => {
    expect(linkage(distances(), 4, 'single')).toEqual([
      [0, 1, 1, 2],
      [2, 4, 2, 3],
      [3, 5, 4, 4],
    ]);
  });

  it('ward: the distance is the root of twice the growth of the sum of squares', () => {
    // {0, 1} with 3: 2 * (14/3 - 1/2) = 25/3. {0, 1, 3} with 7: 2 * (28.75 - 14/3) = 289/6.
    const merges = linkage(distances(), 4, 'ward');
    expectClose(
      merges.map(([, , distance]) => distance),
      [1, Math.sqrt(25 / 3), Math.sqrt(289 / 6)],
    );
    expect(Array.from(leafOrder(merges, 4))).toEqual([3, 2, 0, 1]);
  });

  it('one leaf needs no merge', () => {
    expect(Array.from(leafOrder(linkage(new Float64Array(1), 1, 'ward'), 1))).toEqual([0]);
  });
});

describe('hierarchicalRiskParity', () => {
  it('by hand: twins share what one asset of their pair gets', () => {
    const covariance = covarianceMatrix([
      [1, 0, 0.9],
      [0, 1, 0],
      [0.9, 0, 1],
    ]);
    const { order, weights } = hierarchicalRiskParity(covariance);
    expect(Array.from(order)).toEqual([1, 0, 2]);
    // The pair has a variance of 0.95 against 1.
    expectClose(weights, [0.5 / 1.95, 0.95 / 1.95, 0.5 / 1.95]);
  });

  it('two assets are held by inverse variance', () => {
    expectClose(
      hierarchicalRiskParity(
        covarianceMatrix([
          [1, 0.5],
          [0.5, 4],
        ]),
      ).weights,
      [0.8, 0.2],
    );
  });

  it('gives positive weights that sum to 1, on singular matrices too, and the same tree for any unit', () => {
    const rng = createRng(1, 'hrp');
    for (let trial = 0; trial < 60; trial++) {
      const n = 1 + rng.int(20);
      const covariance = gram(randomReturns(rng, n, 3 + rng.int(30)));
      const options = {
        linkage: (['single', 'ward'] as const)[trial & 1],
        distance: (['profile', 'correlation'] as const)[(trial >> 1) & 1],
      };
      const { weights, order } = hierarchicalRiskParity(covariance, options);
      expect(Math.abs(total(weights) - 1)).toBeLessThan(1e-12);
      expect(weights.every((w) => w >= 0)).toBe(true);
      const scaled = hierarchicalRiskParity({ n, values: covariance.values.map((v) => 4 * v) }, options);
      expect([scaled.weights, scaled.order]).toEqual([weights, order]);
    }
  });

  it('refuses what it does not know, and an asset without variance', () => {
    const covariance = covarianceMatrix([
      [1, 0],
      [0, 4],
    ]);
    // @ts-expect-error not a linkage
    expect(() => hierarchicalRiskParity(covariance, { linkage: 'average' })).toThrow(ParameterError);
    // @ts-expect-error not a distance
    expect(() => hierarchicalRiskParity(covariance, { distance: 'book' })).toThrow(ParameterError);
    expect(() =>
      hierarchicalRiskParity(
        covarianceMatrix([
          [1, 0],
          [0, 0],
        ]),
      ),
    ).toThrow(SingularCovarianceError);
  });
});
