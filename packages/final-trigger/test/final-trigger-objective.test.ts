import { createBars } from '@quantblocks/core';
import { createStudy, optimize } from '@quantblocks/optimizer';
import { describe, expect, it } from 'vitest';
import { finalTriggerFigures } from '../src/final-trigger-figures.ts';
import { finalTriggerObjective } from '../src/final-trigger-objective.ts';
import { exitSpace, ichimokuSpace, withPoint } from '../src/spaces.ts';
import { finalTrigger } from '../src/strategy.ts';
import { randomBars } from './random-bars.ts';

const bars = randomBars(3000, 11);
const { defaults } = finalTrigger;

async function search(minPositions: number) {
  const objective = finalTriggerObjective(bars, { minPositions });
  const exits = createStudy({ space: exitSpace(), direction: 'maximize', seed: 5 });
  await optimize(exits, (point) => objective(withPoint(defaults, point)), { trials: 25 });
  const params = withPoint(defaults, exits.best?.params ?? {});
  const lengths = createStudy({ space: ichimokuSpace(), direction: 'maximize', seed: 5 });
  await optimize(lengths, (point) => objective(withPoint(params, point)), { trials: 25 });
  const infeasible = [...exits.trials, ...lengths.trials].filter(({ violation }) => violation > 0).length;
  const best = lengths.best && withPoint(params, lengths.best.params);
  return { log: exits.log() + lengths.log(), best, sharpe: lengths.best?.values?.[0], infeasible };
}

describe('finalTriggerObjective', () => {
  it('is the Sharpe ratio, constrained by the number of positions', () => {
    const { sharpe, positions } = finalTriggerFigures(bars)(defaults);
    expect(finalTriggerObjective(bars)(defaults)).toEqual({ value: sharpe, constraints: [50 - positions] });
    expect(finalTriggerObjective(bars, { minPositions: 3 })(defaults).constraints).toEqual([3 - positions]);
  });

  it('brings the returns of the range only if they are asked for', () => {
    const range = { start: 2000, end: 2600 };
    expect(finalTriggerObjective(bars, { range })(defaults).returns).toBeUndefined();
    expect(finalTriggerObjective(bars, { range, returns: true })(defaults).returns?.length).toBe(600);
  });

  it('an account that never moved scores 0 and lacks every position, so that its trial counts', () => {
    const price = new Array(400).fill(100);
    const time = price.map((_, i) => i * 3_600_000);
    const still = createBars({ time, open: price, high: price, low: price, close: price });
    expect(finalTriggerObjective(still)(defaults)).toEqual({ value: 0, constraints: [50] });
  });

  it('two searches, exits and then lengths, improve on the defaults and repeat to the byte', async () => {
    const once = await search(5);
    expect(once.sharpe).toBeGreaterThan(finalTriggerFigures(bars)(defaults).sharpe);
    expect((await search(5)).log).toBe(once.log);
  });

  it('trials with too few positions are infeasible and never the best', async () => {
    const { positions } = finalTriggerFigures(bars)(defaults);
    const { best, infeasible } = await search(positions + 1);
    expect(infeasible).toBeGreaterThan(0);
    expect(infeasible).toBeLessThan(50);
    expect(finalTriggerFigures(bars)(best ?? defaults).positions).toBeGreaterThan(positions);
    expect(await search(1000)).toMatchObject({ infeasible: 50, best: null });
  });

  it('refuses a number of positions that is none', () => {
    for (const minPositions of [-1, 2.5, Number.NaN]) {
      expect(() => finalTriggerObjective(bars, { minPositions })).toThrow('minPositions: expected an integer >= 0');
    }
  });
});
