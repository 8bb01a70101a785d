import { type Bars, createBars, ParameterError, sliceBars } from '@quantblocks/core';
import { simulate } from '@quantblocks/engine';
import { type Executor, inline, threads } from '@quantblocks/farm';
import { ObjectiveError, random, type Sampler, stagnation } from '@quantblocks/optimizer';
import { describe, expect, it } from 'vitest';
import {
  anchoredSplits,
  type Fold,
  FoldError,
  formatWalkForward,
  holdoutSplit,
  type PlanRef,
  planRef,
  purgedKFold,
  rollingSplits,
  type WalkForwardPlan,
  type WalkForwardResult,
  walkForward,
} from '../../src/index.ts';
import { peeking, planted, pruned, seasons, throwing, trend } from './plans.ts';

const bars = seasons(600);
const folds = rollingSplits(600, { train: 300, test: 100 });
const inner = (length: number): Fold[] => anchoredSplits(length, { train: 60, test: 40 });
const ref = <Plan>(name: string): PlanRef<Plan> => planRef<Plan>(new URL('./plans.ts', import.meta.url), name);
const errorOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

/** Everything that a result says, as text; series as bytes. */
function textOf<Params, Point>({ folds, ...rest }: WalkForwardResult<Params, Point>): string {
  const plain = (_: string, value: unknown): unknown => {
    if (value instanceof Float64Array)
      return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex');
    return typeof value === 'number' && Number.isNaN(value) ? 'NaN' : value;
  };
  return JSON.stringify(
    { folds: folds.map(({ study, ...fold }) => ({ ...fold, log: study.log(), series: study.series.get(0) })), ...rest },
    plain,
  );
}

/** The same bars with others from `from` on. */
function changedFrom(given: Bars, from: number): Bars {
  const other = seasons(given.length, 99);
  const mixed = (name: 'open' | 'high' | 'low' | 'close'): Float64Array =>
    given[name].map((value, i) => (i < from ? value : other[name][i]));
  const close = mixed('close');
  const open = mixed('open');
  return createBars({
    time: given.time,
    open,
    close,
    high: close.map((value, i) => Math.max(value, open[i])),
    low: close.map((value, i) => Math.min(value, open[i])),
  });
}

describe('a planted optimum', () => {
  it('is found in every fold, and holds out of sample', async () => {
    const result = await walkForward(planted, bars, { folds, trials: 19, seed: 1 });
    expect(result.folds.map(({ choice }) => choice?.params)).toEqual([{ phase: 1 }, { phase: 1 }, { phase: 1 }]);
    for (const { choice, outOfSample, status, stopped } of result.folds) {
      expect([status, stopped]).toEqual(['ok', 'trials']);
      expect(choice?.value).toBe(choice?.inSample.sharpe);
      expect(outOfSample.sharpe).toBeGreaterThan(50);
      // From the second bar on, always on one side or the other, and at the end as well.
      expect(outOfSample).toMatchObject({ exposure: 0.99, isOpen: true, positions: 9 });
    }
    expect(result.profitableFolds).toBe(1);
    expect(result.foldsAboveBuyAndHold).toBe(1);
    expect(result.counts).toMatchObject({ trials: 57, complete: 57, infeasible: 0 });
    expect(result.test.neweyWest).toMatchObject({ status: 'ok', pValue: expect.closeTo(0, 6) });
    expect(result.efficiency.sharpeRatio).toMatchObject({ status: 'ok', value: expect.closeTo(1, 1) });
    expect(result.stability).toEqual([{ name: 'phase', values: [1, 1, 1], agreement: 1, spread: 0 }]);
  });

  it('is found by inner folds too, whose steps are the inner tests', async () => {
    const result = await walkForward(planted, bars, { folds, trials: 19, seed: 1, inner, lambda: 1 });
    expect(result.folds.map(({ choice }) => choice?.point.phase)).toEqual([1, 1, 1]);
    const [{ study }] = result.folds;
    for (const { reports, values } of study.trials) {
      const scores = reports.map(({ value }) => value);
      const mean = scores.reduce((sum, value) => sum + value, 0) / 6;
      const spread = Math.sqrt(scores.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 5);
      expect(reports.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4, 5]);
      expect(values?.[0]).toBeCloseTo(mean - spread, 9);
    }
  });

  it('is found with fewer runs if a pruner stops poor trials between inner folds', async () => {
    const all = await walkForward({ ...planted, sampler: random() }, bars, {
      folds,
      trials: 20,
      inner,
    });
    const some = await walkForward(pruned, bars, { folds, trials: 20, inner });
    const runs = ({ folds: [{ study }] }: typeof all): number =>
      study.trials.reduce((total, { reports }) => total + reports.length, 0);
    expect(some.counts.pruned).toBeGreaterThan(20);
    expect(runs(some)).toBeLessThan(runs(all));
    expect(some.folds.map(({ choice }) => choice?.point)).toEqual(all.folds.map(({ choice }) => choice?.point));
  });
});

