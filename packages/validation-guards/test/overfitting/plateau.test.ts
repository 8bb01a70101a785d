import { describe, expect, it } from 'vitest';
import { type PlateauPoint, plateau } from '../../src/overfitting/plateau.ts';

const parameters = [
  { name: 'length', value: 20, low: 5, high: 50, step: 1 },
  { name: 'stop', value: 0.04, low: 0.01, high: 0.1 },
] as const;
type Point = PlateauPoint<'length' | 'stop'>;

const hill = ({ length, stop }: Point): { score: number } => ({
  score: 2 - Math.abs(length / 20 - 1) - Math.abs(stop / 0.04 - 1),
});

describe('plateau by hand', () => {
  it('moves each parameter by 5 and 10 percent of its value, down and up', async () => {
    const { neighbours, worst, median, value, positive, peak } = await plateau(hill, parameters, { joint: 0 });
    expect(neighbours.map(({ moved, point }) => [moved, point.length, Number(point.stop.toFixed(12))])).toEqual([
      ['length', 19, 0.04],
      ['length', 21, 0.04],
      ['length', 18, 0.04],
      ['length', 22, 0.04],
      ['stop', 20, 0.038],
      ['stop', 20, 0.042],
      ['stop', 20, 0.036],
      ['stop', 20, 0.044],
    ]);
    // Four neighbours at 1.95 and four at 1.9.
    expect(peak).toBe(2);
    expect(median).toBeCloseTo(1.925, 12);
    expect(value).toBeCloseTo(1.925 / 2, 12);
    expect(positive).toBe(1);
    expect(worst?.score).toBeCloseTo(1.9, 12);
  });

  it('moves by at least one step, once to each value, and not out of the range', async () => {
    const single = async (parameter: object, options = {}): Promise<number[]> => {
      const all = [{ ...parameters[0], ...parameter }, parameters[1]];
      const { neighbours } = await plateau(() => ({ score: 1 }), all, { joint: 0, ...options });
      return neighbours.filter(({ moved }) => moved === 'length').map(({ point }) => point.length);
    };
    expect(await single({ value: 7 })).toEqual([6, 8]);
    expect(await single({ value: 5 })).toEqual([6]);
    expect(await single({ value: 50 })).toEqual([48, 45]);
    expect(await single({ value: 49.5, high: 49.7 })).toEqual([47, 45]);
    expect(await single({ value: 0.3, low: 0.1, high: 0.5, step: 0.1 })).toEqual([0.2, 0.4]);
    expect(await single({ value: 0, low: -10, high: 10 })).toEqual([-1, 1, -2, 2]);
    expect(await single({ value: -20, low: -50, high: 50 })).toEqual([-21, -19, -22, -18]);
    expect(await single({ value: 20 }, { scale: 'range', perturbations: [0.2] })).toEqual([11, 29]);
  });
});

