import { sliceBars } from '@quantblocks/core';
import { categorical, space } from '@quantblocks/optimizer';
import { describe, expect, it } from 'vitest';
import { isBetter, searchStages } from '../../src/search/search-stages.ts';
import { SegmentRunner } from '../../src/search/segment-runner.ts';
import { changedFrom, market } from '../programs/market.ts';
import { type Momentum, stage, strategy } from '../programs/momentum.ts';

const [edge] = market();
const momentum = strategy();
const [lag, band] = momentum.stages;
const { defaults } = momentum.definition;
const train = { warmupStart: 100, start: 200, end: 1200 };
const runner = new SegmentRunner(momentum, edge, train);
const settings = { trials: 8, seed: 7, minPositions: 2, parts: 4, lambda: 0.5 };

describe('the choice', () => {
  it('is never worth less than the first point', async () => {
    for (const seed of [1, 2, 3]) {
      const first = await searchStages(runner, [lag], defaults, { ...settings, trials: 1, seed });
      expect(first.params).toEqual(defaults);
      const { value } = await searchStages(runner, [lag], defaults, { ...settings, seed });
      expect(value).toBeGreaterThanOrEqual(first.value);
    }
  });

  it('is run in sample as it is worth, and is one of the trials', async () => {
    const { params, inSample, studies } = await searchStages(runner, momentum.stages, defaults, settings);
    expect(inSample).toEqual(runner.run(params as Momentum));
    expect(Object.keys(studies)).toEqual(['lag', 'band']);
    expect(studies.lag.trials.map(({ params }) => params.lag)).toContain(params?.lag);
    expect(studies.band.trials.map(({ params }) => params.band)).toContain(params?.band);
  });

  it('survives a later stage that finds nothing better, or nothing at all', async () => {
    const { params, value } = await searchStages(runner, [lag], defaults, settings);
    expect(value).toBeGreaterThan(0);
    const never = stage('never trades', space({ band: categorical([9, 10]) }));
    for (const minPositions of [0, 2]) {
      const longer = await searchStages(runner, [lag, never], defaults, { ...settings, minPositions });
      expect(longer.params).toEqual(params);
      expect(longer.value).toBe(value);
    }
  });

  it('is that of a later stage where the first found nothing', async () => {
    const never = stage('never trades', space({ band: categorical([9, 10]) }));
    const { params } = await searchStages(runner, [never, band], defaults, settings);
    expect(params).toMatchObject({ lag: 20 });
    expect(params?.band).toBeLessThanOrEqual(0.02);
  });

  it('is null if no trial is feasible', async () => {
    const { params, value, inSample } = await searchStages(runner, momentum.stages, defaults, {
      ...settings,
      minPositions: 10_000,
    });
    expect([params, value, inSample]).toEqual([null, Number.NaN, null]);
  });

  it('does not depend on bars after the training range, nor on those before its warm-up', async () => {
    const expected = await searchStages(runner, momentum.stages, defaults, settings);
    const other = new SegmentRunner(momentum, changedFrom(edge, train.end), train);
    const cut = new SegmentRunner(momentum, sliceBars(edge, 100, train.end), { warmupStart: 0, start: 100, end: 1100 });
    for (const again of [other, cut]) {
      const { params, value, inSample } = await searchStages(again, momentum.stages, defaults, settings);
      expect({ params, value, inSample }).toEqual({
        ...{ params: expected.params, value: expected.value, inSample: expected.inSample },
      });
    }
  });

  it('depends on the last bar of the training range', async () => {
    const { value } = await searchStages(runner, [lag], defaults, settings);
    const other = new SegmentRunner(momentum, changedFrom(edge, train.end - 1), train);
    expect((await searchStages(other, [lag], defaults, settings)).value).not.toBe(value);
  });
});

it('punishes a history whose parts differ by lambda', async () => {
  const worth = async (parts: number, lambda: number): Promise<number> =>
    (await searchStages(runner, [lag], defaults, { ...settings, trials: 1, parts, lambda })).value;
  expect(await worth(1, 9)).toBeCloseTo(runner.run(defaults).sharpe, 12);
  const [plain, half, whole] = [await worth(4, 0), await worth(4, 0.5), await worth(4, 1)];
  expect(half).toBeLessThan(plain);
  expect(plain - whole).toBeCloseTo(2 * (plain - half), 12);
});

it('does not go on when it is told to stop', async () => {
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(searchStages(runner, [lag], defaults, settings, signal)).rejects.toThrow('enough');
});

it('finds a value better than none and than a smaller one, and keeps what was first on a tie', () => {
  const none = Number.NaN;
  expect([isBetter(1, 0), isBetter(-1, none), isBetter(1, 1), isBetter(none, 1), isBetter(none, none)]).toEqual([
    ...[true, true, false, false, false],
  ]);
});
