import { createRng, ParameterError } from '@quantblocks/core';
import { type OrderPlan, simulate } from '@quantblocks/engine';
import { describe, expect, it } from 'vitest';
import { costStress } from '../../src/stress/cost-stress.ts';
import { delayStress } from '../../src/stress/delay-stress.ts';
import { missedFillStress } from '../../src/stress/missed-fill-stress.ts';
import { barsOfCloses } from './example-strategies.ts';

const ONE_UNIT = { sizing: { kind: 'units', value: 1 } } as const;
const FREE = { ...ONE_UNIT, costs: { feeBps: 0, slippageBps: 0 } } as const;

/** 100, 101, 102, 101, 100, 101, ..: up for two bars, down for two. */
const wave = barsOfCloses(Array.from({ length: 401 }, (_, i) => 100 + [0, 1, 2, 1][i % 4]));
/** Buys at the bottom, sells at the top. */
const turns: OrderPlan = {
  signal: Int8Array.from(wave.close, (close) => (close === 100 ? 1 : close === 102 ? -1 : 0)),
};

describe('costStress', () => {
  it('finds the costs at which a known profit is gone', () => {
    // Two earned per position, on 100 + 102 traded: 2 / 202 = 99.01 bps.
    const answer = costStress(wave, turns, { config: { ...ONE_UNIT, closeAtEnd: true } });
    expect(answer).toMatchObject({ status: 'pass', breakEven: 'found', assumedBps: 7, n: 200 });
    expect(answer.breakEvenBps).toBeGreaterThan(2e4 / 202 - 0.011);
    expect(answer.breakEvenBps).toBeLessThan(2e4 / 202);
  });

  it('at the assumed costs is the simulation itself', () => {
    const config = { ...ONE_UNIT, costs: { feeBps: 3, slippageBps: 1 } };
    const { curve } = costStress(wave, turns, { config });
    const { finalEquity, initialCapital } = simulate(wave, turns, config);
    expect(curve.find(({ costBps }) => costBps === 4)?.value).toBe(finalEquity / initialCapital - 1);
  });

  it('does not raise a rebate', () => {
    const plan: OrderPlan = { ...turns, targets: [{ unit: 'distance', value: 1, fraction: 1 }] };
    const config = { ...ONE_UNIT, costs: { feeBps: 0, slippageBps: 2, makerFeeBps: -50 } };
    const { curve } = costStress(wave, plan, { config });
    expect(curve[1].value).toBeLessThan(curve[0].value);
    // Entries slip, targets earn the same rebate at any costs.
    const values = curve.map(({ value }) => value);
    expect(values).toEqual([...values].sort((a, b) => b - a));
  });

  it('takes another measure, and names costs that are not assumed', () => {
    const answer = costStress(wave, turns, { config: FREE, measure: ({ positions }) => positions.length });
    expect(answer).toMatchObject({ status: 'insufficient', value: 100 });
    expect(new Set(answer.curve.map(({ value }) => value))).toEqual(new Set([199]));
  });

  it('does not judge a handful of positions', () => {
    const once: OrderPlan = { signal: new Int8Array(wave.length).fill(1, 4, 5), maxBars: 2 };
    const answer = costStress(wave, once, { config: ONE_UNIT });
    expect(answer).toMatchObject({ status: 'insufficient', n: 1 });
    expect(answer.explanation).toContain('Only 1 of 30 positions were closed.');
  });
});

describe('delayStress', () => {
  it('shows what each bar of delay costs: half a wave late, and all of it is lost', () => {
    const { delays, status, value } = delayStress(wave, turns, { config: FREE, maxDelay: 4, minRetained: 0.4 });
    // Filled at the turn, one bar after it (101 to 101), two bars after it (102 to 100), three, and a whole wave late.
    expect(delays.map(({ retained }) => Math.round(100 * retained) || 0)).toEqual([100, 0, -99, 0, 99]);
    expect({ status, value: Math.round(100 * value) }).toEqual({ status: 'fail', value: 0 });
  });

  it('keeps size, stop and targets of the bar a decision was made on', () => {
    const distance = Float64Array.from(wave.close, (_, i) => 1 + (i % 7) / 10);
    const weight = Float64Array.from(wave.close, (_, i) => 1 + (i % 5));
    const plan: OrderPlan = {
      ...turns,
      exit: Int8Array.from(wave.close, (_, i) => (i % 11 === 0 ? 2 : 0)),
      weight,
      stop: { unit: 'distance', value: 1, series: distance },
      targets: [{ unit: 'distance', value: 1, series: distance, fraction: 1 }],
    };
    const delayed: OrderPlan = {
      signal: Int8Array.from(wave.close, (_, i) => plan.signal[i - 1] ?? 0),
      exit: Int8Array.from(wave.close, (_, i) => plan.exit?.[i - 1] ?? 0),
      weight: Float64Array.from(wave.close, (_, i) => weight[i - 1] ?? 0),
      stop: { unit: 'distance', value: 1, series: Float64Array.from(wave.close, (_, i) => distance[i - 1] ?? 1) },
      targets: [
        {
          unit: 'distance',
          value: 1,
          series: Float64Array.from(wave.close, (_, i) => distance[i - 1] ?? 1),
          fraction: 1,
        },
      ],
    };
    const { delays } = delayStress(wave, plan, { config: ONE_UNIT });
    expect(delays[1].value).toBe(simulate(wave, delayed, ONE_UNIT).finalEquity / 10_000 - 1);
  });

  it('adds no order: one that comes late is still one', () => {
    const once: OrderPlan = { signal: new Int8Array(wave.length).fill(1, 99, 100), maxBars: 2 };
    expect(delayStress(wave, once, { config: FREE }).delays.map(({ positions }) => positions)).toEqual([1, 1, 1, 1]);
  });

  it('does not let a decision in by being late', () => {
    const once: OrderPlan = { signal: new Int8Array(wave.length).fill(1, 99, 100), maxBars: 2 };
    const { delays } = delayStress(wave, once, { config: { ...FREE, tradeFrom: 100 } });
    expect(delays.map(({ positions }) => positions)).toEqual([0, 0, 0, 0]);
  });

  it('passes an edge that lasts, and has no part to keep of a loss', () => {
    const up = barsOfCloses(Array.from({ length: 900 }, (_, i) => 100 + (i % 40 < 20 ? i % 20 : 20 - (i % 20))));
    const trend: OrderPlan = {
      signal: Int8Array.from(up.close, (_, i) => (i % 40 === 1 ? 1 : i % 40 === 21 ? -1 : 0)),
    };
    expect(delayStress(up, trend, { config: FREE, maxDelay: 2, judgedDelay: 2 }).status).toBe('pass');
    const against: OrderPlan = { signal: trend.signal.map((side) => -side) };
    expect(delayStress(up, against, { config: FREE })).toMatchObject({ status: 'undefined', value: Number.NaN });
  });

  it('refuses options out of range and leaves the plan as it was', () => {
    const before = turns.signal.slice();
    expect(() => delayStress(wave, turns, { maxDelay: 0 })).toThrow(ParameterError);
    expect(() => delayStress(wave, turns, { judgedDelay: 4 })).toThrow(ParameterError);
    expect(() => delayStress(wave, turns, { minRetained: 0 })).toThrow(ParameterError);
    delayStress(wave, turns);
    expect(turns.signal).toEqual(before);
  });
});

