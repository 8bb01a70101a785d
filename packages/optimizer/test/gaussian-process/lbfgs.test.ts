import { createRng } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { lbfgs, type Objective } from '../../src/gaussian-process/lbfgs.ts';

/** Half the sum of `curvature (x - centre)^2`. */
function bowl(curvatures: readonly number[], centre: readonly number[]): Objective {
  return (x, gradient) => {
    let value = 0;
    for (let i = 0; i < x.length; i++) {
      gradient[i] = curvatures[i] * (x[i] - centre[i]);
      value += 0.5 * gradient[i] * (x[i] - centre[i]);
    }
    return value;
  };
}

const rosenbrock: Objective = (x, gradient) => {
  gradient.fill(0);
  let value = 0;
  for (let i = 0; i + 1 < x.length; i++) {
    const bend = x[i + 1] - x[i] * x[i];
    value += 100 * bend * bend + (1 - x[i]) ** 2;
    gradient[i] += -400 * x[i] * bend - 2 * (1 - x[i]);
    gradient[i + 1] += 200 * bend;
  }
  return value;
};

const exact = { gradientTolerance: 1e-8, valueTolerance: 0 };

describe('lbfgs', () => {
  it.each([1, 2, 7])('finds the bottom of a bowl in %d dimensions whose curvatures differ a thousandfold', (n) => {
    const rng = createRng('bowl', n);
    const curvatures = Array.from({ length: n }, (_, i) => 1000 ** (i / n));
    const centre = Array.from({ length: n }, () => rng.normal());
    const { x, isConverged, evaluations } = lbfgs(bowl(curvatures, centre), new Float64Array(n), exact);
    expect(isConverged).toBe(true);
    // The gradient is below 1e-8 and no curvature is below 1.
    expectClose(x, centre, { atol: 1e-8, rtol: 0 });
    expect(evaluations).toBeLessThan(60);
  });

  it.each([2, 6, 10])('follows the valley of Rosenbrock in %d dimensions', (n) => {
    const start = Array.from({ length: n }, (_, i) => (i % 2 === 0 ? -1.2 : 1));
    const { x, value, isConverged, evaluations } = lbfgs(rosenbrock, start, exact);
    expect(isConverged).toBe(true);
    expect(value).toBeLessThan(1e-14);
    // The smallest curvature at the minimum is about 0.4.
    expectClose(x, new Float64Array(n).fill(1), { atol: 1e-7, rtol: 0 });
    expect(evaluations).toBeLessThan(150);
  });

  it('never leaves the box, and stops where the gradient presses against it', () => {
    const lower = Float64Array.of(0, 0, 0);
    const upper = Float64Array.of(1, 1, 1);
    const inBox: Objective = (x, gradient) => {
      x.forEach((value, i) => {
        expect(value >= lower[i] && value <= upper[i]).toBe(true);
      });
      return bowl([1, 50, 3], [-2, 0.5, 4])(x, gradient);
    };
    const { x, isConverged } = lbfgs(inBox, [0.9, 5, 0.1], { ...exact, lower, upper });
    expect(isConverged).toBe(true);
    expectClose(x, [0, 0.5, 1], { atol: 1e-8, rtol: 0 });
  });

  it('finds the minimum of correlated bowls in a box', () => {
    for (let round = 0; round < 30; round++) {
      const n = 6;
      const rng = createRng('correlated', round);
      const factor = Array.from({ length: n }, () => Array.from({ length: n }, () => rng.normal()));
      const pull = Array.from({ length: n }, () => 3 * rng.normal());
      // 0.5 |F x|^2 + 0.05 |x|^2 - pull x
      const objective: Objective = (x, gradient) => {
        let value = 0;
        for (let i = 0; i < n; i++) {
          gradient[i] = 0.1 * x[i] - pull[i];
          value += 0.05 * x[i] * x[i] - pull[i] * x[i];
        }
        for (const row of factor) {
          const product = row.reduce((sum, weight, i) => sum + weight * x[i], 0);
          value += 0.5 * product * product;
          row.forEach((weight, i) => {
            gradient[i] += product * weight;
          });
        }
        return value;
      };
      const options = { ...exact, lower: new Float64Array(n), upper: new Float64Array(n).fill(1) };
      const { x, isConverged, evaluations } = lbfgs(objective, new Float64Array(n).fill(0.5), options);
      expect(isConverged).toBe(true);
      expect(evaluations).toBeLessThan(60);
      // What makes it the minimum: no slope inside, and none into the box at a bound.
      const gradient = new Float64Array(n);
      objective(x, gradient);
      gradient.forEach((slope, i) => {
        if (x[i] < 1) expect(slope).toBeGreaterThan(-1e-7);
        if (x[i] > 0) expect(slope).toBeLessThan(1e-7);
      });
    }
  });

  it('finds the minimum of Rosenbrock on the edge of a box', () => {
    const options = { ...exact, lower: Float64Array.of(-2, -2), upper: Float64Array.of(0.5, 2) };
    const { x } = lbfgs(rosenbrock, [-1.2, 1], options);
    // On x0 = 0.5 the minimum is at x1 = x0^2.
    expectClose(x, [0.5, 0.25], { atol: 1e-8, rtol: 0 });
  });

  it('lets go of a bound that no longer presses', () => {
    const options = { ...exact, lower: Float64Array.of(0, 0), upper: Float64Array.of(3, 3) };
    // From the corner the valley leads up along x1 first.
    expectClose(lbfgs(rosenbrock, [0, 0], options).x, [1, 1], { atol: 1e-7, rtol: 0 });
  });

  it('goes around places where the function is not defined', () => {
    const logarithmic: Objective = (x, gradient) => {
      gradient[0] = 1 - 1 / x[0];
      return x[0] - Math.log(x[0]);
    };
    for (const start of [0.001, 1e4]) expectClose(lbfgs(logarithmic, [start], exact).x, [1], { rtol: 1e-7 });
  });

  it('takes no step from a place where the function is not defined', () => {
    const result = lbfgs(() => Number.NaN, [1, 2]);
    expect([...result.x]).toEqual([1, 2]);
    expect(result.isConverged).toBe(false);
  });

  it('stops after the iterations it is given, and says that it did not converge', () => {
    const { isConverged, value } = lbfgs(rosenbrock, [-1.2, 1], { ...exact, maxIterations: 3 });
    expect(isConverged).toBe(false);
    expect(value).toBeLessThan(24.2);
  });

  it('does not run for ever down a slope without end', () => {
    const slope: Objective = (x, gradient) => {
      gradient[0] = 1;
      return x[0];
    };
    expect(lbfgs(slope, [0], { maxIterations: 5 }).value).toBeLessThan(-1e6);
  });

  it('needs no search at a minimum', () => {
    expect(lbfgs(rosenbrock, [1, 1])).toMatchObject({ evaluations: 1, isConverged: true, value: 0 });
  });
});
