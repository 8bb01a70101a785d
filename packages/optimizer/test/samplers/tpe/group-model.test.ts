import { createRng, type Rng } from '@quantblocks/core';
import { categorical, float, int, ordinal, type Parameter, space } from '@quantblocks/optimizer';
import { expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BANDWIDTHS, type Bandwidth } from '../../../src/samplers/tpe/bandwidth.ts';
import { GroupModel } from '../../../src/samplers/tpe/group-model.ts';
import { logDensity, parzenEstimator } from '../../../src/samplers/tpe/parzen.ts';
import type { History } from '../../../src/study/history.ts';
import { plainSplit, randomStep, randomStudy } from './histories.ts';

const kinds: Readonly<Record<string, Parameter>> = {
  x: float(-5, 10),
  lr: float(1e-5, 1, { log: true }),
  stop: float(1.5, 5, { step: 0.25 }),
  odd: int(5, 13),
  even: int(1, 300),
  wide: int(0, 9_999),
  fine: float(0, 100, { step: 0.1 }),
  decades: int(1, 200, { log: true }),
  length: ordinal([26, 39, 52, 65, 78]),
  mode: categorical(['a', 'b', 'c', 'd']),
  one: int(3, 3),
};

/** The score by its definition: the plain estimators of both sides. */
function plainScore(history: History, dimensions: readonly number[], bandwidth: Bandwidth, liar: boolean) {
  const [below, above] = plainSplit(history, () => true, liar).map((ids) =>
    parzenEstimator(
      dimensions.map((d) => history.space.dimensions[d]),
      dimensions.map((d) => ids.map((id) => history.columns[d][id])),
      bandwidth,
    ),
  );
  return (point: Float64Array): number => {
    const own = dimensions.map((d) => point[d]);
    return logDensity(below, own) - logDensity(above, own);
  };
}

function candidatesOf(model: GroupModel, history: History, rng: Rng, count: number): Float64Array[] {
  return Array.from({ length: count }, (_, i) => {
    const point = history.space.randomPoint(rng);
    if (i % 2 === 0) model.draw(rng, point);
    return point;
  });
}

const declaration = fc.subarray(Object.keys(kinds), { minLength: 1 });