describe('no leak', () => {
  it('lets nothing after a training range change its search, cheat as the strategy may', async () => {
    const cheats = await walkForward(peeking, bars, { folds, trials: 20, seed: 3, allowLookAhead: true });
    const changed = await walkForward(peeking, changedFrom(bars, 300), {
      folds: folds.slice(0, 1),
      trials: 20,
      seed: 3,
      allowLookAhead: true,
    });
    expect(changed.folds[0].study.log()).toBe(cheats.folds[0].study.log());
    expect(changed.folds[0].choice?.inSample.returns).toEqual(cheats.folds[0].choice?.inSample.returns);
    expect(changed.folds[0].outOfSample.returns).not.toEqual(cheats.folds[0].outOfSample.returns);
  });

  it('lets nothing after a test, or an inner test, change its result', async () => {
    const options = { folds, trials: 8, seed: 3, inner, allowLookAhead: true };
    const cheats = await walkForward(peeking, bars, options);
    const changed = await walkForward(peeking, changedFrom(bars, 400), options);
    expect(changed.returns.subarray(0, 100)).toEqual(cheats.returns.subarray(0, 100));
    const firstSteps = ({ folds: [, { study }] }: typeof cheats): number[] =>
      study.trials.slice(0, 8).map(({ reports }) => reports[0].value);
    // The second fold trains on bars 100 to 399.
    expect(firstSteps(changed)).toEqual(firstSteps(cheats));
  });

  it('never shows a strategy a later bar', async () => {
    const seen = new Set<string>();
    const { strategy } = trend;
    const spy: typeof trend = {
      ...trend,
      strategy: {
        ...strategy,
        prepare: (given) => {
          seen.add(`${given.time[0] / 3_600_000}-${given.time[given.length - 1] / 3_600_000}`);
          return strategy.prepare(given);
        },
      },
    };
    const folds = rollingSplits(600, { train: 300, test: 150, warmup: 20 });
    await walkForward(spy, bars, { folds, trials: 2, allowLookAhead: true });
    expect([...seen]).toEqual(['0-299', '280-449', '130-449', '430-599']);
  });
});

describe('a run that is not the same twice', () => {
  it('is refused: a strategy that keeps state between plans', async () => {
    let runs = 0;
    const { strategy } = planted;
    const stateful: typeof planted = {
      ...planted,
      strategy: {
        ...strategy,
        prepare: (given) => ({ bars: given, plan: () => strategy.prepare(given).plan({ phase: runs++ % 20 }) }),
      },
    };
    for (const options of [
      { folds, trials: 5 },
      { folds, trials: 5, inner },
      { folds, trials: 5, over: 'trials' },
    ] as const) {
      const error = await errorOf(walkForward(stateful, bars, options));
      expect(error).toBeInstanceOf(FoldError);
      expect((error as FoldError).message).toMatch(
        /^fold 0: a run of \{"phase":\d+\}: expected the value .* again, .* got/,
      );
    }
  });

  it('is refused: a strategy that writes to the bars, which are not those of the caller', async () => {
    const { strategy } = planted;
    const scribbling: typeof planted = {
      ...planted,
      strategy: {
        ...strategy,
        prepare: (given) => ({
          bars: given,
          plan: (params) => {
            for (const column of [given.open, given.high, given.low, given.close]) column[5] *= 1.01;
            return strategy.prepare(given).plan(params);
          },
        }),
      },
    };
    const before = bars.close[5];
    expect(String(await errorOf(walkForward(scribbling, bars, { folds, trials: 5 })))).toMatch(
      /does not write to bars/,
    );
    expect(bars.close[5]).toBe(before);
  });
});

