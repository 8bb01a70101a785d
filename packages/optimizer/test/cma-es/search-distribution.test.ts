import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { CmaEs } from '../../src/cma-es/cma-es.ts';
import { PrincipalAxes } from '../../src/cma-es/principal-axes.ts';

const GENERATIONS: [number[][], number[]][] = [
  [
    [
      [0.5, 0.75],
      [0.25, 0.5],
      [0.75, 0.625],
      [0.5, 0.25],
      [0.375, 0.375],
      [0.625, 0.5],
    ],
    [3, 1, 4, 1.5, 5, 2.5],
  ],
  [
    [
      [0.125, 0.5],
      [0.25, 0.625],
      [0.25, 0.25],
      [0.5, 0.5],
      [0.625, 0.375],
      [0.75, 0.75],
    ],
    [2, 6, 1, 4, 3, 5],
  ],
  // So far away that the covariance's path has to wait (h_sigma = 0).
  [
    [
      [-1.5, -1],
      [0.25, -0.75],
      [-1, -1.25],
      [0.5, 0.5],
      [0.625, 0.375],
      [0.75, 0.75],
    ],
    [1, 3, 2, 4, 5, 6],
  ],
];

/** Mean, sigma and covariance after each generation, from the tutorial's equations written down as matrices in NumPy. */
const STATES: [number[], number, number[]][] = [
  [
    [0.35053775360478956, 0.4288574356404918],
    0.2227575664947322,
    [0.9117615762519302, -0.056392385089157, -0.056392385089157, 0.8356241566098817],
  ],
  [
    [0.24382390706552726, 0.330940960774602],
    0.22373619390677607,
    [0.9070024660269429, 0.060703844107485555, 0.060703844107485555, 0.7425029476058286],
  ],
  [
    [-1.2205373214696704, -1.0515457715293208],
    3.195499802784292,
    [3.545412899956179, 2.351567754163666, 2.351567754163666, 2.962991777906975],
  ],
];

describe('SearchDistribution', () => {
  it('is updated as the equations of the tutorial say', () => {
    const cma = new CmaEs({ mean: [0.5, 0.5], sigma: 0.25 });
    GENERATIONS.forEach(([raws, losses], g) => {
      const [mean, sigma, covariance] = STATES[g];
      cma.tell(
        raws.map((raw) => Float64Array.from(raw)),
        losses,
      );
      expectClose(cma.mean, mean);
      expectClose(cma.sigma, sigma);
      expectClose(cma.covariance, covariance);
    });
  });
});

describe('PrincipalAxes', () => {
  it('splits a covariance into directions and deviations', () => {
    const axes = new PrincipalAxes(Float64Array.of(2.5, 1.5, 1.5, 2.5), 2);
    expectClose(axes.deviations, [1, 2]);
    const out = new Float64Array(2);
    axes.whiten(Float64Array.of(3, 3), out);
    expectClose(out.map(Math.abs), [0, 3 / Math.SQRT2], { atol: 1e-15 });
    expect(axes.isRepaired).toBe(false);
  });

  it('raises variances that rounding has made negative', () => {
    const axes = new PrincipalAxes(Float64Array.of(1, 1 + 1e-12, 1 + 1e-12, 1), 2);
    expect(axes.isRepaired).toBe(true);
    expect(axes.deviations[0]).toBeGreaterThan(0);
    expectClose(axes.deviations[1], Math.SQRT2);
  });
});
