import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { mean, ParameterError, quantile, sum } from '@quantblocks/core';
import { describeGolden, expectClose, readJson } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cscv } from '../../src/overfitting/cscv.ts';
import { halfMasks } from '../../src/overfitting/half-scores.ts';
import { noiseSeries } from './noise.ts';

describe('cscv by hand', () => {
  // Block means per bar: strategy a 1 1 -1 -1, strategy b 0 0 0 0.5 (each block is two equal bars).
  const a = [1, 1, 1, 1, -1, -1, -1, -1];
  const b = [0, 0, 0, 0, 0, 0, 0.5, 0.5];
  const { pbo, logits, winners, inSample, outOfSample, probabilityOfLoss } = cscv([a, b], {
    blocks: 4,
    metric: 'mean',
  });

  it('goes through the halves in lexicographic order of their blocks', () => {
    // In sample 01 02 03 12 13 23.
    expect([...winners]).toEqual([0, 0, 1, 0, 1, 1]);
    expect([...inSample]).toEqual([1, 0, 0.25, 0, 0.25, 0.25]);
    expect([...outOfSample]).toEqual([-1, 0, 0, 0, 0, 0]);
  });

  it('ranks the winner on the other half, in the middle of equals', () => {
    // Out of sample: a -1 < b .25; a 0 < b .25; b 0 = a 0; a 0 < .25; b 0 = a 0; b 0 < a 1.
    const low = Math.log(1 / 2);
    expectClose(logits, [low, low, 0, low, 0, low]);
    expect(pbo).toBe(1);
    expect(probabilityOfLoss).toBe(1 / 6);
  });

  it('leaves out the first bars that do not fill a block', () => {
    const longer = cscv(
      [
        [99, ...a],
        [-99, ...b],
      ],
      { blocks: 4, metric: 'mean' },
    );
    expect(longer.logits).toEqual(logits);
  });
});

describe('cscv', () => {
  it('ranks every half as sorting the concatenated returns does', () => {
    const series = noiseSeries(2, 7, 62);
    const { logits, winners, inSample, outOfSample } = cscv(series, { blocks: 6 });
    const sharpe = (values: number[]): number => {
      const centre = mean(values);
      return centre / Math.sqrt(sum(values.map((value) => (value - centre) ** 2)) / (values.length - 1));
    };
    const half = (row: Float64Array, blocks: number[]): number[] =>
      blocks.flatMap((block) => [...row.subarray(2 + 10 * block, 12 + 10 * block)]);
    let split = 0;
    for (let i = 0; i < 6; i++) {
      for (let j = i + 1; j < 6; j++) {
        for (let k = j + 1; k < 6; k++, split++) {
          const trained = series.map((row) => sharpe(half(row, [i, j, k])));
          const others = [0, 1, 2, 3, 4, 5].filter((block) => ![i, j, k].includes(block));
          const tested = series.map((row) => sharpe(half(row, others)));
          const winner = trained.indexOf(Math.max(...trained));
          const rank = tested.filter((value) => value <= tested[winner]).length;
          expect(winners[split]).toBe(winner);
          expectClose([inSample[split], outOfSample[split]], [trained[winner], tested[winner]]);
          expectClose(logits[split], Math.log(rank / (8 - rank)));
        }
      }
    }
    expect(split).toBe(logits.length);
  });

  it('is near one half for noise and 0 for one strategy that dominates', () => {
    // One PBO of 50 strategies and 10 blocks has a standard deviation of 0.18, the mean of 30 one of 0.033.
    const values = Array.from({ length: 30 }, (_, seed) => cscv(noiseSeries(seed, 50, 200)).pbo);
    expect(Math.abs(mean(values) - 0.5)).toBeLessThan(0.1);
    expect(cscv(noiseSeries(1, 50, 200, 0.01)).pbo).toBe(0);
  });

  it('is 1 for the best of exact copies, whose ranks say nothing', () => {
    const [series] = noiseSeries(1, 1, 100);
    const { pbo, logits } = cscv([series, series, series]);
    expect(pbo).toBe(1);
    expect(logits.every((logit) => logit === 0)).toBe(true);
  });

  it('sees equal results in a half although the other halves differ', () => {
    const [first, second] = noiseSeries(3, 2, 80);
    // The same from bar 40 on: whenever blocks 2 and 3 are tested, the two are equal.
    second.set(first.subarray(40), 40);
    const { logits } = cscv([first, second], { blocks: 4 });
    expect(logits[0]).toBe(0);
  });

  it('gives a strategy that rests in a half the Sharpe ratio 0 there, exactly', () => {
    const [lucky, other] = noiseSeries(4, 2, 80);
    const resting = lucky.map((value, i) => (i < 40 ? 0.01 + value : 0));
    const { winners, outOfSample } = cscv([other, resting], { blocks: 4 });
    expect([winners[0], outOfSample[0]]).toEqual([1, 0]);
  });

  it('gives equal returns in a half the Sharpe ratio 0, whatever rounding leaves of their variance', () => {
    const [lucky, other] = noiseSeries(4, 2, 120);
    for (let k = 1; k <= 50; k++) {
      const carry = lucky.map((value, i) => (i < 60 ? 0.01 + value : 1e-4 / k));
      const { winners, outOfSample } = cscv([other, carry], { blocks: 4 });
      expect([winners[0], outOfSample[0]]).toEqual([1, 0]);
    }
  });

  it('keeps its ranks under scale, and its order under reversal of time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (seed, scale) => {
        const series = noiseSeries(seed, 5, 60);
        const plain = cscv(series, { blocks: 6 });
        const scaled = cscv(
          series.map((row) => row.map((value) => value * scale)),
          { blocks: 6 },
        );
        expect(scaled.logits).toEqual(plain.logits);
        const reversed = cscv(
          series.map((row) => row.slice().reverse()),
          { blocks: 6 },
        );
        expect(reversed.logits.slice().sort()).toEqual(plain.logits.slice().sort());
      }),
      { seed: 6, numRuns: 30 },
    );
  });

  it.each([
    ['one strategy', [[1, 2, 3, 4]], {}, 'series: expected at least two strategies, got 1'],
    [
      'too few bars',
      [
        [1, 2, 3],
        [1, 2, 3],
      ],
      { blocks: 4 },
      'series: expected at least 8 bars, got 3',
    ],
    ['odd blocks', [[1], [2]], { blocks: 5 }, 'blocks: expected an even number, got 5'],
    ['many blocks', [[1], [2]], { blocks: 22 }, 'blocks: expected a whole number in 4 .. 20, got 22'],
    ['another metric', [[1], [2]], { metric: 'sortino' as 'mean' }, 'metric: expected sharpe or mean, got "sortino"'],
    ['other ties', [[1], [2]], { ties: 'min' as 'max' }, 'ties: expected average or max, got "min"'],
    [
      'NaN',
      [
        [1, Number.NaN],
        [2, 1],
      ],
      {},
      'series[0]: expected finite numbers, got "NaN at 1"',
    ],
  ])('refuses %s', (_, series, options, message) => {
    expect(() => cscv(series, options)).toThrow(ParameterError);
    expect(() => cscv(series, options)).toThrow(message);
  });
});