describe('warm-up', () => {
  it('feeds indicators with all the past: a test trades as in a run over the whole series', async () => {
    const { folds: results } = await walkForward(trend, bars, { folds, trials: 3 });
    for (const { choice, test, outOfSample } of results) {
      const plan = trend.strategy.prepare(bars).plan(choice?.params ?? { weight: 1 });
      const costs = { feeBps: 0, slippageBps: 0 };
      const { equity } = simulate(bars, plan, { costs, tradeFrom: test.start });
      expect(outOfSample.returns).toEqual(
        equity
          .slice(test.start, test.end)
          .map((value, i) => value / (i === 0 ? 10_000 : equity[test.start + i - 1]) - 1),
      );
    }
  });

  it('never trades: the first fill of a range is on its second bar', async () => {
    const { folds: results } = await walkForward(planted, bars, { folds, trials: 3 });
    for (const { outOfSample } of results) {
      expect(outOfSample.returns[0]).toBe(0);
      expect(outOfSample.returns[1]).not.toBe(0);
    }
  });
});

describe('the stitched history', () => {
  it('is the tests, one after another, compounded', async () => {
    const result = await walkForward(trend, bars, { folds, trials: 3 });
    expect([...result.returns]).toEqual(result.folds.flatMap(({ outOfSample }) => [...outOfSample.returns]));
    expect(result.time).toEqual(bars.time.slice(300));
    const grown = result.folds.reduce((wealth, { outOfSample }) => wealth * (1 + outOfSample.totalReturn), 1);
    expect(result.equity[299]).toBeCloseTo(grown, 12);
    expect(result.totalReturn).toBeCloseTo(grown - 1, 12);
    expect(result.positions).toBe(result.folds.reduce((total, { outOfSample }) => total + outOfSample.positions, 0));
  });

  it('leaves holes between tests out', async () => {
    const apart = rollingSplits(600, { train: 200, test: 50, step: 150 });
    const { time, returns } = await walkForward(trend, bars, { folds: apart, trials: 2 });
    expect(returns.length).toBe(150);
    expect(time[50]).toBe(bars.time[350]);
  });
});

describe('a fold without a feasible trial', () => {
  const hard = { folds, trials: 4, minPositions: 60 };

  it('takes no position out of sample, and says so', async () => {
    const result = await walkForward(planted, bars, hard);
    expect(result.folds.map(({ status, choice }) => [status, choice])).toEqual(
      [0, 1, 2].map(() => ['nothing chosen', null]),
    );
    expect(result.returns).toEqual(new Float64Array(300));
    expect(result.counts).toMatchObject({ trials: 12, infeasible: 12 });
    expect(result.efficiency.pardo).toEqual({ status: 'undefined', reason: 'fold 0 has no in-sample returns' });
    expect(result.stability).toEqual([
      { name: 'phase', values: [null, null, null], agreement: Number.NaN, spread: Number.NaN },
    ]);
    expect(formatWalkForward(result)).toContain('nothing');
  });

  it('may stand between others', async () => {
    // Constant prices from bar 100 to 399 are no training for the second fold.
    const flat = changedFrom(bars, 600);
    for (const name of ['open', 'high', 'low', 'close'] as const) flat[name].fill(100, 100, 400);
    const still: typeof trend = {
      ...trend,
      objective: ({ stats, positions }) => ({ value: stats.sharpe, constraints: [1 - positions] }),
    };
    const result = await walkForward(still, flat, { folds, trials: 4 });
    expect(result.folds.map(({ status }) => status)).toEqual(['ok', 'nothing chosen', 'ok']);
    expect(result.folds[1].counts.failed).toBe(4);
    expect(result.returns.length).toBe(300);
  });

  it('counts positions over all inner tests', async () => {
    const counted = await walkForward(planted, bars, { folds, trials: 4, inner, minPositions: 6 });
    expect(counted.counts.infeasible).toBeLessThan(12);
  });
});

describe('any executor', () => {
  // Threads start slowly here, because each strips the types of what it imports.
  it('gives the same bytes over folds and over trials, here and on 1 or 2 threads', async () => {
    const options = { folds, trials: 8, batch: 4, inner, keepReturns: true };
    const expected = textOf(await walkForward(pruned, bars, options));
    expect(textOf(await walkForward(pruned, bars, { ...options, over: 'trials' }))).toBe(expected);
    const run = async (executor: Executor, over: 'folds' | 'trials'): Promise<string> =>
      textOf(await walkForward(ref<typeof pruned>('pruned'), bars, { ...options, executor, over }));
    expect(await run(inline(), 'folds')).toBe(expected);
    expect(await run(threads({ workers: 1 }), 'trials')).toBe(expected);
    expect(await run(threads({ workers: 2 }), 'trials')).toBe(expected);
    expect(await run(threads({ workers: 2 }), 'folds')).toBe(expected);
  }, 30_000);

  it('gives the same twice, and a fold the same without the others', async () => {
    const options = { folds, trials: 6, seed: 'again' };
    const first = await walkForward(trend, bars, options);
    expect(textOf(await walkForward(trend, bars, options))).toBe(textOf(first));
    const [last] = (await walkForward(trend, bars, { ...options, folds: folds.slice(2) })).folds;
    expect(last.study.log()).toBe(first.folds[2].study.log());
    const other = await walkForward(trend, bars, { ...options, seed: 'other' });
    expect(other.folds[0].study.log()).not.toBe(first.folds[0].study.log());
    expect(first.folds[0].study.trials[0].params).not.toEqual(first.folds[1].study.trials[0].params);
  });
});

