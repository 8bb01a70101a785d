import { fileURLToPath } from 'node:url';
import { createRng, normalCdf } from '@quantblocks/core';
import { expectClose, readJson } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportanceParameter } from '../../src/importance/parameter-grid.ts';
import { type ImportanceInput, pedAnova } from '../../src/importance/ped-anova.ts';

const float = (name: string): ImportanceParameter => ({
  name,
  type: 'float',
  low: 0,
  high: 1,
  step: 0,
  log: false,
  count: Number.POSITIVE_INFINITY,
});
const indexed = (name: string, type: 'int' | 'ordinal' | 'categorical', count: number): ImportanceParameter => ({
  name,
  type,
  low: 0,
  high: count - 1,
  step: 1,
  log: false,
  count,
});
const rising = (n: number): Float64Array => Float64Array.from({ length: n }, (_, i) => i);

/** Uniform points of as many dimensions as asked for. */
function randomColumns(dimensions: number, trials: number, seed: number): Float64Array[] {
  const rng = createRng(seed, 'points');
  return Array.from({ length: dimensions }, () => Float64Array.from({ length: trials }, () => rng.next()));
}

const importanceOf = (input: ImportanceInput, name: string): number =>
  pedAnova(input).parameters.find((parameter) => parameter.name === name)?.importance ?? Number.NaN;

describe('pedAnova, worked by hand', () => {
  // Twenty trials, each of two values ten times, the first value better throughout. The target is the best two: both the first value.
  const column = Float64Array.from({ length: 20 }, (_, i) => (i < 10 ? 0 : 1));
  const losses = rising(20);

  it('for two choices', () => {
    // Target: two kernels (1/2 + 1, 1/2) / 2 and the prior (1/2, 1/2), so (3/4 + 3/4 + 1/2) / 3 = 2/3 and 1/3.
    // Region: symmetric, 1/2 and 1/2. Divergence 2 * (1/6)^2 / (1/2) = 1/9; times (2 / 20)^2.
    const { parameters, status, targetTrials, regionTrials } = pedAnova({
      parameters: [indexed('c', 'categorical', 2)],
      columns: [column],
      losses,
    });
    // The floor of 1e-12 under the densities is felt in the twelfth digit.
    expectClose(parameters[0].importance, 1 / 900, { rtol: 1e-11 });
    expect(parameters[0].share).toBe(1);
    expect({ status, targetTrials, regionTrials }).toEqual({ status: 'fewTrials', targetTrials: 2, regionTrials: 20 });
  });

  it('for two cells of a grid', () => {
    // Target: both at 0, no spread, so the width is 0.5 / 1.64. A kernel's own cell has q, its neighbour 1 - q, where before
    // truncation they have Phi(1.64) - Phi(-1.64) and Phi(4.92) - Phi(1.64). With the prior's (1/2, 1/2): (2q + 1/2) / 3.
    const own = normalCdf(1.64) - normalCdf(-1.64);
    const q = own / (own + normalCdf(4.92) - normalCdf(1.64));
    const target = (2 * q + 0.5) / 3;
    // Region: symmetric, whatever the width. Divergence 2 * (target - 1/2)^2 / (1/2).
    const expected = 0.01 * 4 * (target - 0.5) ** 2;
    for (const type of ['int', 'ordinal'] as const) {
      const input = { parameters: [indexed('k', type, 2)], columns: [column], losses };
      expectClose(importanceOf(input, 'k'), expected, { rtol: 1e-11 });
    }
  });

  it('for a parameter that exists in some trials', () => {
    // It exists in trials 0 and 10 .. 18, with the value 0 in five of them and 1 in five; the target is trials 0 and 1.
    const some = new Float64Array(20).fill(Number.NaN);
    some[0] = 0;
    for (let i = 10; i < 19; i++) some[i] = i < 14 ? 0 : 1;
    // Among those ten the target is one trial: K = 2, (3/4 + 1/2) / 2 = 5/8 and 3/8; the region 1/2 and 1/2.
    // Divergence 2 * (1/8)^2 / (1/2) = 1/16. a = 1/2, b = 1/2, a^2 / b = 1/2; times (2 / 20)^2.
    const input = { parameters: [indexed('c', 'categorical', 2)], columns: [some], losses };
    expectClose(importanceOf(input, 'c'), 1 / 3200, { rtol: 1e-11 });
  });

  it('for a region that is not everything', () => {
    // Region: the best twelve, ten times the first value; target the best two.
    // K = 3: (12/3 + (10, 2)) / (1 + 2/3) = (8.4, 3.6), with the prior (8.9, 4.1) / 13.
    const region = [8.9 / 13, 4.1 / 13];
    const divergence = (2 / 3 - region[0]) ** 2 / region[0] + (1 / 3 - region[1]) ** 2 / region[1];
    const { parameters, regionTrials } = pedAnova(
      { parameters: [indexed('c', 'categorical', 2)], columns: [column], losses },
      { regionQuantile: 0.6 },
    );
    expect(regionTrials).toBe(12);
    expectClose(parameters[0].importance, (2 / 12) ** 2 * divergence, { rtol: 1e-9 });
  });
});