describe('halfMasks', () => {
  it.each([4, 10, 16, 20])('lists half of the choices of half of %i blocks, each once', (blocks) => {
    const masks = halfMasks(blocks);
    let choices = 1;
    for (let i = 1; i <= blocks / 2; i++) choices = (choices * (blocks / 2 + i)) / i;
    expect(masks).toHaveLength(choices / 2);
    for (let i = 0; i < masks.length; i++) {
      let bits = 0;
      for (let rest = masks[i]; rest !== 0; rest &= rest - 1) bits++;
      if (bits !== blocks / 2 || (i > 0 && masks[i] >= masks[i - 1])) expect.fail(`mask ${masks[i]} at ${i}`);
    }
  });
});

interface GoldenFile {
  tol: number;
  cases: {
    name: string;
    M: number[][];
    S: number;
    opts: { ties?: 'max'; metric?: 'mean' };
    expected: Record<string, number> & { first10_logits: number[]; first10_winner: number[] };
  }[];
}

const file = 'pbo_cscv.json';
describeGolden('validation/sets', { accept: ({ path }) => existsSync(join(path, file)) }, ({ path }) => {
  const { tol, cases } = readJson<GoldenFile>(join(path, file));
  for (const { name, M, S, opts, expected } of cases) {
    const result = cscv(
      M[0].map((_, j) => M.map((row) => row[j])),
      { blocks: S, ...opts },
    );
    const { logits, inSample, outOfSample } = result;
    const actual: Record<string, number> = {
      n_splits: logits.length,
      pbo_le0: result.pbo,
      pbo_lt0: logits.filter((logit) => logit < 0).length / logits.length,
      prob_oos_loss: result.probabilityOfLoss,
      slope: result.slope,
      intercept: result.intercept,
      r2: result.rSquared,
      mean_logit: mean(logits),
      median_logit: quantile(logits, 0.5),
      sum_logit: sum(logits),
      mean_is: mean(inSample),
      mean_oos: mean(outOfSample),
    };
    const { first10_logits, first10_winner, ...figures } = expected;
    for (const [key, value] of Object.entries(figures)) {
      expectClose(actual[key], value as number, { rtol: tol, atol: tol, label: `${name} ${key}` });
    }
    expectClose(logits.subarray(0, 10), first10_logits, { rtol: tol, atol: tol, label: `${name} logits` });
    expect([...result.winners.subarray(0, 10)], name).toEqual(first10_winner);
  }
});