describe('progress and the end', () => {
  it('is told after each fold, and after each batch over trials', async () => {
    const told: string[] = [];
    const options = {
      folds,
      trials: 4,
      batch: 2,
      onProgress: (p: object) => told.push(Object.values(p).map(String).join(' ')),
    };
    await walkForward({ ...planted, objective: () => 7 }, bars, options);
    expect(told).toEqual(['0 4 4 7 1 3', '1 4 4 7 2 3', '2 4 4 7 3 3']);
    told.length = 0;
    await walkForward({ ...planted, objective: () => 7 }, bars, { ...options, over: 'trials' });
    expect(told.slice(0, 4)).toEqual(['0 2 4 7 0 3', '0 4 4 7 0 3', '0 4 4 7 1 3', '1 2 4 7 1 3']);
  });

  it('comes early where a terminator or an exhausted space says so', async () => {
    const stagnant = await walkForward({ ...planted, stop: [stagnation({ trials: 3 })], objective: () => 1 }, bars, {
      folds,
      trials: 19,
    });
    expect(stagnant.folds.map(({ stopped, counts }) => [stopped, counts.trials])[0]).toEqual([
      'no improvement in 3 trials',
      4,
    ]);
    const exhausted = await walkForward(planted, bars, { folds: folds.slice(0, 1), trials: 100 });
    expect([exhausted.folds[0].stopped, exhausted.counts.trials]).toEqual(['exhausted', 20]);
  });

  it('rejects with the reason of its signal, before and during the search', async () => {
    const reason = new Error('enough');
    for (const over of ['folds', 'trials'] as const) {
      expect(
        await errorOf(walkForward(planted, bars, { folds, trials: 9, over, signal: AbortSignal.abort(reason) })),
      ).toBe(reason);
      for (const last of [1, 5]) {
        const controller = new AbortController();
        let runs = 0;
        const plan: typeof planted = {
          ...planted,
          objective: () => {
            if (++runs === last) controller.abort(reason);
            return 0;
          },
        };
        const options = { folds, trials: 9, over, signal: controller.signal };
        expect(await errorOf(walkForward(plan, bars, options))).toBe(reason);
        expect(runs).toBe(last);
      }
    }
  });

  it('names the fold, the trial and the cause if an objective throws', async () => {
    for (const over of ['folds', 'trials'] as const) {
      const error = await errorOf(walkForward(throwing, bars, { folds, trials: 19, over }));
      expect(error).toBeInstanceOf(FoldError);
      expect(error).toMatchObject({
        fold: 0,
        message: expect.stringMatching(/^fold 0: trial \d+ \{"phase":1\d\}: a phase of 1\d$/),
      });
      expect((error as FoldError).cause).toMatchObject({ name: ObjectiveError.name });
    }
  });
});