describe('GroupModel', () => {
  it('scores points as the plain estimators do, while a random history grows', () => {
    fc.assert(
      fc.property(
        declaration,
        fc.nat(),
        fc.constantFrom(...BANDWIDTHS),
        fc.boolean(),
        (names, seed, bandwidth, liar) => {
          const search = space(Object.fromEntries(names.map((name) => [name, kinds[name]])));
          const study = randomStudy(search, seed, 15);
          const rng = createRng(seed, 'calls');
          const { history } = study;
          const dimensions = names.map((_, d) => d);
          const model = new GroupModel(history, dimensions, bandwidth);
          for (let round = 0; round < 4; round++) {
            for (let steps = rng.int(60); steps > 0; steps--) randomStep(study, rng);
            model.trials.update();
            model.fit(liar);
            const score = plainScore(history, dimensions, bandwidth, liar);
            const candidates = candidatesOf(model, history, rng, 8);
            const expected = candidates.map(score);
            const actual = candidates.map((point) => model.score(point));
            // Only differences mean anything. 1e-9 is what is asked of a log density: both forms integrate cells to 1e-10 at worst
            // (10,000 cells, of which one holds 1e-4 of a normal's mass, out of probabilities good to 1e-16 and a few
            // roundings), and the sums over kernels and dimensions add rounding errors of order 1e-14.
            expectClose(
              actual.map((value) => value - actual[0]),
              expected.map((value) => value - expected[0]),
              { rtol: 0, atol: 1e-9 },
            );
            const best = actual.indexOf(Math.max(...actual));
            expect(expected[best]).toBeGreaterThanOrEqual(Math.max(...expected) - 1e-9);
          }
        },
      ),
      { seed: 21, numRuns: 20 },
    );
  });

  it('knows one dimension of many alone', () => {
    const study = randomStudy(space(kinds), 5, 150);
    const rng = createRng('alone');
    Object.keys(kinds).forEach((_, d) => {
      const model = new GroupModel(study.history, [d], 'neighbour');
      model.trials.update();
      model.fit(true);
      const score = plainScore(study.history, [d], 'neighbour', true);
      const points = candidatesOf(model, study.history, rng, 6);
      const actual = points.map((point) => model.score(point) - model.score(points[0]));
      expectClose(
        actual,
        points.map((point) => score(point) - score(points[0])),
        { rtol: 0, atol: 1e-9 },
      );
    });
  });

  it('draws from the density of the good trials', () => {
    const search = space({ stop: kinds.stop, decades: int(1, 12, { log: true }), mode: kinds.mode, x: kinds.x });
    const study = randomStudy(search, 3, 300);
    const { history } = study;
    const [below] = plainSplit(history, () => true, true);
    const rng = createRng('draws');
    const n = 20_000;
    for (const bandwidth of BANDWIDTHS) {
      const model = new GroupModel(history, [0, 1, 2, 3], bandwidth);
      model.trials.update();
      model.fit(true);
      const point = new Float64Array(4);
      const drawn = Array.from({ length: n }, () => {
        model.draw(rng, point);
        return Float64Array.from(point);
      });
      search.dimensions.forEach((dimension, d) => {
        const columns = [0, 1, 2, 3].map((other) => below.map((id) => history.columns[other][id]));
        const joint = parzenEstimator(search.dimensions, columns, bandwidth);
        const marginal = { ...joint, dimensions: [dimension], columns: [columns[d]], sigmas: [joint.sigmas[d]] };
        const cells = dimension.step > 0 ? dimension.count : 15;
        const cellOf = (value: number): number =>
          dimension.step > 0 ? dimension.cellOf(value) : Math.min(14, Math.floor(dimension.toUnit(value) * 15));
        const counts = new Float64Array(cells);
        for (const values of drawn) counts[cellOf(values[d])] += 1 / n;
        const probability = Float64Array.from({ length: cells }, (_, cell) => {
          if (dimension.step > 0) return Math.exp(logDensity(marginal, [dimension.valueAt(cell)]));
          let mass = 0;
          for (let i = 0; i < 40; i++) mass += Math.exp(logDensity(marginal, [-5 + cell + (i + 0.5) / 40])) / 40;
          return mass;
        });
        // Four and a half standard errors of a share, sqrt(p (1 - p) / n) <= 0.00354, over some hundred shares.
        expectClose(counts, probability, { rtol: 0, atol: 4.5 * 0.00354, label: `${bandwidth}, ${dimension.name}` });
      });
    }
  });

  it.each([
    ['whole numbers', int(0, 100)],
    ['fine grids', int(0, 9_999)],
    ['floats', float(0, 1)],
    ['choices', categorical(Array.from({ length: 50 }, (_, i) => i))],
  ])('neither overflows nor underflows in 300 dimensions of %s', (_, parameter) => {
    const search = space(Object.fromEntries(Array.from({ length: 300 }, (_, d) => [`p${d}`, parameter])));
    const { history } = randomStudy(search, 1, 200);
    const dimensions = search.dimensions.map((_, d) => d);
    const [below, above] = plainSplit(history, () => true, true);
    const model = new GroupModel(history, dimensions, 'neighbour');
    model.trials.update();
    model.fit(true);
    const points = [history.point(below[0]), history.point(above[0]), search.randomPoint(createRng('many'))];
    const actual = points.map((point) => model.score(point));
    expect(actual.every(Number.isFinite)).toBe(true);
    // Scores in the hundreds: 300 logarithms of a few units, each good to 1e-12.
    expectClose(actual, points.map(plainScore(history, dimensions, 'neighbour', true)), { rtol: 1e-12, atol: 1e-9 });
  });
});