interface Golden {
  readonly source: string;
  /** `count` is null where it is infinite. */
  readonly parameters: readonly (Omit<ImportanceParameter, 'count'> & { readonly count: number | null })[];
  readonly studies: readonly {
    readonly columns: readonly (readonly (number | null)[])[];
    readonly losses: readonly number[];
    readonly targetQuantile: number;
    readonly regionQuantile: number;
    readonly importances: Readonly<Record<string, number>>;
  }[];
}

describe('pedAnova', () => {
  const golden = readJson<Golden>(fileURLToPath(new URL('golden/ped-anova.json', import.meta.url)));
  it(`golden: ${golden.source}, ${golden.studies.length} studies`, () => {
    const parameters = golden.parameters.map((parameter) => ({
      ...parameter,
      count: parameter.count ?? Number.POSITIVE_INFINITY,
    }));
    for (const { columns, losses, importances, ...options } of golden.studies) {
      const input = {
        parameters,
        columns: columns.map((column) => Float64Array.from(column, (value) => value ?? Number.NaN)),
        losses: Float64Array.from(losses),
      };
      for (const { name, importance } of pedAnova(input, options).parameters) {
        expectClose(importance, importances[name], { label: name });
      }
    }
  });

  it('finds the order of two linear effects', () => {
    const columns = randomColumns(3, 300, 1);
    const losses = columns[0].map((x, i) => 10 * x + columns[1][i]);
    const { parameters, status } = pedAnova({ parameters: ['x1', 'x2', 'idle'].map(float), columns, losses });
    expect(parameters[0].name).toBe('x1');
    expect(parameters[0].share).toBeGreaterThan(0.8);
    expect(status).toBe('ok');
  });

  it('finds next to nothing in a parameter that has no influence', () => {
    // A full grid of 20 x 20, so that the idle one is spread evenly over the target whatever its size.
    const columns = [0, 1].map((digit) =>
      Float64Array.from({ length: 400 }, (_, i) => Math.floor(i / 20 ** digit) % 20),
    );
    const parameters = [indexed('used', 'int', 20), indexed('idle', 'int', 20)];
    const { parameters: found } = pedAnova({ parameters, columns, losses: columns[0] });
    expect(found[0].name).toBe('used');
    // What is left is the prior, which weighs 1 / 41 in the target and 1 / 401 in the region.
    expect(found[1].share).toBeLessThan(1e-3);
  });

  it('takes trials that are as good as the last of the target into it', () => {
    const losses = Float64Array.from({ length: 100 }, (_, i) => Math.min(9, i));
    const { targetTrials } = pedAnova({ parameters: [float('x')], columns: randomColumns(1, 100, 2), losses });
    expect(targetTrials).toBe(100);
  });

  it('is 0 throughout if all trials are equally good', () => {
    const columns = randomColumns(2, 50, 3);
    const { parameters } = pedAnova({ parameters: ['b', 'a'].map(float), columns, losses: new Float64Array(50) });
    expect(parameters).toEqual([
      { name: 'a', importance: 0, share: 0 },
      { name: 'b', importance: 0, share: 0 },
    ]);
  });

  it('counts a tenth of the trials, rounded up, without a rounding error', () => {
    const targets = [1, 2, 3, 20, 21, 70, 300].map((n) => {
      const input = { parameters: [float('x')], columns: randomColumns(1, n, 4), losses: rising(n) };
      return pedAnova(input).targetTrials;
    });
    expect(targets).toEqual([1, 1, 1, 2, 3, 7, 30]);
  });

  it('says when trials are too few, and finds nothing in fewer than two', () => {
    const of = (n: number) =>
      pedAnova({ parameters: [float('x')], columns: randomColumns(1, n, 5), losses: rising(n) });
    expect([of(0), of(1), of(40), of(41)].map(({ status }) => status)).toEqual([
      'fewTrials',
      'fewTrials',
      'fewTrials',
      'ok',
    ]);
    expect(of(0).parameters[0].importance).toBe(0);
    expect(of(1).parameters[0].importance).toBe(0);
    expect(of(2).parameters[0].importance).toBeGreaterThan(0);
  });

  it('gives 0 to a parameter that has one value, or exists in one trial or in no good one', () => {
    const never = new Float64Array(60).fill(Number.NaN);
    const once = never.slice();
    once[0] = 0.5;
    const late = never.slice().fill(0.5, 30);
    const input = {
      parameters: [float('x'), float('never'), float('once'), float('late'), { ...float('one'), high: 0, count: 1 }],
      columns: [...randomColumns(1, 60, 6), never, once, late, new Float64Array(60)],
      losses: rising(60),
    };
    expect(pedAnova(input).parameters.map(({ name, share }) => [name, share])).toEqual([
      ['x', 1],
      ['late', 0],
      ['never', 0],
      ['once', 0],
      ['one', 0],
    ]);
  });

  it('keeps trials of infinite loss, as the worst', () => {
    const columns = randomColumns(1, 100, 7);
    const losses = columns[0].map((x) => (x < 0.5 ? x : Number.POSITIVE_INFINITY));
    const { regionTrials, targetTrials } = pedAnova({ parameters: [float('x')], columns, losses });
    expect({ regionTrials, targetTrials }).toEqual({ regionTrials: 100, targetTrials: 10 });
  });

  const trials = fc.integer({ min: 3, max: 80 }).chain((n) =>
    fc.record({
      x: fc.array(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constant(Number.NaN)), {
        minLength: n,
        maxLength: n,
      }),
      k: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: n, maxLength: n }),
      losses: fc.array(fc.integer({ min: -30, max: 30 }), { minLength: n, maxLength: n }),
    }),
  );
  const parameters = [float('x'), indexed('k', 'categorical', 5)];
  const inputOf = ({ x, k, losses }: { x: number[]; k: number[]; losses: number[] }): ImportanceInput => ({
    parameters,
    columns: [Float64Array.from(x), Float64Array.from(k)],
    losses: Float64Array.from(losses),
  });

  it('does not depend on the order of trials or parameters', () => {
    fc.assert(
      fc.property(trials, ({ x, k, losses }) => {
        const order = losses.map((_, i) => (i * 37 + 11) % 83).map((key, i) => [key, i]);
        order.sort((a, b) => a[0] - b[0]);
        const shuffle = (values: number[]) => order.map(([, i]) => values[i]);
        const input = inputOf({ x, k, losses });
        const shuffled = inputOf({ x: shuffle(x), k: shuffle(k), losses: shuffle(losses) });
        const other = {
          ...shuffled,
          parameters: parameters.toReversed(),
          columns: shuffled.columns.toReversed(),
        };
        expect(pedAnova(other)).toEqual(pedAnova(input));
      }),
      { seed: 31, numRuns: 60 },
    );
  });

  it('sees the order of the losses alone', () => {
    fc.assert(
      fc.property(trials, (drawn) => {
        const input = inputOf(drawn);
        const bent = { ...input, losses: input.losses.map((loss) => Math.exp(loss / 7) - 3) };
        expect(pedAnova(bent)).toEqual(pedAnova(input));
      }),
      { seed: 32, numRuns: 60 },
    );
  });

  it('gives importances that are not negative, and shares that sum to 1 or are all 0', () => {
    fc.assert(
      fc.property(trials, (drawn) => {
        const { parameters: found } = pedAnova(inputOf(drawn));
        expect(found.every(({ importance }) => importance >= 0)).toBe(true);
        expect(found[0].importance).toBeGreaterThanOrEqual(found[1].importance);
        const total = found[0].share + found[1].share;
        expectClose(total, found[0].importance > 0 ? 1 : 0);
      }),
      { seed: 33, numRuns: 60 },
    );
  });

  it('refuses what does not fit together', () => {
    const input = { parameters: [float('x')], columns: randomColumns(1, 9, 8), losses: rising(9) };
    expect(() => pedAnova({ ...input, columns: [] })).toThrow('columns: expected 1, one per parameter, got 0');
    expect(() => pedAnova({ ...input, losses: rising(8) })).toThrow('columns: expected 8 values, one per loss, got 9');
    expect(() => pedAnova({ ...input, losses: rising(9).fill(Number.NaN) })).toThrow('losses');
    expect(() => pedAnova({ ...input, losses: rising(9).fill(Number.NEGATIVE_INFINITY) })).toThrow('losses');
    expect(() => pedAnova(input, { targetQuantile: 0 })).toThrow('targetQuantile');
    expect(() => pedAnova(input, { targetQuantile: 0.5, regionQuantile: 0.5 })).toThrow('targetQuantile');
    expect(() => pedAnova(input, { regionQuantile: 1.1 })).toThrow('targetQuantile');
  });
});
