import { ParameterError } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import { walkForwardSearch } from '../../src/search/walk-forward-search.ts';
import type { RescueVariant } from '../../src/strategy/pipeline-strategy.ts';
import { changedFrom, market } from '../programs/market.ts';
import { type Momentum, strategy } from '../programs/momentum.ts';

const [edge] = market();
const momentum = strategy();
const asItIs: RescueVariant<Momentum> = { name: '', apply: (params) => params };
const variants = [asItIs, ...momentum.rescues];
const settings = { trials: 4, seed: 3, minPositions: 2, parts: 4, lambda: 0.5, folds: 3, firstTrain: 0.4 };
const walk = await walkForwardSearch(momentum, variants, edge, settings);

describe('the folds', () => {
  it('train on all of the past, and their tests cover the rest', () => {
    expect(walk.folds.map(({ train, test }) => [train.start, train.end, test.start, test.end])).toEqual([
      [0, 720, 720, 1080],
      [0, 1080, 1080, 1440],
      [0, 1440, 1440, 1800],
    ]);
    expect(walk.folds.every(({ test }) => test.warmupStart === test.start - momentum.warmUp)).toBe(true);
  });

  it('count every trial of every stage, variant and fold', () => {
    expect(walk.trials).toBe(3 * (2 + 2 + 1) * 4);
    expect(walk.ledger.counts().trials).toBe(walk.trials / 3);
  });

  it('give one history, test after test', () => {
    expect([...walk.returns]).toEqual(walk.folds.flatMap(({ outOfSample }) => [...outOfSample.returns]));
    expect(walk.returns).toHaveLength(1080);
    expect([...walk.pnl]).toEqual(walk.folds.flatMap(({ outOfSample }) => [...outOfSample.pnl]));
  });

  it('are reported one by one', async () => {
    const seen: number[] = [];
    await walkForwardSearch(
      momentum,
      [asItIs],
      edge,
      { ...settings, trials: 1 },
      { onFold: ({ index }) => seen.push(index) },
    );
    expect(seen).toEqual([0, 1, 2]);
  });

  it('are refused where there are too few bars for them', async () => {
    const few = market(5)[0];
    await expect(walkForwardSearch(momentum, [asItIs], few, settings)).rejects.toThrow(ParameterError);
  });
});

describe('the variant', () => {
  it('is the one that was worth most in training', async () => {
    const alone = await Promise.all(variants.map((variant) => walkForwardSearch(momentum, [variant], edge, settings)));
    expect(walk.folds.map(({ variant }) => variant)).toEqual(['', 'slow', '']);
    for (const [i, fold] of walk.folds.entries()) {
      const values = alone.map(({ folds }) => folds[i].value);
      expect(fold.value).toBe(Math.max(...values));
      expect(fold.variant).toBe(variants[values.indexOf(fold.value)].name);
      expect(fold.params).toEqual(alone[values.indexOf(fold.value)].folds[i].params);
    }
  });

  it('is that of the strategy as it is, without parameters and without positions, if nothing is feasible', async () => {
    const { folds, returns, trials } = await walkForwardSearch(momentum, variants, edge, {
      ...settings,
      minPositions: 9999,
    });
    expect(folds.map(({ variant, params, inSample }) => [variant, params, inSample])).toEqual([
      ...Array.from({ length: 3 }, () => ['', null, null]),
    ]);
    expect(returns.every((value) => value === 0)).toBe(true);
    expect(trials).toBe(walk.trials);
  });
});

describe('causality', () => {
  it('other bars in the last test change its result and nothing else', async () => {
    const { folds } = await walkForwardSearch(momentum, variants, changedFrom(edge, 1440), settings);
    expect(folds.slice(0, 2)).toEqual(walk.folds.slice(0, 2));
    const { outOfSample, buyAndHold, ...chosen } = folds[2];
    const { outOfSample: before, buyAndHold: heldBefore, ...chosenBefore } = walk.folds[2];
    expect(chosen).toEqual(chosenBefore);
    expect(outOfSample).not.toEqual(before);
    expect(buyAndHold).not.toBe(heldBefore);
  });

  it('other bars from the first test on do not change what the first fold chose', async () => {
    const { folds } = await walkForwardSearch(momentum, variants, changedFrom(edge, 720), settings);
    const { variant, params, value, inSample } = walk.folds[0];
    expect(folds[0]).toMatchObject({ variant, params, value, inSample });
    expect(folds[1].value).not.toBe(walk.folds[1].value);
  });
});
