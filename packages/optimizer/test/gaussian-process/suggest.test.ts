import { createRng, ParameterError } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import { Acquisition } from '../../src/gaussian-process/acquisition.ts';
import { fitGaussianProcess } from '../../src/gaussian-process/fit-gaussian-process.ts';
import type { GaussianProcess } from '../../src/gaussian-process/gaussian-process.ts';
import { suggest } from '../../src/gaussian-process/suggest.ts';
import { randomPoints, spreadPoints, valuesAt, wave } from './data.ts';

/** `count` levels in the middle of equal cells of the unit interval. */
const middles = (count: number): Float64Array => Float64Array.from({ length: count }, (_, i) => (i + 0.5) / count);

function acquisitionAt(process: GaussianProcess, point: Float64Array): number {
  const out = new Float64Array(1);
  new Acquisition(process).evaluate(point, 1, out);
  return out[0];
}

describe('suggest on continuous dimensions', () => {
  const points = randomPoints(15, 2, createRng('continuous'));
  const process = fitGaussianProcess(points, valuesAt(points, 2, wave), { isCategorical: [false, false] });
  const options = { candidates: spreadPoints(256, 2), levels: [null, null] };

  it('finds a point at least as good as any of ten thousand', () => {
    const [first] = suggest(process, { ...options, rng: createRng(1) });
    const values = new Float64Array(10_000);
    new Acquisition(process).evaluate(randomPoints(10_000, 2, createRng('dense')), 10_000, values);
    // A climb ends within its tolerance of a maximum.
    expect(first.logImprovement).toBeGreaterThan(Math.max(...values) - 1e-4);
  });

  it('gives points of the unit cube, best first, each once, with their acquisition', () => {
    const found = suggest(process, { ...options, rng: createRng(2) });
    expect(found.length).toBeGreaterThan(1);
    found.forEach(({ point, logImprovement }, i) => {
      expect(point.every((u) => u >= 0 && u <= 1)).toBe(true);
      expect(logImprovement).toBe(acquisitionAt(process, point));
      if (i > 0) expect(logImprovement).toBeLessThanOrEqual(found[i - 1].logImprovement);
    });
    expect(new Set(found.map(({ point }) => point.join())).size).toBe(found.length);
  });

  it('gives the same for the same random stream', () => {
    const [one, other] = [1, 2].map(() => suggest(process, { ...options, rng: createRng(3) }));
    expect(other).toEqual(one);
  });

  it('gives only what is accepted, also where the best is not', () => {
    const [best] = suggest(process, { ...options, rng: createRng(4) });
    const accepts = (x: Float64Array) => Math.hypot(x[0] - best.point[0], x[1] - best.point[1]) > 0.2;
    const found = suggest(process, { ...options, rng: createRng(4), accepts });
    expect(found.length).toBeGreaterThan(0);
    for (const { point } of found) expect(accepts(point)).toBe(true);
  });

  it('gives nothing if nothing is accepted', () => {
    expect(suggest(process, { ...options, rng: createRng(5), accepts: () => false })).toEqual([]);
  });

  it('leaves the candidates and the observations as they were', () => {
    const [candidates, observed] = [options.candidates.slice(), points.slice()];
    suggest(process, { ...options, rng: createRng(6) });
    expect([options.candidates, points]).toEqual([candidates, observed]);
  });

  it('works where the process is flat', () => {
    const flat = fitGaussianProcess(points, new Float64Array(15).fill(3), { isCategorical: [false, false] });
    const [first] = suggest(flat, { ...options, rng: createRng(7) });
    expect(Number.isFinite(first.logImprovement)).toBe(true);
  });

  it('refuses levels and candidates of other dimensions', () => {
    const rng = createRng(8);
    expect(() => suggest(process, { ...options, levels: [null], rng })).toThrow(ParameterError);
    expect(() => suggest(process, { ...options, candidates: new Float64Array(5), rng })).toThrow(ParameterError);
  });
});

describe('suggest on levels', () => {
  // A choice of three, a line longer than those of which every level is compared, and a short one.
  const levels = [middles(3), middles(40), Float64Array.of(0, 0.1, 0.5, 1)];
  const isCategorical = [true, false, false];
  const all = levels[0].length * levels[1].length * levels[2].length;
  const pointAt = (i: number): Float64Array =>
    Float64Array.of(levels[0][i % 3], levels[1][Math.floor(i / 3) % 40], levels[2][Math.floor(i / 120)]);
  const rng = createRng('levels');
  const points = Float64Array.from(Array.from({ length: 20 }, () => [...pointAt(rng.int(all))]).flat());
  const objective = (x: Float64Array): number => wave(x) + (x[0] > 0.8 ? -0.5 : 0);
  const process = fitGaussianProcess(points, valuesAt(points, 3, objective), { isCategorical });
  const options = { candidates: spreadPoints(64, 3), levels };

  it('finds the best of all points, and again without it', () => {
    const known = new Set<string>();
    const accepts = (x: Float64Array) => !known.has(x.join());
    for (let round = 0; round < 8; round++) {
      const [first] = suggest(process, { ...options, rng: createRng(round), accepts });
      let best = Number.NEGATIVE_INFINITY;
      for (let i = 0; i < all; i++) if (accepts(pointAt(i))) best = Math.max(best, acquisitionAt(process, pointAt(i)));
      expect(first.logImprovement).toBeGreaterThan(best - 1e-9);
      expect(known.has(first.point.join())).toBe(false);
      known.add(first.point.join());
    }
  });

  it('gives points on the levels', () => {
    for (const { point } of suggest(process, { ...options, rng: createRng(1) })) {
      point.forEach((u, k) => {
        expect(levels[k]).toContain(u);
      });
    }
  });

  it('climbs along continuous and discrete dimensions in turn', () => {
    const mixed = [levels[0], null, levels[2]];
    const [first] = suggest(process, { ...options, levels: mixed, rng: createRng(1) });
    let best = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < all; i++) best = Math.max(best, acquisitionAt(process, pointAt(i)));
    expect(first.logImprovement).toBeGreaterThan(best - 1e-4);
  });

  it('climbs from accepted candidates alone', () => {
    // No two of them share two coordinates, so no climb leads from one to another.
    const free = [0, 121, 242].map((i) => pointAt(i));
    const names = free.map((x) => x.join());
    const accepts = (x: Float64Array) => names.includes(x.join());
    const candidates = Float64Array.from([...spreadPoints(64, 3), ...free.flatMap((x) => [...x])]);
    const found = (climbs: number) =>
      suggest(process, { candidates, levels, rng: createRng(1), accepts, climbs }).map(({ point }) => point.join());
    expect(found(3).sort()).toEqual([...names].sort());
    expect(found(1)).toEqual(found(3).slice(0, 1));
  });

  it('finds the last free point of a space that is otherwise known', () => {
    const accepts = (x: Float64Array) => x.join() === pointAt(77).join();
    const candidates = Float64Array.from([...spreadPoints(64, 3), ...pointAt(77)]);
    const found = suggest(process, { candidates, levels, rng: createRng(1), accepts });
    expect(found.map(({ point }) => [...point])).toEqual([[...pointAt(77)]]);
  });
});