describe('missedFillStress', () => {
  it('loses on average the share that is missed, where positions are alike', () => {
    const answer = missedFillStress(wave, turns, { config: FREE, probability: 0.25, seed: 2 });
    expect(answer.status).toBe('pass');
    // 200 orders of 2 each: the median of 200 repetitions is within 4 standard errors, 4 * 1.25 * sqrt(.25 * .75 / 200 / 200).
    expect(Math.abs(answer.median / answer.complete - 0.75)).toBeLessThan(0.011);
    expect(answer.lower).toBeLessThan(answer.median);
    expect(answer.upper).toBeGreaterThan(answer.median);
    expect(answer.value).toBe(answer.lower / answer.complete);
    expect(answer.lossShare).toBe(0);
  });

  it('leaves a position that a missed reversal would have left', () => {
    const rng = createRng(0, 'missedFillStress');
    const isMissed = Array.from(
      turns.signal.filter((side) => side !== 0),
      () => rng.next() < 0.5,
    );
    let order = 0;
    // By hand: every order stands for two points, made between its bar and the next order, whether that is filled or not.
    let points = 0;
    for (let bar = 0; bar < wave.length; bar++) {
      if (turns.signal[bar] === 0) continue;
      const isFilled = !isMissed[order++];
      if (isFilled && bar + 2 < wave.length) points += 2;
    }
    const { values } = missedFillStress(wave, turns, { config: FREE, probability: 0.5, repetitions: 1 });
    expect(values[0] * 10_000).toBeCloseTo(points, 8);
  });

  it('takes signals that repeat for one order', () => {
    const held: OrderPlan = { signal: turns.signal.map((_, i) => (i % 4 < 2 ? 1 : -1)) };
    const kept = missedFillStress(wave, held, { config: FREE, probability: 0.5, repetitions: 50 });
    const single = missedFillStress(wave, turns, { config: FREE, probability: 0.5, repetitions: 50 });
    expect(kept.median / kept.complete).toBeCloseTo(single.median / single.complete, 1);
  });

  it('joins a missed order with the exit signals of the plan', () => {
    const exit = new Int8Array(wave.length).fill(-1);
    // Every short is told to leave at once; a missed long then has nothing to close but must not stop that.
    const { values } = missedFillStress(wave, { ...turns, exit }, { config: FREE, repetitions: 20 });
    expect(Math.min(...values)).toBeGreaterThan(0);
  });

  it('fails where few positions carry everything', () => {
    const jumps = barsOfCloses(Array.from({ length: 400 }, (_, i) => 100 + (i >= 205 ? 30 : 0) + 0.01 * (i % 2)));
    const plan: OrderPlan = { signal: Int8Array.from(jumps.close, (_, i) => (i % 10 === 2 ? 1 : 0)), maxBars: 5 };
    expect(missedFillStress(jumps, plan, { config: FREE })).toMatchObject({ status: 'fail', n: 40 });
  });

  it('does not judge a loss or a handful', () => {
    const against: OrderPlan = { signal: turns.signal.map((side) => -side) };
    expect(missedFillStress(wave, against, { config: FREE, repetitions: 5 }).status).toBe('undefined');
    expect(missedFillStress(wave, turns, { config: FREE, repetitions: 5, minPositions: 500 }).status).toBe(
      'insufficient',
    );
  });

  it('is the same for the same seed, another for another', () => {
    const draw = (seed: number) => missedFillStress(wave, turns, { repetitions: 10, seed }).values;
    expect(draw(4)).toEqual(draw(4));
    expect(draw(4)).not.toEqual(draw(5));
  });

  it('refuses options out of range', () => {
    expect(() => missedFillStress(wave, turns, { probability: 0 })).toThrow(ParameterError);
    expect(() => missedFillStress(wave, turns, { lowerQuantile: 0.6 })).toThrow(ParameterError);
    expect(() => missedFillStress(wave, turns, { minRetained: 2 })).toThrow(ParameterError);
  });
});
