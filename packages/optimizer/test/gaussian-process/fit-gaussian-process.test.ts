import { createRng, ParameterError } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { fitGaussianProcess } from '../../src/gaussian-process/fit-gaussian-process.ts';
import { encodeParameters, LogPosterior } from '../../src/gaussian-process/log-posterior.ts';
import { predict, randomPoints, valuesAt, wave } from './data.ts';

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;
const isCategorical = [false, false];
const points = randomPoints(25, 2, createRng('fit'));
const values = valuesAt(points, 2, wave);
const queries = randomPoints(20, 2, createRng('queries'));

describe('fitGaussianProcess', () => {
  it('stands where the log posterior has no slope', () => {
    const { parameters, observations } = fitGaussianProcess(points, values, { isCategorical });
    const posterior = new LogPosterior(points, observations.values.standardised, isCategorical);
    const gradient = new Float64Array(4);
    posterior.evaluate(encodeParameters(parameters, true), gradient);
    for (const slope of gradient) expect(Math.abs(slope)).toBeLessThan(0.01);
  });

  it('predicts a smooth function from 25 points', () => {
    const { mean } = predict(fitGaussianProcess(points, values, { isCategorical }), queries);
    // The function ranges over about 3; the worst query lies near a corner without observations.
    expectClose(mean, valuesAt(queries, 2, wave), { rtol: 0, atol: 0.05 });
  });

  it('finds the dimension that matters, and the noise', () => {
    const rng = createRng('noise');
    const many = randomPoints(100, 3, rng);
    const noisy = valuesAt(many, 3, (x) => Math.sin(9 * x[1]) + 0.3 * rng.normal());
    const { parameters, observations } = fitGaussianProcess(many, noisy, { isCategorical: [false, false, false] });
    const [first, second, third] = parameters.inverseSquaredLengthScales;
    expect(second).toBeGreaterThan(20 * Math.max(first, third));
    // A variance from 100 draws has a standard error of 14 %; three of them, and what the prior pulls.
    const noise = parameters.noiseVariance * observations.values.scale ** 2;
    expectClose(noise, 0.09, { rtol: 0.5 });
  });

  it('does not depend on the order of the observations, but for rounding that the search passes on', () => {
    const order = [...values.keys()].reverse();
    const shuffled = Float64Array.from(order.flatMap((i) => [points[2 * i], points[2 * i + 1]]));
    const one = predict(fitGaussianProcess(points, values, { isCategorical }), queries);
    const other = fitGaussianProcess(
      shuffled,
      order.map((i) => values[i]),
      { isCategorical },
    );
    expectClose(predict(other, queries).mean, one.mean, { rtol: 1e-6 });
    expectClose(predict(other, queries).deviation, one.deviation, { rtol: 1e-6 });
  });

  it('follows a change of unit', () => {
    const one = fitGaussianProcess(points, values, { isCategorical });
    const other = fitGaussianProcess(
      points,
      values.map((value) => 1000 * value - 5e4),
      { isCategorical },
    );
    expectClose(other.best, 1000 * one.best - 5e4, { rtol: 1e-12 });
    const [a, b] = [predict(one, queries), predict(other, queries)];
    // Values around -5e4 that differ by 1e3 lose two digits, and the search for the parameters passes that on.
    expectClose(
      b.mean,
      a.mean.map((value) => 1000 * value - 5e4),
      { rtol: 1e-8 },
    );
    expectClose(
      b.deviation,
      a.deviation.map((value) => 1000 * value),
      { rtol: 1e-6 },
    );
  });

  it('gives the same twice, to the bit', () => {
    const [one, other] = [1, 2].map(() => fitGaussianProcess(points, values, { isCategorical }));
    expect(other.parameters).toEqual(one.parameters);
    expect(predict(other, queries)).toEqual(predict(one, queries));
  });

  it('is no worse for parameters to start from, whatever they are', () => {
    const density = (parameters: Parameters<typeof encodeParameters>[0]): number =>
      new LogPosterior(points, plain.observations.values.standardised, isCategorical).evaluate(
        encodeParameters(parameters, true),
        new Float64Array(4),
      );
    const plain = fitGaussianProcess(points, values, { isCategorical });
    const starts = [
      plain.parameters,
      { kernelScale: 1e-9, noiseVariance: 1e3, inverseSquaredLengthScales: Float64Array.of(1e9, 1e-9) },
      { kernelScale: 1e300, noiseVariance: 1e-6, inverseSquaredLengthScales: Float64Array.of(1e-300, 1e-300) },
    ];
    for (const start of starts) {
      const { parameters } = fitGaussianProcess(points, values, { isCategorical, start });
      expect(density(parameters)).toBeLessThanOrEqual(density(plain.parameters));
    }
  });

  it('keeps the least noise where none is to be learned', () => {
    const fit = fitGaussianProcess(points, values, { isCategorical, isNoisy: false });
    expect(fit.parameters.noiseVariance).toBe(1e-6);
    // 1e-6 of variance is 1e-3 of deviation; the mean keeps a few of those of distance.
    expectClose(predict(fit, points).mean, values, { rtol: 0, atol: 5e-3 * fit.observations.values.scale });
  });

  it.each([
    ['equal values', [2, 2, 2], 2],
    ['a single value', [7], 7],
    ['values none of which is finite', [nan, infinity, -infinity], 0],
  ])('is flat for %s', (_, flat, level) => {
    const process = fitGaussianProcess(points.slice(0, 2 * flat.length), flat, { isCategorical });
    const { mean, deviation } = predict(process, queries);
    expect(mean).toEqual(mean.map(() => level));
    expect(deviation.every((value) => value > 0 && value <= 1)).toBe(true);
    expect(process.best).toBe(level);
  });

  it('is certain of a flat function where there is no noise', () => {
    const process = fitGaussianProcess(points, new Float64Array(25).fill(2), { isCategorical, isNoisy: false });
    for (const deviation of predict(process, points).deviation) expect(deviation).toBeLessThan(1e-3);
  });

  it('counts what is not finite as the worst finite value', () => {
    const broken = values.map((value, i) => (i === 3 ? nan : i === 8 ? infinity : value));
    const worst = Math.max(...broken.filter(Number.isFinite));
    const mended = broken.map((value) => (Number.isFinite(value) ? value : worst));
    const [one, other] = [broken, mended].map((some) => fitGaussianProcess(points, some, { isCategorical }));
    expect(predict(one, queries)).toEqual(predict(other, queries));
  });

  it('bears rows that repeat, with values that agree and that do not', () => {
    const twice = Float64Array.from([...points, ...points]);
    for (const change of [0, 0.1]) {
      const process = fitGaussianProcess(twice, [...values, ...values.map((value) => value + change)], {
        isCategorical,
      });
      const { mean, deviation } = predict(process, queries);
      expect([...mean, ...deviation].every(Number.isFinite)).toBe(true);
    }
  });

  it('refuses no values, and points that do not fit them', () => {
    expect(() => fitGaussianProcess(new Float64Array(0), [], { isCategorical })).toThrow(ParameterError);
    expect(() => fitGaussianProcess(Float64Array.of(1, 2, 3), [1], { isCategorical })).toThrow(ParameterError);
    expect(() => fitGaussianProcess(Float64Array.of(1, nan), [1], { isCategorical })).toThrow(ParameterError);
  });
});