describe('the plan', () => {
  it('may choose its configuration by the parameters, and delay trading', async () => {
    const delayed: typeof planted = {
      ...planted,
      config: ({ phase }) => ({ tradeFrom: phase > 9 ? 320 : 0, equity: 'none' }),
    };
    const { folds: results } = await walkForward(delayed, bars, { folds, trials: 20 });
    // A delay beyond the training range never trades there.
    for (const { params, values } of results[0].study.trials) expect(values?.[0] === 0).toBe(params.phase > 9);
    // The test range is from bar 300 on, the delay ends in bar 320.
    const late: typeof planted = { ...planted, config: { tradeFrom: 320 } };
    const [{ outOfSample }] = (await walkForward(late, bars, { folds, trials: 2 })).folds;
    expect(outOfSample.returns.findIndex((value) => value !== 0)).toBe(21);
  });

  it('pays the funding of the bars of each range', async () => {
    const funding = new Float64Array(600).fill(0.01, 400);
    const paying: typeof planted = {
      ...planted,
      config: { funding, sides: 'long', costs: { feeBps: 0, slippageBps: 0 } },
    };
    const free = { ...paying, config: { sides: 'long', costs: { feeBps: 0, slippageBps: 0 } } } as typeof planted;
    // The second fold trains on bars 100 to 399.
    const options = { folds: rollingSplits(600, { train: 300, test: 100, warmup: 20 }).slice(1), trials: 19, seed: 1 };
    const [paid] = (await walkForward(paying, bars, options)).folds;
    const [kept] = (await walkForward(free, bars, options)).folds;
    expect(paid.study.log()).toBe(kept.study.log());
    expect(paid.outOfSample.totalReturn).toBeLessThan(kept.outOfSample.totalReturn);
    const short: typeof planted = { ...planted, config: { funding: new Float64Array(300) } };
    await expect(walkForward(short, bars, options)).rejects.toThrow(
      /config.funding: expected one rate per bar \(600\)/,
    );
  });

  it('tells constraints, which must hold on every inner test', async () => {
    const strict: typeof planted = {
      ...planted,
      // Broken on the last inner test alone, by 1.
      objective: ({ bars: seen }) => ({ value: 1, constraints: [seen.length === 300 ? 1 : -1] }),
    };
    const result = await walkForward(strict, bars, { folds: folds.slice(0, 1), trials: 3, inner });
    expect(result.folds[0].study.trials.map(({ violation }) => violation)).toEqual([1, 1, 1]);
    expect((await walkForward(strict, bars, { folds: folds.slice(1, 2), trials: 3, inner })).counts.infeasible).toBe(0);
  });

  it('may be wrong: an objective without a value is refused', async () => {
    const odd = { ...planted, objective: () => ({ values: [1, 2] }) };
    await expect(walkForward(odd, bars, { folds, trials: 3 })).rejects.toThrow(
      /plan.objective: expected to return a number/,
    );
  });
});

describe('misuse', () => {
  const picky: Sampler = {
    name: 'picky',
    options: {},
    start: () => {
      throw new ParameterError('sampler', 'one that can', 'picky');
    },
  };
  const cases: [string, () => Promise<unknown>, RegExp][] = [
    ['no folds', () => walkForward(planted, bars, { folds: [], trials: 1 }), /^folds: expected at least one fold/],
    ['no trials', () => walkForward(planted, bars, { folds, trials: 0 }), /^trials/],
    ['a negative lambda', () => walkForward(planted, bars, { folds, trials: 1, lambda: -1 }), /^lambda/],
    [
      'folds beyond the bars',
      () => walkForward(planted, sliceBars(bars, 0, 500), { folds, trials: 1 }),
      /^folds\[2\].test/,
    ],
    [
      'training after a test',
      () => walkForward(planted, bars, { folds: purgedKFold(600, { folds: 3 }), trials: 1 }),
      /^folds\[0\].train/,
    ],
    [
      'a validation range',
      () => walkForward(planted, bars, { folds: [holdoutSplit(600, { fractions: [0.6, 0.2, 0.2] })], trials: 1 }),
      /^folds\[0\]: expected one training range and one test range/,
    ],
    [
      'overlapping tests',
      () => walkForward(planted, bars, { folds: rollingSplits(600, { train: 200, test: 50, step: 20 }), trials: 1 }),
      /^folds: expected folds in order whose tests are apart/,
    ],
    ['a pruner without inner folds', () => walkForward(pruned, bars, { folds, trials: 1 }), /^plan.pruner/],
    ['an inner split without tests', () => walkForward(planted, bars, { folds, trials: 1, inner: () => [] }), /^inner/],
    ['no plan', () => walkForward({} as WalkForwardPlan<unknown, unknown>, bars, { folds, trials: 1 }), /^plan/],
    [
      'a reference to no plan',
      () => walkForward(ref<typeof planted>('notAPlan'), bars, { folds, trials: 1 }),
      /^plan: .*to export a plan named notAPlan, got 8766$/,
    ],
    [
      'code for threads',
      () => walkForward(planted, bars, { folds, trials: 1, executor: threads({ workers: 1 }) }),
      /^plan: expected a planRef/,
    ],
    [
      'a sampler that cannot search the space',
      () => walkForward({ ...planted, sampler: picky }, bars, { folds, trials: 1 }),
      /^sampler: expected one/,
    ],
    ['an unknown word', () => walkForward(planted, bars, { folds, trials: 1, over: 'bars' as 'folds' }), /^over/],
  ];
  for (const [name, call, message] of cases) {
    it(`is refused in words: ${name}`, async () => {
      const error = await errorOf(call());
      expect(error).toBeInstanceOf(ParameterError);
      expect((error as Error).message).toMatch(message);
    });
  }
});