describe('plateau', () => {
  it('passes a hill and fails a needle', async () => {
    expect(await plateau(hill, parameters)).toMatchObject({ status: 'pass', n: 40, warnings: [] });
    const needle = await plateau(({ length }) => ({ score: length === 20 ? 2 : 0.1 }), parameters);
    expect(needle).toMatchObject({ status: 'fail', value: 0.05, positive: 1 });
  });

  it('fails a plateau with holes', async () => {
    // Every fourth neighbour loses: the median is high, the share above 0 is not.
    let call = 0;
    const test = await plateau(() => ({ score: call++ % 4 === 1 ? -1 : 1 }), parameters);
    expect(test).toMatchObject({ status: 'fail', value: 1, positive: 0.75 });
    expect(test.worst?.score).toBe(-1);
  });

  it('moves all parameters at once too, each by at most the largest perturbation', async () => {
    const { neighbours } = await plateau(hill, parameters, { joint: 200, perturbations: [0.1] });
    const joint = neighbours.filter(({ moved }) => moved === 'joint');
    expect(joint).toHaveLength(200);
    for (const { point } of joint) {
      expect([18, 19, 21, 22]).toContain(point.length);
      expect(Math.abs(point.stop / 0.04 - 1)).toBeLessThanOrEqual(0.1);
    }
    expect(new Set(joint.map(({ point }) => point.stop)).size).toBe(200);
  });

  it('never passes a peak that is not positive, and does not look further', async () => {
    let runs = 0;
    for (const score of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      const run = (): { score: number } => {
        runs++;
        return { score };
      };
      const test = await plateau(run, parameters);
      expect(test).toMatchObject({ status: score <= 0 ? 'fail' : 'undefined', value: Number.NaN, neighbours: [] });
    }
    expect(runs).toBe(4);
  });

  it('does not pass negative neighbours whose ratio to their mean is small', async () => {
    // The spread of -1 and -1.01 is small beside their mean, which says nothing for them.
    const test = await plateau(({ length }) => ({ score: length === 20 ? 1 : -1 - length / 1000 }), parameters);
    expect(test).toMatchObject({ status: 'fail', positive: 4 / 40 });
  });

  it('tells neighbours that do well from neighbours that do the same', async () => {
    const same = await plateau(() => ({ score: 1, positions: [0, 1, -1, 0] }), parameters);
    expect([same.status, same.overlap]).toEqual(['pass', 1]);
    expect(same.warnings).toEqual([
      'Neighbours hold the same side as the peak on 100 % of bars: they agree because they are the same.',
    ]);
    const other = await plateau(
      ({ length, stop }: Point) => ({
        score: 1,
        positions: length === 20 && stop === 0.04 ? [0, 0, 2, 1] : [0, 1, 5, -1],
      }),
      parameters,
    );
    // Of bars 1, 2 and 3 one has the same side; bar 0, on which both rest, does not count.
    expect(other.overlap).toBeCloseTo(1 / 3, 12);
    expect(other.warnings).toEqual([]);
    expect((await plateau(hill, parameters)).overlap).toBeNaN();
    expect((await plateau(() => ({ score: 1, positions: [0, 0] }), parameters)).overlap).toBeNaN();
  });

  it('compares positions although the strategy writes all of them to the same memory', async () => {
    const positions = new Int8Array(4);
    const test = await plateau(({ length, stop }: Point) => {
      positions.fill(length === 20 && stop === 0.04 ? 1 : -1);
      return { score: 1, positions };
    }, parameters);
    expect(test.overlap).toBe(0);
  });

  it('counts a neighbour without a finite score as 0 and says so', async () => {
    const test = await plateau(({ length }) => ({ score: length < 20 ? Number.NaN : 1 }), parameters, { joint: 0 });
    expect(test).toMatchObject({ positive: 6 / 8, status: 'fail' });
    expect(test.warnings).toEqual(['2 of 8 neighbours have no finite score and count as 0.']);
  });

  it('says which parameters are at the end of their range', async () => {
    const { warnings } = await plateau(() => ({ score: 1 }), [{ ...parameters[0], value: 50 }, parameters[1]]);
    expect(warnings).toEqual(['length is at the end of its range and was moved one way only.']);
  });

  it('is insufficient with fewer than four neighbours, and runs nothing', async () => {
    let runs = 0;
    const fixed = { name: 'fixed', value: 3, low: 3, high: 3, step: 1 };
    for (const few of [[], [fixed], [fixed, { name: 'mode', value: 0, low: 0, high: 1, step: 1 }]]) {
      expect((await plateau(() => ({ score: ++runs }), few)).status).toBe('insufficient');
    }
    expect(runs).toBe(0);
  });

  it('repeats itself for the same seed, in turn or in time', async () => {
    const later = async (point: Point): Promise<{ score: number }> => hill(point);
    const [a, b, c] = [
      await plateau(hill, parameters),
      await plateau(later, parameters),
      await plateau(hill, parameters, { seed: 1 }),
    ];
    expect(a).toEqual(b);
    expect(a.neighbours).not.toEqual(c.neighbours);
  });

  it('reports progress and ends with the reason of its signal', async () => {
    const stop = new AbortController();
    const run = plateau(hill, parameters, {
      signal: stop.signal,
      onProgress: ({ done, total }) => done === 2 && total === 40 && stop.abort(new Error('enough')),
    });
    await expect(run).rejects.toThrow('enough');
  });

  it.each([
    [[{ ...parameters[0], value: 51 }], {}, 'parameters[0]: expected finite low <= value <= high'],
    [[{ ...parameters[0], value: Number.NaN }], {}, 'parameters[0]: expected finite low <= value <= high'],
    [[parameters[0], parameters[0]], {}, 'parameters[1].name: expected a name of its own, got "length"'],
    [[{ ...parameters[0], step: 0 }], {}, 'parameters[0].step: expected a number > 0, got 0'],
    [parameters, { perturbations: [] }, 'perturbations: expected numbers in (0, 1], got []'],
    [parameters, { perturbations: [-0.1] }, 'perturbations: expected numbers in (0, 1]'],
    [parameters, { joint: -1 }, 'joint: expected a whole number >= 0, got -1'],
    [parameters, { scale: 'rank' as 'range' }, 'scale: expected value or range, got "rank"'],
    [parameters, { minRatio: 0 }, 'minRatio: expected'],
  ])('refuses %o %o', async (given, options, message) => {
    await expect(plateau(() => ({ score: 1 }), given, options)).rejects.toThrow(message);
  });

  it('refuses a score that is none and positions of another length', async () => {
    const none = (() => 1) as unknown as () => { score: number };
    await expect(plateau(none, parameters)).rejects.toThrow('score: expected an object with a number `score`, got 1');
    const uneven = ({ length }: Point): object => ({ score: 1, positions: length === 20 ? [1] : [1, 1] });
    await expect(plateau(uneven as typeof hill, parameters)).rejects.toThrow(
      'positions: expected 1 values, as at the peak, got 2',
    );
  });
});
